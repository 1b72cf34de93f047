"""`flask serve`: everything that runs, from one command, until it is ended."""

import logging
import os
import socket
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import click
import structlog
from flask import Flask, current_app
from flask.cli import with_appcontext
from gunicorn.app.base import BaseApplication

from training import logs, static
from training.cli import children
from training.cli.children import Child
from training.cli.prepare import CannotServe, first_administrator_link, mark, prepare
from training.config import Settings
from training.extensions import db
from training.jobs.worker import work

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # nosec B108
START_TIMEOUT = 60
ROLES = (
    "applicant, reviewer, chair, director, instructor, trainee, intern, therapist, mentor, coordinator, "
    "registrar, admin"
)

log = structlog.get_logger()


@click.command("serve")
@click.option("--demo", is_flag=True, help="With a whole invented program in it.")
@click.option(
    "--empty", is_flag=True, help="With --demo: its mail server and its cookies, but nobody in it yet."
)
@with_appcontext
def serve(*, demo: bool, empty: bool) -> None:
    """Serve the product: the web, the worker and, in the demo, a mail server. Ctrl-C ends all of it."""
    settings: Settings = current_app.extensions["settings"]
    children.stop_on_signals()
    try:
        is_new_demo = mark(settings, demo=demo)
        refuse_taken_port(settings)
    except CannotServe as reason:
        raise SystemExit(f"{reason}") from None
    logs.set_up(for_people=settings.is_demo)
    app = made_anew(settings) if is_new_demo else here()
    prepare_apart(app, empty=empty)
    static.offer(app, settings)
    if not children.stopping.is_set():
        run(settings, members(app, settings))


def here() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- its documented use
    return app


def made_anew(settings: Settings) -> Flask:
    """The app this command runs in was made before the folder became a demo, with the rules of a real one."""
    app: Flask = current_app.extensions["factory"](settings)
    return app


def run(settings: Settings, family: list[Child]) -> None:
    try:
        for child in family:
            child.start()
        wait_until_up(settings, family)
        announce(settings)
        children.keep(family, log.warning)
    finally:
        children.end(family)


def prepare_apart(app: Flask, *, empty: bool) -> None:
    """In a child, so that nothing it opened is shared by those forked later."""
    first = Child("preparation", lambda: apart(app, lambda: prepare(app, empty=empty)))
    first.start()
    try:
        if first.wait():
            raise SystemExit("The data could not be made ready; the reason stands above.")
    finally:
        if first.is_alive:
            children.end([first])


def members(app: Flask, settings: Settings) -> list[Child]:
    family = [
        Child("web", lambda: apart(app, Web(app, settings).run)),
        Child("worker", lambda: apart(app, work)),
    ]
    if settings.is_demo:
        family.append(Child("mail", lambda: run_mail(settings)))
    return family


def run_mail(settings: Settings) -> None:
    from training.post.server import run_mail_server  # noqa: PLC0415 -- asyncio and all: for the demo's child only

    run_mail_server(settings.mailbox, settings.demo_mail_port)


def apart(app: Flask, run: children.Work) -> None:
    """In a forked child: leave the parent's connections alone, they are not ours to use or to close."""
    with app.app_context():
        db.engine.dispose(close=False)
        run()


class Web(BaseApplication):
    """gunicorn, told what it needs by us instead of by a file."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.app, self.settings = app, settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in gunicorn_settings(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def gunicorn_settings(settings: Settings) -> dict[str, Any]:
    return {
        "bind": f"{_bracketed(settings.host)}:{settings.port}",
        "worker_class": "gthread",
        "workers": settings.web_workers,
        "threads": settings.web_threads,
        "worker_tmp_dir": str(SHARED_MEMORY) if os.access(SHARED_MEMORY, os.W_OK) else None,
        "control_socket_disable": True,
        "graceful_timeout": 3,
        "timeout": 60,
        "loglevel": "warning",
        "on_starting": _log_as_we_do,
    }


def _log_as_we_do(_arbiter: Any) -> None:
    """Warnings of gunicorn's go where ours go, redacted like ours. Its access log stays off: we have one."""
    its = logging.getLogger("gunicorn.error")
    its.handlers.clear()
    its.propagate = True


def refuse_taken_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host, settings.port))
        except OSError as error:
            raise CannotServe(
                f"{settings.host}:{settings.port} cannot be used: {error.strerror}. PORT=… takes another."
            ) from None


# Whoever listens everywhere is asked at home.
NEAREST = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # nosec B104


def wait_until_up(settings: Settings, family: list[Child]) -> None:
    host = NEAREST.get(settings.host, settings.host)
    url, until = f"http://{_bracketed(host)}:{settings.port}/healthz", monotonic() + START_TIMEOUT
    while monotonic() < until and all(child.is_alive for child in family):
        try:
            urlopen(url, timeout=1).close()  # nosec B310
        except (URLError, OSError):
            sleep(0.02)
        else:
            return
        if children.stopping.is_set():
            raise SystemExit(0)
    raise SystemExit("It did not come up; the reason stands above.")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def announce(settings: Settings) -> None:
    lines = [f"Training tracker at {settings.public_url}"]
    if settings.is_demo:
        lines += [
            "  Everything in it is invented. Sign in as one of",
            f"  {ROLES}",
            "  each @demo.example.org, with the passphrase: walk the whole road",
            f"  Mail it sends arrives at {settings.public_url}/demo/mailbox",
        ]
    elif link := first_administrator_link(settings):
        lines += [
            "  Nobody administers it yet. This link, for one use, makes the first account:",
            f"  {link}",
        ]
    print("\n".join(lines), flush=True)
    db.session.remove()
