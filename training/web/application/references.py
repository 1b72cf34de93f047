"""Letters of recommendation as the applicant sees them: who was asked, whether it came, not what it says."""

import secrets

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import reference as actions
from training.domain.application import SETTLED, ReferenceMove, ReferenceStatus
from training.domain.program import References as Asked
from training.domain.reference import STANDING, Referee
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, ngettext
from training.forms.application import RefereeForm
from training.models import Application, Reference
from training.web.access import by
from training.web.application.desk import Desk, bp, day, is_letters, sit_down


@bp.get("/references")
def references() -> ResponseReturnValue:
    return _page(sit_down(), RefereeForm())


@bp.post("/references/add")
def add_referee() -> ResponseReturnValue:
    desk, form = sit_down(), RefereeForm()
    if not form.validate_on_submit():
        return _page(desk, form), 422
    referee = Referee(form.name.data.strip(), form.email.data.strip(), form.profession.data.strip())
    asked = desk.program.references
    named = actions.name_referee(desk.application, referee, needed=asked.needed, by=by(Role.APPLICANT))
    if request.form.get("then") == "later":
        flash(_("%(name)s is on your list. Nobody has been written to yet.", name=named.name), "done")
        return redirect(url_for(".references"))
    return _ask(desk, named)


@bp.post("/references/<ref>/send")
def ask_reference(ref: str) -> ResponseReturnValue:
    desk = sit_down()
    return _ask(desk, _mine(desk, ref))


@bp.post("/references/<ref>/cancel")
def cancel_reference(ref: str) -> ResponseReturnValue:
    desk = sit_down()  # held on to: a reference finds its application only while somebody does
    named = _mine(desk, ref)
    actions.cancel(named, by=by(Role.APPLICANT))
    flash(
        _("The request to %(name)s is taken back. The link they have no longer works.", name=named.name),
        "done",
    )
    return redirect(url_for(".references"))


def _mine(desk: Desk, ref: str) -> Reference:
    return next((one for one in desk.application.references if one.ref == ref), None) or abort(404)


def _ask(desk: Desk, named: Reference) -> ResponseReturnValue:
    token = secrets.token_urlsafe(32)
    link = actions.Link(token, url_for("reference.letter", token=token, _external=True))
    actions.ask(named, link, program=desk.program, by=by(Role.APPLICANT))
    flash(_("The letter to %(name)s is on its way.", name=named.name), "done")
    return redirect(url_for(".references"))


def _page(desk: Desk, form: RefereeForm) -> str:
    asked, application = desk.program.references, desk.application
    part = next((part for part in desk.parts if is_letters(part)), None)
    return render_template(
        "application/references.html",
        part=part,
        following=desk.after(part) if part else None,
        lead=where_letters_stand(application, asked),
        rows=[_row(one, application) for one in application.references],
        form=form,
        missing=_missing(application, asked),
        is_open=application.status not in SETTLED,
        days=asked.link_days,
    )


def where_letters_stand(application: Application, asked: Asked) -> str:
    """One line: how many came, how many are on their way."""
    states = [one.status for one in application.references]
    come, sent = states.count(ReferenceStatus.RECEIVED), states.count(ReferenceStatus.REQUESTED)
    if come >= asked.needed:
        return _("Every letter has come.")
    if not come and not sent:
        return ngettext(
            "We need %(number)s letter. Nobody has been asked yet.",
            "We need %(number)s letters. Nobody has been asked yet.",
            asked.needed,
        )
    return ngettext(
        "%(come)s of %(number)s letter has come, %(sent)s asked for.",
        "%(come)s of %(number)s letters have come, %(sent)s asked for.",
        asked.needed,
        come=come,
        sent=sent,
    )


def _missing(application: Application, asked: Asked) -> int:
    return max(0, asked.needed - sum(one.status in STANDING for one in application.references))


KINDS = {
    ReferenceStatus.RECEIVED: "done",
    ReferenceStatus.REQUESTED: "waiting",
    ReferenceStatus.REFUSED: "late",
    ReferenceStatus.BOUNCED: "late",
    ReferenceStatus.EXPIRED: "late",
}
WORDS = {
    ReferenceStatus.NOT_REQUESTED: marked("not asked yet"),
    ReferenceStatus.REQUESTED: marked("asked"),
    ReferenceStatus.RECEIVED: marked("has come"),
    ReferenceStatus.REFUSED: marked("cannot write"),
    ReferenceStatus.BOUNCED: marked("address did not work"),
    ReferenceStatus.EXPIRED: marked("link ran out"),
    ReferenceStatus.CANCELLED: marked("taken back"),
}


def _row(named: Reference, application: Application) -> dict[str, object]:
    moves = Reference.machine.moves_from(named.status)
    is_open, is_asked = application.status not in SETTLED, named.status is ReferenceStatus.REQUESTED
    return {
        "ref": named.ref,
        "name": named.name,
        "detail": f"{named.profession} · {named.email}",
        "word": _(WORDS[named.status]),
        "kind": KINDS.get(named.status, "neutral"),
        "when": _when(named),
        "ask": _ask_label(named) if is_open and (is_asked or ReferenceMove.REQUEST in moves) else None,
        "can_cancel": is_open and ReferenceMove.CANCEL in moves,
    }


def _ask_label(named: Reference) -> str:
    return _("Send the letter") if named.status is ReferenceStatus.NOT_REQUESTED else _("Send a new link")


def _when(named: Reference) -> str | None:
    if named.status is ReferenceStatus.REQUESTED and named.requested_at and named.expires_at:
        return _(
            "Asked on %(asked)s. The link works until %(until)s.",
            asked=day(named.requested_at),
            until=day(named.expires_at),
        )
    if named.status is ReferenceStatus.RECEIVED and named.answered_at:
        return _("Came on %(day)s.", day=day(named.answered_at))
    return None
