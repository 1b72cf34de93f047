"""Evaluations and the attestations at the end."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training.actions import evaluations as actions
from training.actions.evaluations import Written
from training.actions.record import Private
from training.actions.signing import Proof, Signer
from training.domain.evaluation import NothingDue
from training.domain.internship import InternshipStatus
from training.domain.permissions import Permission
from training.domain.program.marks import Who
from training.domain.roles import By, Role
from training.domain.tongue import gettext as _
from training.extensions import db, vault
from training.forms.evaluations import AttestForm, EvaluationForm, evaluation_form
from training.models import Internship, Person
from training.queries import evaluations as queries
from training.queries.program import definition
from training.web.access import by, fetch, me, now, today, writes_on_get
from training.web.opening import opened
from training.web.reading import read_by, readings
from training.web.signing import prove

bp = Blueprint("evaluations", __name__)


# ------------------------------------------------------------------ evaluations


@bp.route("/internship/evaluations", methods=["GET", "POST"])
def mine() -> ResponseReturnValue:
    return _evaluation(fetch(queries.evaluated(me().ref), Permission.MY_INTERNSHIP), Role.INTERN)


@bp.route("/supervision/<person_ref>/evaluation", methods=["GET", "POST"])
@writes_on_get
def supervised(person_ref: str) -> ResponseReturnValue:
    internship = fetch(queries.evaluated(person_ref), Permission.READ_INTERNSHIP)
    return _evaluation(internship, _supervises_as(internship))


@bp.get("/internship/of/<person_ref>/evaluations")
@writes_on_get
def office(person_ref: str) -> str:
    """Training staff read what is meant for them, as soon as it is sent."""
    internship = fetch(queries.evaluated(person_ref), Permission.ARRANGE_INTERNSHIP)
    return _page(internship, by(Role.REGISTRAR, Role.DIRECTOR).capacity, None, None)


def _evaluation(internship: Internship, role: Role) -> ResponseReturnValue:
    """The oldest round one owes, to write; below it what may be read."""
    program = definition(internship.program)
    owed = actions.owed_by(me(), role, internship, program, on=today())
    if not owed and request.method == "GET":
        return _page(internship, role, None, None)
    questions = program.internship.evaluations.form(Who(role.value)).questions
    form = evaluation_form(questions, data={"due_on": owed[0].isoformat()} if owed else None)
    proof = prove(form) if form.validate_on_submit() else None
    if proof is None:
        return _page(internship, role, form, owed[0] if owed else None), 422 if form.is_submitted() else 200
    actions.send(
        internship,
        Written(_day(form.due_on.data), form.answers()),
        signer=Signer(_myself(), by(role), proof),
        keys=vault().of(internship.person.ref),
        program=program,
    )
    flash(
        _("Your evaluation is sent and signed. What the others wrote for these months is below as it comes."),
        "done",
    )
    return redirect(request.full_path.rstrip("?"))


def _page(internship: Internship, role: Role, form: EvaluationForm | None, due_on: date | None) -> str:
    program = definition(internship.program)
    keys = vault().of(internship.person.ref)
    about = program.internship.evaluations.form(Who(role.value)) if form else None
    shown = readings(internship, program, keys, reader=me(), role=role)
    if shown:
        subject = f"internship:{internship.ref}"
        opened(internship.person.chain, "evaluation.read", subject=subject, by=by(role))
    return render_template(
        "evaluations/evaluation.html",
        internship=internship,
        is_own=role is Role.INTERN,
        back=_back(internship, role),
        form=form,
        about=about,
        read_by=lambda question: read_by(question, program),
        due_on=due_on,
        statement=actions.said(internship, due_on, _speaking(role), program).text if due_on else "",
        readings=shown,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NothingDue from None


# ------------------------------------------------------------------ the word at the end


@bp.route("/internship/attestation", methods=["GET", "POST"])
def attest_own() -> ResponseReturnValue:
    return _attestation(fetch(queries.evaluated(me().ref), Permission.MY_INTERNSHIP), Role.INTERN)


@bp.route("/supervision/<person_ref>/attestation", methods=["GET", "POST"])
def attest_supervised(person_ref: str) -> ResponseReturnValue:
    internship = fetch(queries.evaluated(person_ref), Permission.READ_INTERNSHIP)
    return _attestation(internship, _supervises_as(internship))


@bp.route("/internship/of/<person_ref>/attestation", methods=["GET", "POST"])
def attest_staff(person_ref: str) -> ResponseReturnValue:
    internship = fetch(queries.evaluated(person_ref), Permission.ARRANGE_INTERNSHIP)
    return _attestation(internship, by(Role.REGISTRAR, Role.DIRECTOR).capacity)


def _attestation(internship: Internship, role: Role) -> ResponseReturnValue:
    program, form = definition(internship.program), AttestForm()
    proof = prove(form) if form.validate_on_submit() else None
    if proof is None:
        return _attest_page(internship, role, form), 422 if form.is_submitted() else 200
    agrees = form.agrees.data == "yes"
    actions.attest(
        internship,
        agrees=agrees,
        reason=None if agrees else Private(vault().of(internship.person.ref), form.reason.data),
        signer=Signer(_myself(), by(role), proof),
        program=program,
    )
    flash(_("Your word is recorded. The internship is complete once everyone agrees."), "done")
    return redirect(request.full_path.rstrip("?"))


def _attest_page(internship: Internship, role: Role, form: AttestForm) -> str:
    program = definition(internship.program)
    return render_template(
        "evaluations/attestation.html",
        internship=internship,
        back=_back(internship, role),
        form=form,
        is_open=internship.status is InternshipStatus.COMPLETION_REVIEW,
        statement=actions.attested(internship, _speaking(role), program, agrees=True).text,
        words=[
            _word_row(one.person.name, one.party.label, agrees=one.agrees)
            for one in actions.standing_words(internship)
        ],
    )


def _word_row(name: str, party: str, *, agrees: bool) -> dict[str, str]:
    word, kind = (_("agrees"), "done") if agrees else (_("does not agree yet"), "late")
    return {"label": name, "detail": party, "word": word, "kind": kind}


# ------------------------------------------------------------------ who speaks


def _back(internship: Internship, role: Role) -> tuple[str, str]:
    """Where this reader came from: their own internship, the intern's page, or the office's."""
    person = internship.person
    if role is Role.INTERN:
        return _("Internship"), url_for("internship.overview")
    if role in (Role.REGISTRAR, Role.DIRECTOR):
        return person.name, url_for("internship.office", ref=person.ref)
    return person.name, url_for("supervision.intern", person_ref=person.ref)


def _supervises_as(internship: Internship) -> Role:
    """In which role I accompany this intern; with two, the address says which."""
    roles = [one.role for one in internship.supervisions if one.supervisor_id == me().id]
    wanted = [role for role in roles if role.value == request.args.get("role")]
    if not roles:
        abort(403)
    return (wanted or roles)[0]


def _myself() -> Person:
    return db.session.scalars(queries.signer(me().id)).one()


def _speaking(role: Role) -> Signer:
    """Me, as the sentence on the page names me; nothing is proved by it."""
    return Signer(me(), By(me().ref, role, now()), Proof("none", ""))
