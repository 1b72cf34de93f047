"""The committee's answer, and the applicant's answer to an offer."""

from datetime import datetime, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import application as actions
from training.domain.application import ApplicationStatus as S
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.extensions import db
from training.models import Decision
from training.queries import application as queries
from training.web.access import by
from training.web.application.desk import Desk, bp, day, sit_down

# The answer has been told in these, and these alone.
TOLD = {
    S.OFFERED: (marked("We would like to work with you"), marked("You are offered a place in the training.")),
    S.WAITLISTED: (
        marked("You are on the waiting list"),
        marked("You are admitted as soon as a place comes free."),
    ),
    S.DECLINED: (marked("Not this time"), marked("The committee has decided not to offer you a place now.")),
    S.ACCEPTED: (
        marked("Your place is yours"),
        marked("You have accepted it. The office writes to you about dates."),
    ),
    S.ENROLLED: (marked("You are enrolled"), marked("Your course has a page of its own.")),
    S.OFFER_DECLINED: (marked("You did not take the place"), marked("You said no to the offer.")),
}


@bp.get("/decision")
def decision() -> ResponseReturnValue:
    desk = sit_down()
    if desk.application.status not in TOLD:
        return redirect(url_for(".overview"))
    told = db.session.scalars(queries.released_decision(desk.application.id)).one_or_none()
    title, lead = TOLD[desk.application.status]
    return render_template(
        "application/decision.html",
        title=_(title),
        lead=_(lead),
        advice=_advice(desk, told),
        reasons=_reasons(desk, told),
        reply_by=_reply_by(desk, told.released_at) if told else None,
        is_offer=desk.application.status is S.OFFERED,
    )


def _advice(desk: Desk, told: Decision | None) -> list[str]:
    """The committee's own words, by paragraph."""
    if told is None or told.sealed is None:
        return []
    return desk.keys.open(told.place, told.sealed).split("\n\n")


def _reasons(desk: Desk, told: Decision | None) -> list[tuple[str, str]]:
    """The coded reasons of a refusal, each with the program's advice."""
    if told is None or desk.application.status is not S.DECLINED:
        return []
    found = [desk.program.committee.decline_reason(code) for code in told.reasons]
    return [(reason.label, reason.advice) for reason in found]


def _reply_by(desk: Desk, released_at: datetime | None) -> str | None:
    return day(released_at + timedelta(days=desk.program.committee.reply_days)) if released_at else None


@bp.post("/decision/accept")
def accept() -> ResponseReturnValue:
    actions.accept(sit_down().application, by=by(Role.APPLICANT))
    flash(_("Your place is yours. Welcome."), "done")
    return redirect(url_for(".decision"))


@bp.post("/decision/refuse")
def refuse() -> ResponseReturnValue:
    actions.refuse(sit_down().application, by=by(Role.APPLICANT))
    flash(_("We have noted that you will not take the place. You can apply again whenever you like."), "done")
    return redirect(url_for(".overview"))
