"""What every page is framed by: the name on top, the ways to go, who is here."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app, request, url_for

from training.config import Settings
from training.domain.hours import as_hours
from training.domain.permissions import NOBODY, Permission, allows
from training.domain.roles import Role
from training.domain.tongue import Shape, marked, say_date
from training.domain.tongue import gettext as _
from training.web.access import actor, is_signed_in, me
from training.web.headers import csp_nonce
from training.web.naming import names

NO_BREAK = "\N{NO-BREAK SPACE}"
DURATION = re.compile(r"\d (?:h(?: \d\d)?|min)\b")


@dataclass(frozen=True, slots=True)
class Way:
    label: str
    href: str
    current: bool = False


# Label, endpoint, and who sees it: a permission, or a role for the pages of one's own.
WAYS: tuple[tuple[str, str, Permission | Role], ...] = (
    (marked("My page"), "home.index", Permission.HOME),
    (marked("Application"), "application.overview", Role.APPLICANT),
    (marked("Course"), "course.mine", Role.TRAINEE),
    (marked("Internship"), "internship.overview", Role.INTERN),
    (marked("Committee"), "committee.board", Permission.BOARD),
    (marked("Cohorts"), "cohorts.index", Permission.COHORTS),
    (marked("Supervision"), "supervision.queue", Permission.SUPERVISE),
    (marked("Certificates"), "certificates.index", Permission.CERTIFICATES),
    (marked("People"), "people.index", Permission.PEOPLE),
    (marked("Staff"), "staff.index", Permission.STAFF),
)


def ways() -> list[Way]:
    """The main navigation for whoever is here; pages that are not built in do not show."""
    known = current_app.view_functions
    return [
        Way(_(label), url_for(endpoint), current=_is_here(url_for(endpoint)))
        for label, endpoint, who in WAYS
        if endpoint in known and _is_for(who)
    ]


def _is_for(who: Permission | Role) -> bool:
    return who in actor().roles if isinstance(who, Role) else allows(actor(), who, NOBODY)


def _is_here(href: str) -> bool:
    """Whether the page lies at this address or below it; everything lies below the first page."""
    return request.path == href or (href != "/" and request.path.startswith(f"{href.rstrip('/')}/"))


def frame() -> dict[str, Any]:
    settings: Settings = current_app.extensions["settings"]
    signed_in = is_signed_in()
    return {
        "site": {"name": names().name, "body": names().body, "links": _links(signed_in=signed_in)},
        "demo": settings.is_demo,
        "nav": ways() if signed_in else [],
        "reader": {"name": me().name, "links": _own_links()} if signed_in else None,
    }


def _links(*, signed_in: bool) -> list[Way]:
    around = [Way(_("Show me around"), url_for("home.index", around="1"))] if signed_in else []
    return around + _known(
        (marked("The path to certification"), "program.path"),
        (marked("Check a certificate"), "verify.ask"),
        (marked("Directory"), "directory.index"),
        (marked("How long we keep things"), "keeping.everybody"),
    )


def _own_links() -> list[Way]:
    return _known((marked("Account"), "account.overview"), (marked("Who read my file"), "account.readings"))


def _known(*links: tuple[str, str]) -> list[Way]:
    return [
        Way(_(label), url_for(endpoint))
        for label, endpoint in links
        if endpoint in current_app.view_functions
    ]


def asset(path: str) -> str:
    """The address of a file of the look, which changes with it."""
    return url_for("static", filename=f"{current_app.extensions['static version']}/{path}")


def moment(at: datetime) -> str:
    """A day and a time of day, as they are handed over: whoever shows them says in which zone."""
    return say_date(at, Shape.MOMENT)


def held_together(shown: Any) -> Any:
    """No line ends between a figure and its unit: 1 h 30 stays in one piece. Markup stays as it is."""
    if type(shown) is str and " " in shown:  # asked of all that a page shows, some thousand times
        return DURATION.sub(lambda found: found[0].replace(" ", NO_BREAK), shown)
    return shown


def init_app(app: Flask) -> None:
    app.jinja_env.finalize = held_together
    app.context_processor(frame)
    app.jinja_env.globals.update(asset=asset, csp_nonce=csp_nonce)
    app.jinja_env.filters.update(hours=as_hours, day=say_date, moment=moment)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
