"""The pages people open most, against a bare Flask and Jinja page of the same bytes in the same server.

What is measured is the product as `flask serve` starts it. `PEOPLE` in the environment says how many people
there are: Q2 is held to 10,000, with the intern's three years of entries for each sixth of them.
"""

import json
import os
import re
import sqlite3
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench.server import Server, bare, get, product, sign_in
from bench.world import World, build
from training import create_app
from training.config import Settings
from training.extensions import db

PEOPLE = int(os.environ.get("PEOPLE", "2000"))
FEW = 100
EACH = 6
"""People in one copy of the seed."""

SECONDS = 3
ROUNDS = 3
CONNECTIONS = 8
SCRIPT = Path(__file__).with_name("wrk.lua")
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
FONT = re.compile(r'url\("?([^")]+\.woff2)"?\)')

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    path: str
    who: str | None
    """The address to sign in with; None for a stranger."""


def hot(world: World) -> list[Page]:
    return [
        Page("my page", "/", world.intern),
        Page("committee board", "/committee?stage=to_assign", world.chair),
        Page("sign-off queue", "/supervision", world.therapist),
        Page("log", "/internship/log", world.intern),
        Page("verify", f"/verify/{world.certificate}", None),
    ]


def measure() -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few"), Path(folder, "many")
        small, large = build(few, copies=FEW // EACH), build(many, copies=PEOPLE // EACH)
        return {
            "people": large.people,
            "entries": large.entries,
            "growth": growth(small, large),
            "pages": served(large),
        }


# ------------------------------------------------------------------ requests a second


def served(world: World) -> Figures:
    """Each page from the product and bare, in turns, so that a busy moment of the machine hits both."""
    pages = hot(world)
    with product(world.folder) as ours, tempfile.TemporaryDirectory() as same:
        cookies = {page.who: sign_in(ours, page.who) for page in pages if page.who} | {None: ""}
        secure(world)
        sizes = {page.name: keep(ours, page, cookies[page.who], Path(same)) for page in pages}
        style = next(link for link in LINKED.findall(body(ours, "/")) if link.endswith(".css"))
        with bare(Path(same)) as plain:
            found = {
                page.name: {"bytes": sizes[page.name]}
                | compared(ours, plain, page, cookies[page.who])
                | first_load(ours, page, cookies[page.who])
                for page in pages
            }
        return found | {"static file": pressed(ours, style, "")}


def secure(world: World) -> None:
    """Give those who must have one a second factor, once they are in: what they see needs no code then."""
    with sqlite3.connect(world.folder / "training.sqlite3") as database:
        database.execute(
            "UPDATE person SET tf_primary_method = 'authenticator' WHERE email IN (?, ?)",
            (world.therapist, world.chair),
        )


def keep(server: Server, page: Page, cookie: str, folder: Path) -> int:
    """The page as it is answered, as a template of the bare server."""
    html = body(server, page.path, cookie)
    (folder / f"{page.name.replace(' ', '-')}.html").write_text(f"{{% raw %}}{html}{{% endraw %}}")
    return len(html.encode())


def body(server: Server, path: str, cookie: str = "") -> str:
    answer = get(server, path, cookie)
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}.")
    return answer.read().decode()


def compared(ours: Server, plain: Server, page: Page, cookie: str) -> Figures:
    rounds = [
        (pressed(ours, page.path, cookie), pressed(plain, f"/{page.name.replace(' ', '-')}", ""))
        for _ in range(ROUNDS)
    ]
    middle = sorted((one for one, _ in rounds), key=lambda one: float(one["a_second"]))[ROUNDS // 2]
    bare_rate = median(float(one["a_second"]) for _, one in rounds)
    ratio = median(one["a_second"] / other["a_second"] for one, other in rounds)
    return middle | {
        "bare_a_second": bare_rate,
        "bare_is_times_as_fast": round(1 / ratio, 1),
    }


def pressed(server: Server, path: str, cookie: str) -> Figures:
    """Eight visitors at once for three seconds."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(SCRIPT)]
    if cookie:
        command += ["-H", f"Cookie: {cookie}"]
    told = subprocess.run([*command, server.address + path], capture_output=True, text=True, check=True)
    found: Figures = json.loads(told.stdout.splitlines()[-1])
    if found.pop("wrong"):
        raise SystemExit(f"{path} was not always answered well.")
    rate = found.pop("answers") / found.pop("seconds")
    return {"a_second": round(rate, 1)} | {name: round(value, 1) for name, value in found.items()}


# ------------------------------------------------------------------ what a browser fetches at first


def first_load(server: Server, page: Page, cookie: str) -> Figures:
    """Bytes over the wire: the page as a proxy would compress it, everything it names as we serve it."""
    html = body(server, page.path, cookie)
    linked = dict.fromkeys(LINKED.findall(html))
    fetched = {link: fetch(server, link) for link in linked}
    return {
        "first_load_kb": round((len(zlib.compress(html.encode(), 6)) + sum(fetched.values())) / 1000, 1),
        "files": len(fetched),
    }


def fetch(server: Server, link: str) -> int:
    return len(get(server, link, accept="br").read())


# ------------------------------------------------------------------ queries, and how they grow


def growth(small: World, large: World) -> Figures:
    """The same page, asked of a few people's data and of many's, in turns in one process."""
    with asked(small) as few, asked(large) as many:
        found = {}
        for one, other in zip(hot(small), hot(large), strict=True):
            times = in_turns(few.client(one.who), one.path, many.client(other.who), other.path)
            found[one.name] = times | {"queries": many.count(other)}
        return found


def in_turns(few: FlaskClient, path: str, many: FlaskClient, other: str, times: int = 60) -> Figures:
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        took[0].append(timed(few, path))
        took[1].append(timed(many, other))
    with_few, with_many = (median(one) * 1000 for one in took)
    return {
        "with_few_ms": round(with_few, 2),
        "with_many_ms": round(with_many, 2),
        "grows": round(with_many / with_few, 2),
    }


def timed(client: FlaskClient, path: str) -> float:
    began = perf_counter()
    answer = client.get(path)
    took = perf_counter() - began
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}.")
    return took


class Asked:
    """The product in this process, with its database watched."""

    def __init__(self, folder: Path) -> None:
        env = {"DATA_DIR": str(folder), "TRAINING_ENVIRONMENT": "test"}
        self.app = create_app(Settings.from_env(env))
        with self.app.app_context():
            self.engine: Engine = db.engine

    def client(self, email: str | None) -> FlaskClient:
        client = self.app.test_client()
        if email:
            client.post("/account/login", data={"email": email, "password": "walk the whole road"})
        return client

    def count(self, page: Page) -> int:
        """Statements of one answer, those that end a transaction aside; the session's own is one of them."""
        client, seen = self.client(page.who), []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.startswith("SELECT"):
                seen.append(statement)

        client.get(page.path)
        event.listen(self.engine, "before_cursor_execute", note)
        client.get(page.path)
        event.remove(self.engine, "before_cursor_execute", note)
        return len(seen)


@contextmanager
def asked(world: World) -> Iterator[Asked]:
    found = Asked(world.folder)
    yield found
    found.engine.dispose()


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
