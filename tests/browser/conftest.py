"""The real product, started as people start it, and a real browser in front of it."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.hands import HANDS
from tests.browser.small_program import small_program
from tests.browser.visitor import Visitor
from training import create_app
from training.config import Settings
from training.post import mailbox

ROOT = Path(__file__).parent.parent.parent
SMALL_WINDOW = {"width": 800, "height": 600}  # a quarter less to paint, where nobody looks


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Product:
    """`flask serve --demo --empty` in a folder of its own, with its worker and its mail server."""

    def __init__(self, folder):
        self.folder, port = folder, free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.settings = {"DATA_DIR": str(folder), "PORT": str(port), "TRAINING_ENVIRONMENT": "demo"}
        self._log = (folder / "server.log").open("w")
        self._server = subprocess.Popen(
            [sys.executable, "-m", "flask", "serve", "--demo", "--empty"],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        line = ""
        while "Training tracker at" not in line:
            line = self._server.stdout.readline() or pytest.fail(self.log)
        self.app = create_app(Settings.from_env(self.settings))

    @property
    def _environment(self):
        own = {"HOME": str(self.folder), "PYTHONUNBUFFERED": "1"}
        return {"PATH": os.environ["PATH"]} | own | self.settings

    @property
    def log(self):
        return (self.folder / "server.log").read_text()

    def flask(self, *arguments):
        """A command of the product, without the second it takes to start one: its words, how it ended."""
        done = self.app.test_cli_runner().invoke(args=[str(one) for one in arguments])
        return done.output, done.exit_code

    def exit_code(self, *arguments):
        """How a command ends, started as from a terminal."""
        command = [sys.executable, "-m", "flask", *map(str, arguments)]
        return subprocess.run(
            command, cwd=ROOT, env=self._environment, capture_output=True, check=False
        ).returncode

    def mailed_link(self, to, subject, within=20):
        """The link in the newest mail to this address whose subject says this."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            for mail in mailbox.newest(self.folder / "mailbox"):
                if mail.to == to and subject in mail.subject:
                    return re.search(r"https?://\S+", mail.text)[0]
            time.sleep(0.1)
        pytest.fail(f"No mail “{subject}” to {to}; there are {mailbox.newest(self.folder / 'mailbox')}")

    def stop(self):
        self._server.terminate()
        self._server.wait(timeout=20)
        self._server.stdout.close()
        self._log.close()


@pytest.fixture
def product(tmp_path):
    """One for each walk, so that nobody meets people of another."""
    product = Product(tmp_path)
    file = tmp_path / "small.toml"
    file.write_text(small_program())
    words, ended = product.flask("program", "publish", file)
    assert ended == 0, words
    yield product
    product.stop()


@pytest.fixture(params=HANDS.values(), ids=HANDS)
def hands(request):
    return request.param


@pytest.fixture
def visit(chromium, product, hands):
    """Somebody in front of a browser of their own: `ines = visit("Ines Moreau")`."""
    contexts = []

    def sit_down(name, **options):
        options = {"viewport": SMALL_WINDOW} | hands.context | options
        contexts.append(chromium.new_context(base_url=product.url, **options))
        return Visitor(contexts[-1], hands, name)

    yield sit_down
    for context in contexts:
        context.close()


@pytest.fixture
def invite(product, visit):
    """Somebody who has followed an invitation and signed in: `chair = invite("Carla Chair", "chair")`."""

    def join(name, role, **options):
        person = visit(name, **options)
        link = product.flask("people", "invite", person.email, "--role", role)[0].split()[0]
        person.goes(link)
        person.opens_the_account()
        return person

    return join
