"""What the office arranges for one intern: the proposal, the supervisors, the pauses, the end."""

from collections.abc import Sequence
from urllib.parse import urljoin

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from training.actions import agreement as agreements
from training.actions import internship as actions
from training.actions.evaluations import standing_words
from training.domain.internship import ENDED, INTERNSHIP, InternshipStatus, Party, SupervisionStatus
from training.domain.permissions import Permission
from training.domain.roles import Role
from training.extensions import db
from training.forms.internship import AgreementForm, ReasonForm, SupervisorForm, SupervisorsForm
from training.models import Internship, Person
from training.queries import internship as queries
from training.web.access import by, fetch, may, today
from training.web.internship import picture
from training.web.internship.desk import Desk, bp, desk_of, figures, signing_as
from training.web.signing import prove

OFFICE = (Role.REGISTRAR, Role.DIRECTOR)
# The pauses and ends that need a reason: the move, its heading, the act, who may, what is said afterwards.
ACTS = {
    "suspend": ("Suspend the internship", actions.suspend, (Role.DIRECTOR,), "The internship is suspended."),
    "lift": ("Lift the suspension", actions.lift, (Role.DIRECTOR,), "The suspension is lifted."),
    "send-back": ("Send the internship back", actions.send_back, (Role.DIRECTOR,), "The internship goes on."),
    "withdraw": ("Record a withdrawal", actions.withdraw, OFFICE, "The withdrawal is recorded."),
    "terminate": ("End the internship", actions.terminate, (Role.DIRECTOR,), "The internship is ended."),
}


def _desk(ref: str, permission: Permission = Permission.ARRANGE_INTERNSHIP) -> Desk:
    return desk_of(fetch(queries.of_person(ref), permission))


def _back(ref: str, said: str) -> ResponseReturnValue:
    flash(said, "done")
    return redirect(url_for(".office", ref=ref))


@bp.get("/of/<ref>")
def office(ref: str) -> ResponseReturnValue:
    try:
        return _page(_desk(ref), AgreementForm())
    except NotFound:
        course = fetch(queries.course_of(ref), Permission.ARRANGE_INTERNSHIP)
    return render_template("internship/propose.html", course=course, person=course.person)


def _page(desk: Desk, form: AgreementForm) -> str:
    found = desk.internship
    director = may(Permission.COMPLETE_INTERNSHIP, found.stake)
    known = figures(desk)
    return render_template(
        "internship/office.html",
        internship=found,
        form=form,
        bars=picture.bars(known.progress, desk.program) if found.started_on else None,
        waiting_for=_waiting_for(found.status, desk),
        signs_for_staff=found.status is InternshipStatus.AGREEMENT_PENDING and not found.staff_agreement,
        shown=agreements.agreement_shown(found, desk.program),
        completes=director and found.status is InternshipStatus.COMPLETION_REVIEW,
        is_met=known.progress.met,
        says=_staff_is_silent(found),
        names=found.status not in ENDED,
        acts=_acts(found.status, director=director),
        ACTIVE=SupervisionStatus.ACTIVE,
    )


def _waiting_for(status: InternshipStatus, desk: Desk) -> list[str]:
    pending = status is InternshipStatus.AGREEMENT_PENDING
    return agreements.still_to_sign(desk.internship) if pending else []


def _staff_is_silent(found: Internship) -> bool:
    said = any(one.party is Party.STAFF and one.agrees for one in standing_words(found))
    return found.status is InternshipStatus.COMPLETION_REVIEW and not said


def _acts(status: InternshipStatus, *, director: bool) -> list[tuple[str, str]]:
    """The acts that need a reason and are possible now, as address and label."""
    possible = {move.value.replace("_", "-"): move for move in INTERNSHIP.moves_from(status)}
    return [
        (name, possible[name].label)
        for name, (_, _, roles, _) in ACTS.items()
        if name in possible and (director or Role.REGISTRAR in roles)
    ]


@bp.post("/of/<ref>/propose")
def propose(ref: str) -> ResponseReturnValue:
    course = fetch(queries.course_of(ref), Permission.ARRANGE_INTERNSHIP)
    earlier = db.session.scalars(queries.all_of(course.person_id)).all()
    db.session.add(actions.propose(course.person, course, earlier=earlier, by=by(*OFFICE)))
    return _back(ref, f"{course.person.name} is proposed for an internship.")


