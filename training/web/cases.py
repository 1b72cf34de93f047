"""Cases: the triad, its gates and its closure."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import cases as actions
from training.actions.cases import Plan, Word
from training.actions.record import Private
from training.actions.signing import Signer
from training.domain.internship import CaseFormat, CaseStatus, Party, SupervisionStatus
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.extensions import db, vault
from training.forms.cases import CaseForm, GoOnForm, TriadicForm, WordForm
from training.forms.signing import SigningForm
from training.forms.signoff import DeclineForm
from training.models import Case, Internship
from training.queries import cases as queries
from training.queries.program import definition
from training.web.access import by, fetch, me
from training.web.casefile import Forms, case_file, list_rows
from training.web.signing import prove

bp = Blueprint("cases", __name__)

CLOSING = "any(propose, say, continue)"


# ------------------------------------------------------------------ reading and proposing


@bp.get("/internship/cases")
def mine() -> str:
    internship = fetch(queries.cases_of(me().ref), Permission.MY_INTERNSHIP)
    return render_template("cases/list.html", rows=list_rows(internship))


@bp.route("/internship/cases/new", methods=["GET", "POST"])
def propose() -> ResponseReturnValue:
    internship = fetch(queries.cases_of(me().ref), Permission.MY_INTERNSHIP)
    form = CaseForm().offer(_choices(internship, Role.THERAPIST), _choices(internship, Role.MENTOR))
    if not form.validate_on_submit():
        return render_template("cases/new.html", form=form), 422 if form.is_submitted() else 200
    chosen = {one.ref: one for one in internship.supervisions}
    case = actions.propose(
        internship,
        Plan(CaseFormat(form.format.data), form.agreed_minutes.data),
        therapist=chosen[form.therapist.data],
        mentor=chosen[form.mentor.data],
        by=by(Role.INTERN),
    )
    flash(
        _("Case %(code)s is proposed. Training staff look whether it suits you now.", code=case.code), "done"
    )
    return redirect(url_for("cases.own", code=case.code))


@bp.get("/internship/cases/<code>")
def own(code: str) -> str:
    return _page(fetch(queries.case(me().ref, code), Permission.MY_INTERNSHIP))


@bp.get("/supervision/<person_ref>/cases/<code>")
def supervised(person_ref: str, code: str) -> str:
    return _page(fetch(queries.case(person_ref, code), Permission.READ_INTERNSHIP))


# ------------------------------------------------------------------ training staff


@bp.post("/cases/<person_ref>/<code>/approve")
def approve(person_ref: str, code: str) -> ResponseReturnValue:
    case = fetch(queries.case(person_ref, code), Permission.ARRANGE_INTERNSHIP)
    actions.approve(case, by=by(Role.REGISTRAR, Role.DIRECTOR))
    return _done(case, _("Case %(code)s is approved. Its therapist can open it now.", code=case.code))


@bp.post("/cases/<person_ref>/<code>/decline")
def decline(person_ref: str, code: str) -> ResponseReturnValue:
    case = fetch(queries.case(person_ref, code), Permission.ARRANGE_INTERNSHIP)
    form = DeclineForm()
    if not form.validate_on_submit():
        return _page(case, Forms(decline=form)), 422
    words = Private(vault().of(person_ref), form.reason.data)
    actions.decline(case, words=words, by=by(Role.REGISTRAR, Role.DIRECTOR))
    return _done(case, _("Case %(code)s is declined, with your reason.", code=case.code))


# ------------------------------------------------------------------ the therapist opens the case


@bp.post("/supervision/<person_ref>/cases/<code>/release")
def release(person_ref: str, code: str) -> ResponseReturnValue:
    case = fetch(queries.case(person_ref, code), Permission.SIGN)
    form = SigningForm()
    proof = prove(form) if form.validate_on_submit() else None
    if proof is None:
        return _page(case, Forms(release=form)), 422
    signer = Signer(case.therapist, by(Role.THERAPIST), proof)
    db.session.add(actions.attest_release(case, signer=signer, program=definition(case.internship.program)))
    return _done(case, _("You attested the release of information."))


@bp.post("/supervision/<person_ref>/cases/<code>/triadic")
def triadic(person_ref: str, code: str) -> ResponseReturnValue:
    case = fetch(queries.case(person_ref, code), Permission.SIGN)
    form = TriadicForm()
    if not form.validate_on_submit():
        return _page(case, Forms(triadic=form)), 422
    actions.record_triadic(case, held_on=form.held_on.data, by=by(Role.THERAPIST))
    return _done(case, _("The triadic meeting is written down."))


@bp.post("/supervision/<person_ref>/cases/<code>/open")
def open_case(person_ref: str, code: str) -> ResponseReturnValue:
    case = fetch(queries.case(person_ref, code), Permission.SIGN)
    actions.open_case(case, by=by(Role.THERAPIST))
    return _done(case, _("Case %(code)s is open. Sessions may begin.", code=case.code))


# ------------------------------------------------------------------ closing, by the intern or the therapist


@bp.post(f"/internship/cases/<code>/<{CLOSING}:act>", endpoint="own_act")
@bp.post(f"/supervision/<person_ref>/cases/<code>/closing/<{CLOSING}:act>", endpoint="supervised_act")
def closing(act: str, code: str, person_ref: str | None = None) -> ResponseReturnValue:
    """The same three acts from both ends: `propose`, `say` and `continue`."""
    permission = Permission.SIGN if person_ref else Permission.MY_INTERNSHIP
    case = fetch(queries.case(person_ref or me().ref, code), permission)
    return ACTS[act](case)


def _propose_closure(case: Case) -> ResponseReturnValue:
    actions.propose_closure(case, by=by(_capacity(case)))
    return _done(case, _("The closing is proposed. Everyone now says their word."))


def _say(case: Case) -> ResponseReturnValue:
    form = WordForm()
    proof = prove(form) if form.validate_on_submit() else None
    if proof is None:
        return _page(case, Forms(word=form)), 422
    person = case.therapist if _capacity(case) is Role.THERAPIST else case.internship.person
    agrees = form.agrees.data == "yes"
    reason = None if agrees else Private(vault().of(case.internship.person.ref), form.reason.data)
    word = Word(_party(case), agrees, reason)
    signer = Signer(person, by(_capacity(case)), proof)
    actions.say(case, word, signer=signer, program=definition(case.internship.program))
    return _done(case, _said(case))


def _continue(case: Case) -> ResponseReturnValue:
    form = GoOnForm()
    if not form.validate_on_submit():
        return _page(case, Forms(go_on=form)), 422
    words = Private(vault().of(case.internship.person.ref), form.why.data)
    actions.continue_case(case, words=words, by=by(_capacity(case)))
    return _done(case, _("Case %(code)s goes on.", code=case.code))


def _said(case: Case) -> str:
    """What follows a word: the case is closed by the last yes, else it waits for the others."""
    if case.status is CaseStatus.CLOSED:
        return _("Your word is recorded. Case %(code)s is closed.", code=case.code)
    return _("Your word is recorded. Case %(code)s closes once everyone agrees.", code=case.code)


ACTS = {"propose": _propose_closure, "say": _say, "continue": _continue}


def _capacity(case: Case) -> Role:
    return Role.INTERN if me().id == case.internship.person_id else Role.THERAPIST


def _party(case: Case) -> Party:
    """The therapist's form says for whom: for themselves or for the client."""
    if _capacity(case) is Role.INTERN:
        return Party.INTERN
    return Party.CLIENT if request.form.get("party") == Party.CLIENT.value else Party.THERAPIST


# ------------------------------------------------------------------ answers


def _page(case: Case, forms: Forms | None = None) -> str:
    return render_template("cases/case.html", file=case_file(case, forms or Forms()))


def _done(case: Case, words: str) -> ResponseReturnValue:
    flash(words, "done")
    ref = case.internship.person.ref
    if me().ref == ref:
        return redirect(url_for("cases.own", code=case.code))
    return redirect(url_for("cases.supervised", person_ref=ref, code=case.code))


def _choices(internship: Internship, role: Role) -> list[tuple[str, str]]:
    return [
        (one.ref, one.supervisor.name)
        for one in internship.supervisions
        if one.role is role and one.status is SupervisionStatus.ACTIVE
    ]
