"""What the office arranges for one intern: the proposal, the supervisors, the agreement, the completion."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from training.actions import agreement as agreements
from training.actions import internship as actions
from training.actions.evaluations import standing_words
from training.domain.course import Recommendation
from training.domain.internship import ENDED, InternshipStatus, Party, SupervisionStatus
from training.domain.permissions import Permission
from training.domain.program import Who
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, say_date
from training.extensions import db
from training.forms.internship import AgreementForm, SupervisorForm, SupervisorsForm
from training.models import Enrolment, Internship, Person
from training.queries import internship as queries
from training.web.access import by, fetch, may, me, today
from training.web.internship import picture
from training.web.internship.acts import possible_acts
from training.web.internship.desk import OFFICE, Desk, back_to, bp, desk_at, figures, signing_as
from training.web.internship.history import history
from training.web.naming import whole
from training.web.signing import prove

KINDS = {SupervisionStatus.ACTIVE: "done", SupervisionStatus.INVITED: "waiting"}


@bp.get("/of/<ref>")
def office(ref: str) -> ResponseReturnValue:
    try:
        return _page(desk_at(ref), AgreementForm())
    except NotFound:
        course = fetch(queries.course_of(ref), Permission.ARRANGE_INTERNSHIP)
    return render_template(
        "internship/propose.html",
        course=course,
        person=course.person,
        recommendation=_recommended(course),
    )


def _recommended(course: Enrolment) -> str:
    return Recommendation(course.recommendation).label.lower() if course.recommendation else _("none yet")


def _page(desk: Desk, form: AgreementForm) -> str:
    found = desk.internship
    director = may(Permission.COMPLETE_INTERNSHIP, found.stake)
    known = figures(desk)
    return render_template(
        "internship/office.html",
        internship=found,
        form=form,
        bars=picture.bars(known.progress, url_for(".requirements_of", ref=found.person.ref))
        if found.started_on
        else None,
        lead=_lead(desk),
        supervisors=_supervisors(desk),
        history=history(desk),
        signs_for_staff=found.status is InternshipStatus.AGREEMENT_PENDING and not found.staff_agreement,
        shown=agreements.agreement_shown(found, desk.program),
        statement=agreements.agreed_words(found, desk.program, me().name, by(*OFFICE).capacity).text,
        completes=director and found.status is InternshipStatus.COMPLETION_REVIEW,
        is_met=known.progress.met,
        says=_staff_is_silent(found),
        names=found.status not in ENDED,
        acts=possible_acts(found.status, director=director),
    )


_LEADS = {
    InternshipStatus.PROPOSED: marked("Proposed. Now a therapist and a mentor are to be asked."),
    InternshipStatus.ACTIVE: marked("The internship is running."),
    InternshipStatus.ON_LEAVE: marked("On leave: every clock stands still."),
    InternshipStatus.SUSPENDED: marked("The internship is suspended."),
    InternshipStatus.COMPLETION_REVIEW: marked("Completion is asked for; everyone says their word."),
    InternshipStatus.COMPLETED: marked("The internship is complete."),
    InternshipStatus.WITHDRAWN: marked("Withdrawn. What was signed stays signed."),
    InternshipStatus.TERMINATED: marked("The internship was ended. What was signed stays signed."),
}


def _lead(desk: Desk) -> str:
    status = desk.internship.status
    if status is not InternshipStatus.AGREEMENT_PENDING:
        return _(_LEADS[status])
    names = ", ".join(agreements.still_to_sign(desk.internship))
    return _("Still to sign the agreement: %(names)s.", names=names)


def _supervisors(desk: Desk) -> list[dict[str, Any]]:
    ref = desk.internship.person.ref
    return [
        {
            "name": one.supervisor.name,
            "role": desk.program.role(Who(one.role.value)).one,
            "since": say_date(one.from_on) if one.from_on else _("not signed yet"),
            "status": one.status.label.lower(),
            "kind": KINDS.get(one.status, "neutral"),
            "end": url_for(".end", ref=ref, supervision=one.ref)
            if one.status is SupervisionStatus.ACTIVE
            else None,
        }
        for one in desk.internship.supervisions
    ]


def _staff_is_silent(found: Internship) -> bool:
    said = any(one.party is Party.STAFF and one.agrees for one in standing_words(found))
    return found.status is InternshipStatus.COMPLETION_REVIEW and not said


@bp.post("/of/<ref>/propose")
def propose(ref: str) -> ResponseReturnValue:
    course = fetch(queries.course_of(ref), Permission.ARRANGE_INTERNSHIP)
    earlier = db.session.scalars(queries.all_of(course.person_id)).all()
    db.session.add(actions.propose(course.person, course, earlier=earlier, by=by(*OFFICE)))
    return back_to(
        ref, _("%(name)s is proposed for an internship. Name the supervisors next.", name=course.person.name)
    )


@bp.route("/of/<ref>/supervisors", methods=["GET", "POST"])
def supervisors(ref: str) -> ResponseReturnValue:
    """The first two together, later ones singly."""
    desk = desk_at(ref)
    people = db.session.scalars(queries.may_supervise(today())).all()
    therapists, mentors = _able(people, Role.THERAPIST, desk), _able(people, Role.MENTOR, desk)
    first = desk.internship.status is InternshipStatus.PROPOSED
    form = SupervisorsForm() if first else SupervisorForm()
    form.offer(therapists, mentors)
    if form.validate_on_submit():
        _ask(desk, form, {person.ref: person for person in people})
        return back_to(ref, _("Asked. The supervisors sign the agreement on a page of their own."))
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
    return whole(f"supervision/agreements/{ref}")


@bp.post("/of/<ref>/sign")
def sign(ref: str) -> ResponseReturnValue:
    """For the training staff."""
    desk, form = desk_at(ref), AgreementForm()
    if not form.validate_on_submit() or not (proof := prove(form)):
        return _page(desk, form), 422
    signer = signing_as(proof, *OFFICE)
    agreements.sign_agreement_as_staff(desk.internship, program=desk.program, signer=signer)
    return back_to(ref, _("Signed for the training staff."))


@bp.post("/of/<ref>/complete")
def complete(ref: str) -> ResponseReturnValue:
    desk, form = desk_at(ref, Permission.COMPLETE_INTERNSHIP), AgreementForm()
    if not form.validate_on_submit() or not (proof := prove(form)):
        return _page(desk, form), 422
    progress, signer = figures(desk).progress, signing_as(proof, Role.DIRECTOR)
    db.session.add(actions.complete(desk.internship, progress, program=desk.program, signer=signer))
    return back_to(ref, _("The internship is complete. A certificate can be issued now."))
