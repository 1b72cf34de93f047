"""The queue and what runs on it: a file beside the data, or Redis where there is one.

Nothing depends on a task arriving. What has to be done stands in rows; a task says only "look now", and the
clock says it again. So a queue that loses a task, as one does when a worker is killed, loses nothing.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app

from training.config import Settings
from training.jobs import exporting, nightly, send_post

if TYPE_CHECKING:
    from huey import Huey

_building = Lock()


def queue() -> "Huey":
    """The queue of this application, opened when it is first needed."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- its documented use
    with _building:
        if "queue" not in app.extensions:
            app.extensions["queue"] = _built(app)
    return app.extensions["queue"]


def ask(job: str) -> None:
    """Have a job run soon: `send_post`, `make_exports` or `nightly`."""
    queue().enqueue(_task(job))


def _task(job: str) -> Any:
    registry = queue()._registry._registry  # noqa: SLF001 -- huey has no public way to a task by its name
    return next(task() for task in registry.values() if task.__name__ == job)


def _built(app: Flask) -> "Huey":
    from huey import crontab  # noqa: PLC0415 -- brings Redis along: a quarter of a second most processes never need

    opened = _opened(app.extensions["settings"], app.config["SECRET_KEY"])
    opened.periodic_task(crontab(), name="send_post")(_within(app, send_post.run))
    opened.periodic_task(crontab(), name="make_exports")(_within(app, exporting.run))
    opened.periodic_task(crontab(hour="3", minute="20"), name="nightly")(_within(app, nightly.run))
    return opened


def _opened(settings: Settings, secret: str) -> "Huey":
    """Messages are signed: who can write into the queue still cannot have the worker run anything else."""
    from huey import RedisHuey, SqliteHuey  # noqa: PLC0415 -- as above
    from huey.serializer import SignedSerializer  # noqa: PLC0415

    common = {"results": False, "serializer": SignedSerializer(secret=secret)}
    if settings.redis_url:
        url = settings.redis_url + ("&" if "?" in settings.redis_url else "?") + "socket_timeout=5"
        return RedisHuey("training", url=url, **common)
    return SqliteHuey("training", filename=str(settings.data_dir / "huey.sqlite3"), **common)


def _within(app: Flask, job: Callable[[], None]) -> Callable[[], None]:
    @wraps(job)
    def run() -> None:
        with app.app_context():
            job()

    return run