@bp.route("/of/<ref>/supervisors", methods=["GET", "POST"])
def supervisors(ref: str) -> ResponseReturnValue:
    """The first two together, later ones singly."""
    desk = _desk(ref)
    people = db.session.scalars(queries.may_supervise(today())).all()
    therapists, mentors = _able(people, Role.THERAPIST, desk), _able(people, Role.MENTOR, desk)
    first = desk.internship.status is InternshipStatus.PROPOSED
    form = SupervisorsForm() if first else SupervisorForm()
    form.offer(therapists, mentors)
    if form.validate_on_submit():
        _ask(desk, form, {person.ref: person for person in people})
        return _back(ref, "Asked. The supervisors sign the agreement on a page of their own.")
    page = render_template(
        "internship/supervisors.html", form=form, person=desk.internship.person, first=first
    )
    return page, 422 if request.method == "POST" else 200


def _able(people: Sequence[Person], role: Role, desk: Desk) -> list[tuple[str, str]]:
    """Refs and names of who may be asked: the role today, a licence for therapists, never the intern."""
    return [
        (one.ref, one.name)
        for one in people
        if role in one.roles_on(today())
        and (role is Role.MENTOR or one.licence_on(today()))
        and one is not desk.internship.person
    ]


def _ask(desk: Desk, form: SupervisorsForm | SupervisorForm, people: dict[str, Person]) -> None:
    office_, program = by(*OFFICE), desk.program
    if isinstance(form, SupervisorsForm):
        pair = people[form.therapist.data], people[form.mentor.data]
        actions.name_supervisors(desk.internship, *pair, program=program, by=office_, link=_answer_page)
    else:
        role, _, chosen = form.supervisor.data.partition(":")
        actions.add_supervisor(
            desk.internship, people[chosen], Role(role), program=program, by=office_, link=_answer_page
        )


def _answer_page(ref: str) -> str:
    return urljoin(request.url_root, f"supervision/agreements/{ref}")


@bp.post("/of/<ref>/sign")
def sign(ref: str) -> ResponseReturnValue:
    """For the training staff."""
    desk, form = _desk(ref), AgreementForm()
    if not form.validate_on_submit() or not (proof := prove(form)):
        return _page(desk, form), 422
    signer = signing_as(proof, *OFFICE)
    agreements.sign_agreement_as_staff(desk.internship, program=desk.program, signer=signer)
    return _back(ref, "Signed for the training staff.")


@bp.post("/of/<ref>/complete")
def complete(ref: str) -> ResponseReturnValue:
    desk, form = _desk(ref, Permission.COMPLETE_INTERNSHIP), AgreementForm()
    if not form.validate_on_submit() or not (proof := prove(form)):
        return _page(desk, form), 422
    progress, signer = figures(desk).progress, signing_as(proof, Role.DIRECTOR)
    db.session.add(actions.complete(desk.internship, progress, program=desk.program, signer=signer))
    return _back(ref, "The internship is complete.")


@bp.route("/of/<ref>/acts/<name>", methods=["GET", "POST"])
def act(ref: str, name: str) -> ResponseReturnValue:
    """Suspend, lift, send back, withdraw, terminate: each with a reason the intern may read."""
    if name not in ACTS:
        abort(404)
    title, verb, roles, said = ACTS[name]
    desk, form = _desk(ref), ReasonForm()
    if form.validate_on_submit():
        verb(desk.internship, by=by(*roles), words=desk.private(form.reason.data))
        return _back(ref, said)
    page = render_template("internship/act.html", form=form, person=desk.internship.person, title=title)
    return page, 422 if request.method == "POST" else 200


@bp.route("/of/<ref>/supervisions/<supervision>/end", methods=["GET", "POST"])
def end(ref: str, supervision: str) -> ResponseReturnValue:
    desk, form = _desk(ref), ReasonForm()
    found = next((one for one in desk.internship.supervisions if one.ref == supervision), None)
    if found is None:
        abort(404)
    if form.validate_on_submit():
        actions.end_supervision(found, by=by(*OFFICE), words=desk.private(form.reason.data))
        return _back(ref, f"{found.supervisor.name} no longer supervises from tomorrow on.")
    page = render_template(
        "internship/act.html",
        form=form,
        person=desk.internship.person,
        title=f"End the supervision by {found.supervisor.name}",
    )
    return page, 422 if request.method == "POST" else 200
