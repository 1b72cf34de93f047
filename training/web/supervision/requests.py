"""Signing a month: look, tick, sign once. Or send back, or decline."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import signoff
from training.actions.record import Private
from training.actions.signing import Signer
from training.actions.signoff import Reply
from training.domain.permissions import Permission
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.extensions import vault
from training.forms.signoff import DeclineForm, SignEntriesForm, sign_entries_form
from training.models import SignOffRequest
from training.queries import signoff as queries
from training.queries.program import definition
from training.web.access import by, fetch, today
from training.web.naming import whole
from training.web.signing import prove
from training.web.supervision.page import Page, begun, page, spelt
from training.web.supervision.room import bp


@bp.get("/requests/<ref>")
def sign_off(ref: str) -> ResponseReturnValue:
    shown = page(fetch(queries.request(ref), Permission.SIGN), by_day=request.args.get("order") == "day")
    form = sign_entries_form([row.ref for row in shown.rows])
    form.seen.data = shown.seen
    return _page(shown, form)


@bp.post("/requests/<ref>/sign")
def sign(ref: str) -> ResponseReturnValue:
    asked = fetch(queries.request(ref), Permission.SIGN)
    who, program = by(asked.role), definition(asked.internship.program)
    form = sign_entries_form([line.entry.ref for line in signoff.waiting(asked)])
    signoff.check_seen(asked, form.seen.data or "", program, by=who)
    proof = prove(form) if form.validate_on_submit() else None
    if proof is None:
        return _page(page(asked), form), 422
    returned = form.comments()
    reply = Reply(form.seen.data, returned, today(), _log_of(asked))
    signoff.sign_entries(asked, signer=Signer(asked.supervisor, who, proof), reply=reply, program=program)
    flash(_outcome(len(form.include.choices) - len(returned), len(returned)), "done")
    return redirect(url_for("supervision.sign_off", ref=ref))


@bp.route("/requests/<ref>/decline", methods=["GET", "POST"])
def decline(ref: str) -> ResponseReturnValue:
    """A request that is answered already shows its answer; nothing of it can be declined any more."""
    asked = fetch(queries.request(ref), Permission.SIGN)
    shown, form = page(asked), DeclineForm()
    if not shown.is_open and request.method == "GET":
        return redirect(url_for("supervision.sign_off", ref=ref))
    if not form.validate_on_submit():
        return render_template(
            "supervision/decline.html", page=shown, form=form
        ), 422 if form.is_submitted() else 200
    intern = asked.internship.person
    signoff.decline(
        asked,
        by=by(asked.role),
        words=Private(vault().of(intern.ref), form.reason.data),
        reason=form.reason.data,
        program=shown.program,
        link=_log_of(asked),
    )
    flash(_("You declined. %(name)s is told, with your reason.", name=intern.name), "done")
    return redirect(url_for("supervision.queue"))


def _page(shown: Page, form: SignEntriesForm) -> str:
    by_day = request.args.get("order") == "day"
    return render_template("supervision/sign.html", page=shown, form=form, by_day=by_day)


def _log_of(asked: SignOffRequest) -> str:
    """Where the intern puts right what came back."""
    return whole(f"internship/log?period={asked.period}")


def _outcome(signed: int, returned: int) -> str:
    kept = ngettext(
        "%(spelt)s entry is signed.", "%(spelt)s entries are signed.", signed, spelt=spelt(signed)
    )
    back = ngettext(
        "%(spelt)s entry went back with your comment.",
        "%(spelt)s entries went back with your comments.",
        returned,
        spelt=spelt(returned),
    )
    return " ".join(begun(words) for words, number in ((kept, signed), (back, returned)) if number)
