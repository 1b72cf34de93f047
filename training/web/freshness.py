"""Who decides, approves, gives roles or takes data along says once more who they are, after half an hour.

Signing asks for passphrase and code each time (`web.signing`). For the rest here is the list; a test holds it
against every page of the product, so that a new one is put into it or left out on purpose.
"""

from datetime import timedelta
from typing import Any

from flask import Flask, redirect, request, session, url_for

from training.domain.tongue import gettext as _
from training.extensions import READING
from training.web.access import is_signed_in, now
from training.web.hooks import page

FRESH_FOR = timedelta(minutes=30)
ASKED_FIRST = frozenset(
    {
        # decide about an application
        "committee.decision",
        "committee.decide",
        "committee.give_back",
        "committee.reopen",
        "committee.reopen_review",
        "committee.release",
        "committee.release_chosen",
        "committee.offer_place",
        "committee.appeal",
        # about a case, a course, an internship, a certificate
        "cases.approve",
        "cases.decline",
        "cohorts.step",
        "internship.act",
        "internship.end",
        "internship.supervisors",
        "certificates.propose",
        "certificates.move",
        # about a person
        "people.give_role",
        "inviting.invite",
        "inviting.withdraw",
        "people.end_role",
        "people.verify_licence",
        "papers.verify",
        "papers.refuse",
        "erasure.propose",
        "erasure.take_back",
        "erasure.hold",
        "erasure.lift",
        # take along
        "internship.export",
        "internship.requirements_csv",
        "internship.requirements_pdf",
        "internship.requirements_of_csv",
        "internship.requirements_of_pdf",
        "staff.reports_pdf",
        "account.take_data",
        # change how one gets in
        "account.end_session",
        "account.end_others",
    }
)


def is_fresh() -> bool:
    """Passphrase, passkey or code was given within the half hour."""
    at = float(session.get("fs_paa", 0))
    return now().timestamp() - at < FRESH_FOR.total_seconds()


def ask_first() -> Any:
    """A page leads over the question and back; what was sent comes back to its writer, with nothing done."""
    if request.endpoint not in ASKED_FIRST or not is_signed_in() or is_fresh():
        return None
    if request.method in READING:
        return redirect(url_for("security.verify", next=request.full_path.rstrip("?")))
    message = _("You signed in more than half an hour ago, and this matters. Nothing was done yet.")
    return page(401, message, "errors/stale.html")


def init_app(app: Flask) -> None:
    app.before_request(ask_first)
