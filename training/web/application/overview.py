"""The first page of an application: before it, while it is written, and after it was sent."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import application as actions
from training.actions.application import all_missing
from training.domain.answers import PartState, state_of
from training.domain.application import CLOSED, WRITABLE, FeeStatus, ReferenceStatus, as_told
from training.domain.application import ApplicationStatus as S
from training.domain.permissions import Permission
from training.domain.program import Fee, Part, Program
from training.domain.program.admission import References
from training.domain.reference import lacking
from training.domain.roles import Role
from training.domain.tongue import counted, marked, ngettext
from training.domain.tongue import gettext as _
from training.extensions import db
from training.models import Application
from training.queries import application as queries
from training.queries.program import current, definition
from training.web.access import by, me, require
from training.web.application.desk import Desk, bp, day, desk_of, is_letters
from training.web.application.references import where_letters_stand

Row = dict[str, object]

KINDS = {PartState.NOT_BEGUN: "neutral", PartState.BEGUN: "here", PartState.COMPLETE: "done"}

# Where it stands, as a place on the road below, and in one line.
STANDING: dict[S, tuple[int, str]] = {
    S.SUBMITTED: (1, marked("It has arrived. The chair now chooses who reads it.")),
    S.UNDER_REVIEW: (1, marked("The committee is reading it.")),
    S.WAITLISTED: (2, marked("You are on the waiting list. We write as soon as a place comes free.")),
    S.OFFERED: (3, marked("You are offered a place. Now it is yours to answer.")),
    S.ACCEPTED: (4, marked("You have accepted your place. The office writes to you about dates.")),
    S.ENROLLED: (4, marked("You are enrolled. Your course has a page of its own.")),
}
NEXT: dict[S, str] = {
    S.SUBMITTED: marked(
        "Two or more members read it, each for themselves, after saying that they are free to."
    ),
    S.UNDER_REVIEW: marked("When enough members have read it, the chair decides, and you get a letter."),
    S.WAITLISTED: marked("You need do nothing. If your plans change, tell us."),
    S.OFFERED: marked("Say yes or no on the page of the offer."),
    S.ACCEPTED: marked("The office looks for a group in which everyone has a workable partner."),
    S.ENROLLED: marked("Everything else is on the page of your course."),
}
ENDED: dict[S, str] = {
    S.DECLINED: marked("Your last application was not successful. You may begin another whenever you like."),
    S.OFFER_DECLINED: marked(
        "You did not take the place you were offered. You may begin again whenever you like."
    ),
    S.WITHDRAWN: marked("Your last application is withdrawn. You may begin another whenever you like."),
    S.DISCARDED: marked("Your last draft is discarded. You may begin another whenever you like."),
}
# How far the letters are, by how many have come.
ASKED_FOR = counted(
    "asked for, %(number)s of %(needed)s has come", "asked for, %(number)s of %(needed)s have come"
)
NAMED = counted("named, %(number)s of %(needed)s has come", "named, %(number)s of %(needed)s have come")
FEES: dict[FeeStatus, str] = {
    FeeStatus.DUE: marked("%(price)s · due"),
    FeeStatus.PAID: marked("%(price)s · paid"),
    FeeStatus.WAIVED: marked("%(price)s · waived"),
}


@bp.get("")
def overview() -> ResponseReturnValue:
    application = db.session.scalars(queries.mine(me().id)).unique().one_or_none()
    if application is None or application.status in CLOSED:
        return _before(application)
    desk = desk_of(application)
    return _writing(desk) if application.status in WRITABLE else _sent(desk)


@bp.post("/begin")
def begin() -> ResponseReturnValue:
    require(Permission.APPLY)
    version = db.session.scalars(current()).one_or_none() or abort(404)
    before = db.session.scalars(queries.states(me().id)).all()
    db.session.add(actions.begin(me(), version, before=before, by=by(Role.APPLICANT)))
    flash(_("Your application has begun. Everything you write is kept, part by part."), "done")
    return redirect(url_for(".overview"))


def _before(last: Application | None) -> str:
    require(Permission.APPLY)
    version = db.session.scalars(current()).one_or_none()
    return render_template(
        "application/begin.html",
        program=definition(version) if version else None,
        fee=price(definition(version).application.fee) if version else None,
        ended=_(ENDED[last.status]) if last else None,
        has_answer=last is not None and last.status in (S.DECLINED, S.OFFER_DECLINED),
    )


def price(fee: Fee) -> str:
    """Money in words: “USD 30.00, not refundable”."""
    amount = f"{fee.currency} {fee.cents // 100}.{fee.cents % 100:02}"
    if fee.refundable:
        return _("%(amount)s, refundable", amount=amount)
    return _("%(amount)s, not refundable", amount=amount)


def _writing(desk: Desk) -> str:
    missing = all_missing(desk.application, desk.ready)
    rows = [_consent_row(desk), *(_row(desk, part) for part in desk.parts), _check_row(desk, missing)]
    return render_template(
        "application/writing.html",
        lead=_lead(missing, has_consent=desk.consent is not None),
        intro=desk.program.application.intro,
        rows=rows,
        onward=next(row for row in rows if row["kind"] != "done" and not row.get("waits")),
        fee=_fee(desk.application, desk.program),
        returned=_return_reason(desk) if desk.application.status is S.RETURNED else None,
        is_draft=desk.application.status is S.DRAFT,
    )


def _lead(missing: list[str], *, has_consent: bool) -> str:
    if not has_consent:
        return _("Begin with your consent; it opens the personal questions.")
    if not missing:
        return _("Everything is there. Read it once more and send it.")
    return ngettext(
        "%(number)s part is still open. Take your time.",
        "%(number)s parts are still open. Take your time.",
        len(missing),
    )


def _row(desk: Desk, part: Part) -> Row:
    return _letters_row(desk, part) if is_letters(part) else _part_row(desk, part)


def _part_row(desk: Desk, part: Part) -> Row:
    state = state_of(part.questions, desk.texts)
    href = url_for(".part", part_id=part.id)
    return {"label": part.title, "href": href, "word": state.label.lower(), "kind": KINDS[state]}


def _letters_row(desk: Desk, part: Part) -> Row:
    asked = desk.program.references
    states = [one.status for one in desk.application.references]
    missing = lacking(states, asked)
    word, kind = _letters_word(states, asked, missing)
    return {
        "label": part.title,
        "href": url_for(".references"),
        "word": word,
        "kind": kind,
        "waits": not missing,
        "detail": where_letters_stand(desk.application, asked),
    }


def _letters_word(states: list[ReferenceStatus], asked: References, missing: int) -> tuple[str, str]:
    """Complete once the letters have come; before, asking for them may be all that sending needs."""
    received = states.count(ReferenceStatus.RECEIVED)
    if received >= asked.needed:
        return PartState.COMPLETE.label.lower(), KINDS[PartState.COMPLETE]
    if not missing:
        words = ASKED_FOR if ReferenceStatus.REQUESTED in states else NAMED
        return ngettext(*words, received, needed=asked.needed), "waiting"
    state = PartState.BEGUN if states else PartState.NOT_BEGUN
    return state.label.lower(), KINDS[state]


def _consent_row(desk: Desk) -> Row:
    return {
        "label": desk.wording.title,
        "href": url_for(".consent"),
        "word": _("given") if desk.consent else _("not given yet"),
        "kind": "done" if desk.consent else "waiting",
    }


def _check_row(desk: Desk, missing: list[str]) -> Row:
    ready = desk.consent and not missing
    return {
        "label": _("Check and send"),
        "href": url_for(".check"),
        "word": _("ready") if ready else _("not ready yet"),
        "kind": "here" if ready else "neutral",
    }


def _fee(application: Application, program: Program) -> str:
    return _(FEES[FeeStatus(application.fee_status)], price=price(program.application.fee))


def _return_reason(desk: Desk) -> str:
    """Why it came back, in the chair's words."""
    event = db.session.scalars(queries.last_return(desk.application.ref)).one_or_none()
    if event is None:
        return ""
    if event.words is not None:
        return desk.keys.open(event.place, event.words)
    return str(event.facts.get("reason", ""))


def _sent(desk: Desk) -> str:
    application = desk.application
    told = as_told(application.status)
    current_step, lead = STANDING[told]
    return render_template(
        "application/sent.html",
        lead=_(lead),
        step=current_step,
        steps=_steps(application),
        after=_(NEXT[told]),
        letters=where_letters_stand(application, desk.program.references),
        fee=_fee(application, desk.program),
        has_answer=told in (S.OFFERED, S.WAITLISTED, S.ACCEPTED, S.ENROLLED),
        is_offer=told is S.OFFERED,
        can_withdraw=told is not S.ENROLLED,
        consented=desk.consent is not None,
    )


def _steps(application: Application) -> list[Row]:
    sent = day(application.submitted_at) if application.submitted_at else None
    return [
        {"label": _("Sent"), "detail": sent},
        {"label": _("Read by the committee")},
        {"label": _("Decided")},
        {"label": _("Your answer")},
    ]
