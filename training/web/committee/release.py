"""Deciding and telling are two acts: here decisions become known, each with its letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import committee as actions
from training.actions import committee_letters as letters
from training.domain.permissions import Permission
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.extensions import db
from training.forms.committee import ReleaseForm
from training.models import Application
from training.queries import committee as queries
from training.web.access import me, require
from training.web.committee.room import applicants_page, bp, chair, program_of


@dataclass(frozen=True, slots=True)
class Ready:
    """One decision that waits, with the letter it will send."""

    ref: str
    name: str
    outcome: str
    subject: str
    text: str


@bp.get("/release")
def release() -> ResponseReturnValue:
    require(Permission.RELEASE)
    waiting = db.session.scalars(queries.to_release(me().id)).all()
    return _page(waiting, _form(waiting))


@bp.post("/release")
def release_chosen() -> ResponseReturnValue:
    """Everything ticked in one act. What another chair released meanwhile is left alone, and said."""
    require(Permission.RELEASE)
    waiting = db.session.scalars(queries.to_release(me().id).with_for_update(of=Application)).all()
    form = ReleaseForm()
    form.refs.validate_choice = False  # what is no longer among the choices was released by somebody else
    form.offer([one.ref for one in waiting])
    if not form.validate_on_submit():
        return _page(waiting, form), 422
    chosen = set(form.refs.data or [])
    told = [_tell(one) for one in waiting if one.ref in chosen]
    _announce(told, len(chosen) - len(told))
    return redirect(url_for(".release"))


def _tell(application: Application) -> str:
    acting, link = chair(), applicants_page("decision")
    decision = actions.release(application, by=acting)
    letters.tell_decision(application, decision, program_of(application), link=link, by=acting)
    return application.person.name


def _announce(told: list[str], gone: int) -> None:
    if told:
        flash(_("Released: %(names)s. The letters are on their way.", names=", ".join(told)), "done")
    if gone:
        words = ngettext(
            "One decision was no longer waiting: somebody else was faster. Nothing was sent twice.",
            "%(number)s decisions were no longer waiting: somebody else was faster. Nothing was sent twice.",
            gone,
        )
        flash(words, "late")


def _form(waiting: Sequence[Application]) -> ReleaseForm:
    form = ReleaseForm(formdata=None)
    form.offer([one.ref for one in waiting])
    return form


def _page(waiting: Sequence[Application], form: ReleaseForm) -> str:
    ready = [_ready(one) for one in waiting]
    return render_template("committee/release.html", ready=ready, form=form, ticked=form.refs.data or [])


def _ready(application: Application) -> Ready:
    program, decision = program_of(application), application.decision
    assert decision is not None  # noqa: S101 -- a decided application has its decision
    text = letters.wording(program, decision.outcome)
    fill = letters.fill(application, program, decision.reasons, link=applicants_page("decision"), by=chair())
    return Ready(
        application.ref,
        application.person.name,
        program.committee.decision(decision.outcome).label,
        text.subject.format_map(fill),
        text.body.format_map(fill),
    )
