"""Supervisors' papers for the office: what waits, what ends, one person's, and the answer."""

from itertools import chain
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from training.actions import profile as actions
from training.domain.permissions import Permission
from training.domain.profile import Standing
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, say_date
from training.extensions import db, vault
from training.forms.profile import RefusePaperForm
from training.models import Insurance, Licence, Person, Upload
from training.queries import profile as queries
from training.web.access import by, fetch, me, require, today, writes_on_get
from training.web.opening import opened

bp = Blueprint("papers", __name__)

VALID_TO = {
    "licence": marked("Licence, valid to %(last)s"),
    "insurance": marked("Insurance, valid to %(last)s"),
}
KINDS = {Standing.WAITING: "waiting", Standing.VERIFIED: "done", Standing.REFUSED: "late"}


class Row(NamedTuple):
    """One paper as it is shown. `file`: the address of its evidence, empty where there is none."""

    ref: str
    what: str
    where: str
    valid: str
    word: str
    kind: str
    reason: str
    file: str
    is_waiting: bool


def _office() -> By:
    return by(Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR)


def row(paper: actions.Paper, person: Person) -> Row:
    is_licence = isinstance(paper, Licence)
    standing, is_over = paper.standing, paper.expires_on < today()
    return Row(
        ref=paper.ref,
        what=f"{paper.kind if isinstance(paper, Licence) else paper.insurer} {paper.number}",
        where=_kind(paper),
        valid=_("%(first)s to %(last)s", first=say_date(paper.valid_from), last=say_date(paper.expires_on)),
        word=_("run out") if is_over and is_licence and paper.verified_on else standing.label.lower(),
        kind="late" if is_over else KINDS[standing],
        reason=paper.refused_for or "",
        file=_address(paper.evidence, person),
        is_waiting=standing is Standing.WAITING,
    )


def _kind(paper: actions.Paper) -> str:
    if isinstance(paper, Licence):
        return _("licence, %(where)s", where=paper.jurisdiction)
    return _("insurance")


def _address(upload: Upload | None, person: Person) -> str:
    if upload is None:
        return ""
    if person.ref == me().ref:
        return url_for("account.my_file", upload=upload.ref)
    return url_for("papers.file", ref=person.ref, upload=upload.ref)


def attached(upload: Upload, content: bytes) -> Response:
    """To be saved, never shown: whatever it is, it does not run in our name."""
    headers = {
        "Content-Disposition": f'attachment; filename="{upload.ref}{_ending(upload.name)}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store, private",
    }
    return Response(content, mimetype=upload.kind, headers=headers)


def _ending(name: str) -> str:
    return "." + name.rpartition(".")[2]


@bp.get("/staff/papers")
def index() -> str:
    """What waits for an answer, and what ends within sixty days."""
    require(Permission.CHANGE_PERSON)
    both = (Licence, Insurance)
    waiting = chain.from_iterable(db.session.scalars(queries.waiting(model)) for model in both)
    ending = chain.from_iterable(db.session.scalars(queries.ending(model, today())) for model in both)
    return render_template(
        "people/papers_waiting.html",
        waiting=[_told(one) for one in waiting if one.person_id != me().id],
        ending=sorted((_told(one) for one in ending), key=lambda one: str(one["order"])),
    )


def _told(paper: Any) -> dict[str, str]:
    return {
        "title": paper.person.name,
        "href": url_for(".of", ref=paper.person.ref),
        "detail": _(
            "%(what)s, valid to %(last)s", what=_(actions.what(paper)), last=say_date(paper.expires_on)
        ),
        "order": paper.expires_on.isoformat(),
    }


@bp.get("/people/<ref>/papers")
def of(ref: str) -> ResponseReturnValue:
    return _page(_person(ref), None)


@bp.get("/people/<ref>/papers/files/<upload>")
@writes_on_get
def file(ref: str, upload: str) -> Response:
    """Evidence of somebody else: opening it is written down."""
    person = _person(ref)
    found: Upload = db.session.scalars(queries.file(person, upload)).one_or_none() or abort(404)
    content = actions.opened(found, vault().of(person.ref))
    opened(person.chain, "upload.read", subject=f"upload:{found.ref}", by=_office())
    return attached(found, content)


@bp.post("/people/<ref>/papers/<paper>/verify")
def verify(ref: str, paper: str) -> ResponseReturnValue:
    person = _person(ref)
    actions.verify(person, _paper(person, paper), by=_office())
    flash(_("It is verified and counts on the days it is valid."), "done")
    return redirect(url_for(".of", ref=ref))


@bp.post("/people/<ref>/papers/<paper>/refuse")
def refuse(ref: str, paper: str) -> ResponseReturnValue:
    person, form = _person(ref), RefusePaperForm()
    if not form.validate_on_submit():
        return _page(person, form)
    keys = vault().of(person.ref)
    actions.refuse(person, _paper(person, paper), form.reason.data or "", keys=keys, by=_office())
    flash(_("It is not verified; the person reads why."), "done")
    return redirect(url_for(".of", ref=ref))


def _person(ref: str) -> Person:
    return fetch(queries.somebody(ref), Permission.CHANGE_PERSON)


def _papers(person: Person) -> list[actions.Paper]:
    return [*db.session.scalars(queries.licences(person)), *db.session.scalars(queries.insurances(person))]


def _paper(person: Person, ref: str) -> actions.Paper:
    return next((one for one in _papers(person) if one.ref == ref), None) or abort(404)


def _page(person: Person, form: RefusePaperForm | None) -> ResponseReturnValue:
    page = render_template(
        "people/papers.html",
        them=person,
        rows=[row(one, person) for one in _papers(person)],
        form=form or RefusePaperForm(formdata=None),
    )
    return page, 422 if form else 200
