"""The pictures of the README and of `docs/pictures/`, taken anew from a demo of their own: `make pictures`.

Every page four times: on a phone and on a desk, in light and in dark, whole, as small WebP files.
`make pictures ARGS='internship sign'` takes those of these names only.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
PASSPHRASE = "walk the whole road"
WIDTHS = {"phone": 390, "desk": 1280}
SCHEMES = ("light", "dark")
START_SECONDS = 180
TALLEST = 2400  # pixels; what lies below says nothing new
CHROMIUM = "/usr/bin/chromium-headless-shell"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")


class Shot(NamedTuple):
    """A page: who looks at it (nobody: signed out), where they begin, which links they follow from there."""

    name: str
    who: str
    begin: str
    follow: tuple[str, ...] = ()


DECISION = 'main a[href$="/decision"]'
APPLICATION = 'main a[href*="/committee/applications/"]'
RUNNING = "main li:has(.status-here) a.queue-title"
SHOTS = (
    Shot("welcome", "", "/"),
    Shot("sign-in", "", "/account/login"),
    Shot("program", "", "/program"),
    Shot("verify", "", "/directory", ('main a[href*="/verify/"]',)),
    Shot("not-found", "", "/nowhere"),
    Shot("application", "applicant", "/application"),
    Shot("application-part", "applicant", "/application/essay"),
    Shot("references", "applicant", "/application/references"),
    Shot("committee", "chair", "/committee"),
    Shot("decision", "chair", "/committee?stage=ready_to_decide", (DECISION,)),
    Shot("review", "reviewer", "/committee", (APPLICATION,)),
    Shot("course", "trainee", "/course"),
    Shot("cohort", "instructor", "/cohorts", (RUNNING,)),
    Shot("attendance", "instructor", "/cohorts", (RUNNING, 'main .parts a[href*="/days/"]')),
    Shot("my-page", "intern", "/"),
    Shot("internship", "intern", "/internship"),
    Shot("log", "intern", "/internship/log"),
    Shot("log-new", "intern", "/internship/log/new"),
    Shot("forecast", "intern", "/internship/forecast"),
    Shot("requirements", "intern", "/internship/requirements"),
    Shot("supervision", "therapist", "/supervision"),
    Shot("sign", "therapist", "/supervision", ('main a[href*="/supervision/requests/"]',)),
    Shot("certificates", "registrar", "/certificates"),
    Shot("person", "registrar", "/people", ('main a[href*="/people/"]',)),
    Shot("reports", "director", "/staff/reports"),
)


def main(names: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for who in dict.fromkeys(shot.who for shot in wanted):
            take(browser, address, who, [shot for shot in wanted if shot.who == who])
    taken = [file.stat().st_size for file in FOLDER.glob("*.webp")]
    print(f"{len(taken)} pictures, {sum(taken) // 1024} kB, the largest {max(taken) // 1024} kB")


def take(browser: Browser, address: str, who: str, shots: list[Shot]) -> None:
    """All pages of one person, who signs in once and then turns the lights off and on."""
    page = browser.new_context(base_url=address, reduced_motion="reduce").new_page()
    if who:
        sign_in(page, who)
    for shot in shots:
        reach(page, shot)
        for name, width in WIDTHS.items():
            as_tall_as_the_page(page, width)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.wait_for_function("document.fonts.status === 'loaded'")
                keep(page.screenshot(), FOLDER / f"{shot.name}-{name}-{scheme}.webp")
        print(shot.name, page.url.removeprefix(address))
    page.context.close()


def as_tall_as_the_page(page: Page, width: int) -> None:
    """So that what stands at the thumb stands at the end of the picture, not across its middle."""
    page.set_viewport_size({"width": width, "height": 844})
    whole = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": min(whole, TALLEST)})


def reach(page: Page, shot: Shot) -> None:
    page.goto(shot.begin)
    for link in shot.follow:
        page.locator(link).first.click()
        page.wait_for_load_state()


def keep(png: bytes, file: Path) -> None:
    Image.open(BytesIO(png)).convert("RGB").save(file, quality=60, method=6)


def sign_in(page: Page, who: str) -> None:
    page.goto("/account/login")
    page.fill("[name=email]", f"{who}@demo.example.org")
    page.fill("[name=password]", PASSPHRASE)
    page.click("main form button[type=submit]")
    page.wait_for_load_state()


@contextmanager
def demo() -> Iterator[str]:
    """A demo of its own, thrown away at the end."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = os.environ | {"DATA_DIR": folder, "PORT": str(port), "HOST": "127.0.0.1"}
        served = subprocess.Popen(
            [Path(sys.executable).parent / "flask", "serve", "--demo"],
            env=env,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield f"http://127.0.0.1:{port}"
        finally:
            served.send_signal(signal.SIGTERM)
            served.wait(30)


def wait_for(url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            urlopen(url, timeout=1).close()
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The demo did not start.")


if __name__ == "__main__":
    main(sys.argv[1:])
