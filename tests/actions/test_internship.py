"""An internship from the proposal to its completion, on plain objects."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import NOON, TODAY, make_person, make_program_version, program
from tests.factories_internship import (
    BEGAN,
    by_person,
    make_course,
    make_internship,
    make_keys,
    make_team,
    make_therapist,
    sign_all,
    signer,
)
from training.actions import agreement, internship
from training.actions.record import Private
from training.domain.course import EnrolmentStatus
from training.domain.internship import (
    AgreementSigned,
    HasOne,
    InternshipStatus,
    LeaveOutside,
    LicenceNotValid,
    NotForAgreement,
    NotInRole,
    NotRecommended,
    NotTheSigner,
    OwnSupervisor,
    RequirementsOpen,
    SupervisesAlready,
    SupervisionStatus,
    SupervisorsMissing,
)
from training.domain.machine import IllegalMove, ReasonMissing, WrongCapacity
from training.domain.requirements import Standing, progress
from training.domain.roles import Role

WORDS = Private(make_keys(), "for the test")


@pytest.mark.parametrize("status", list(InternshipStatus))
def test_the_maker_leads_to_every_status(status):
    assert make_internship(status).status is status


# ------------------------------------------------------------------ proposing


def test_propose_pins_the_program_of_the_course_and_makes_an_intern():
    person, version = make_person(), make_program_version()

    made = internship.propose(person, make_course(person, version), by=by_person(person, Role.REGISTRAR))

    assert (made.status, made.program, made.proposed_on) == (
        InternshipStatus.PROPOSED,
        version,
        BEGAN.date(),
    )
    assert person.roles_on(BEGAN.date()) == {Role.INTERN}


@pytest.mark.parametrize(
    ("status", "recommendation"),
    [
        (EnrolmentStatus.ACTIVE, "recommended"),
        (EnrolmentStatus.COMPLETED, "not_yet"),
        (EnrolmentStatus.COMPLETED, None),
    ],
)
def test_propose_without_a_recommended_course_is_refused_and_appoints_nobody(status, recommendation):
    person = make_person()
    course = make_course(person, make_program_version(), recommendation, status)

    with pytest.raises(NotRecommended):
        internship.propose(person, course, by=by_person(person, Role.REGISTRAR))

    assert person.roles_on(BEGAN.date()) == frozenset()


def test_propose_for_somebody_with_an_open_internship_is_refused():
    running = make_internship(InternshipStatus.ON_LEAVE)
    course = make_course(running.person, running.program)

    with pytest.raises(HasOne):
        internship.propose(
            running.person, course, earlier=[running], by=by_person(running.person, Role.REGISTRAR)
        )


# ------------------------------------------------------------------ supervisors


def name(proposed, team, **given):
    people = {"therapist": team.therapist, "mentor": team.mentor} | given
    return internship.name_supervisors(
        proposed, **people, program=program(), by=by_person(team.registrar, Role.REGISTRAR), link=str
    )


def test_naming_supervisors_asks_both_and_opens_the_agreement():
    team = make_team()
    proposed = make_internship(InternshipStatus.PROPOSED, team=team)

    asked = name(proposed, team)

    assert [(one.supervisor, one.role, one.status) for one in asked] == [
        (team.therapist, Role.THERAPIST, SupervisionStatus.INVITED),
        (team.mentor, Role.MENTOR, SupervisionStatus.INVITED),
    ]
    assert proposed.status is InternshipStatus.AGREEMENT_PENDING


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (lambda _team: {"therapist": make_therapist(until=date(2025, 12, 31))}, LicenceNotValid),
        (lambda _team: {"therapist": make_person(Role.MENTOR)}, NotInRole),
        (lambda _team: {"mentor": make_person()}, NotInRole),
        (lambda team: {"mentor": team.intern}, OwnSupervisor),
        (lambda team: {"mentor": team.therapist}, SupervisorsMissing),
    ],
)
def test_naming_somebody_who_may_not_supervise_is_refused_and_changes_nothing(given, refusal):
    team = make_team()
    proposed = make_internship(InternshipStatus.PROPOSED, team=team)

    with pytest.raises(refusal):
        name(proposed, team, **given(team))

    assert (proposed.status, proposed.supervisions) == (InternshipStatus.PROPOSED, [])


def test_a_second_mentor_may_join_but_nobody_twice():
    team, other = make_team(), make_person(Role.MENTOR)
    running = make_internship(team=team)
    office = by_person(team.registrar, Role.REGISTRAR, NOON)

    added = internship.add_supervisor(running, other, Role.MENTOR, program=program(), by=office, link=str)
    with pytest.raises(SupervisesAlready):
        internship.add_supervisor(running, other, Role.MENTOR, program=program(), by=office, link=str)

    assert [one.supervisor for one in running.supervisions] == [team.therapist, team.mentor, other]
    agreement.sign_agreement_as_supervisor(added, program=program(), signer=signer(other, Role.MENTOR, NOON))
    assert (added.status, added.from_on, running.started_on) == (
        SupervisionStatus.ACTIVE,
        TODAY,
        BEGAN.date(),
    )


def test_ending_a_supervision_keeps_the_day_and_needs_a_reason():
    running = make_internship()
    therapist = running.supervisions[0]
    office = by_person(running.person, Role.REGISTRAR, NOON)

    internship.end_supervision(therapist, by=office, words=WORDS)

    assert (therapist.status, therapist.until_on) == (SupervisionStatus.ENDED, TODAY)
    assert [therapist.covers(day) for day in (TODAY, date(2026, 10, 16))] == [True, False]


def test_declining_is_for_the_one_who_was_asked():
    pending = make_internship(InternshipStatus.AGREEMENT_PENDING)
    therapist, mentor = pending.supervisions

    with pytest.raises(NotTheSigner):
        internship.decline_supervision(therapist, by=by_person(mentor.supervisor, Role.MENTOR), words=WORDS)
    internship.decline_supervision(mentor, by=by_person(mentor.supervisor, Role.MENTOR), words=WORDS)

    assert [therapist.status, mentor.status] == [SupervisionStatus.INVITED, SupervisionStatus.DECLINED]


# ------------------------------------------------------------------ the agreement


def test_the_last_signature_begins_the_internship():
    team = make_team()
    pending = make_internship(InternshipStatus.AGREEMENT_PENDING, team=team)

    sign_all(pending, team)

    assert (pending.status, pending.started_on) == (InternshipStatus.ACTIVE, BEGAN.date())
    assert [one.from_on for one in pending.supervisions] == [BEGAN.date(), BEGAN.date()]


def test_every_signature_but_one_begins_nothing():
    team = make_team()
    pending = make_internship(InternshipStatus.AGREEMENT_PENDING, team=team)

    agreement.sign_agreement_as_staff(
        pending, program=program(), signer=signer(team.registrar, Role.REGISTRAR)
    )
    agreement.sign_agreement_as_supervisor(
        pending.supervisions[0], program=program(), signer=signer(team.therapist, Role.THERAPIST)
    )

    assert (pending.status, pending.started_on) == (InternshipStatus.AGREEMENT_PENDING, None)
    assert agreement.still_to_sign(pending) == ["Ines Moreau", "Marta Lindqvist"]


def test_a_signature_covers_the_text_that_was_shown():
    pending = make_internship(InternshipStatus.AGREEMENT_PENDING)

    signature = agreement.sign_agreement_as_intern(
        pending, program=program(), signer=signer(pending.person, Role.INTERN)
    )

    assert signature.statement == (
        "I, Ines Moreau, as surrogate partner intern, have read the internship agreement with Ines Moreau "
        "and agree to it."
    )
    assert b"never call myself certified" in signature.shown


def test_the_intern_signs_once_and_only_while_it_is_open():
    pending, running = make_internship(InternshipStatus.AGREEMENT_PENDING), make_internship()
    me = signer(pending.person, Role.INTERN)
    agreement.sign_agreement_as_intern(pending, program=program(), signer=me)

    with pytest.raises(AgreementSigned):
        agreement.sign_agreement_as_intern(pending, program=program(), signer=me)
    with pytest.raises(NotForAgreement):
        agreement.sign_agreement_as_intern(
            running, program=program(), signer=signer(running.person, Role.INTERN)
        )


def test_a_therapist_whose_licence_ran_out_meanwhile_may_not_sign():
    team = make_team(therapist=make_therapist("Dr. Anna Feld", until=date(2026, 3, 1)))
    pending = make_internship(InternshipStatus.AGREEMENT_PENDING, team=team)

    with pytest.raises(LicenceNotValid):
        agreement.sign_agreement_as_supervisor(
            pending.supervisions[0], program=program(), signer=signer(team.therapist, Role.THERAPIST, NOON)
        )

    assert pending.supervisions[0].status is SupervisionStatus.INVITED


def test_a_supervisor_signs_in_the_capacity_of_the_invitation():
    team = make_team()
    pending = make_internship(InternshipStatus.AGREEMENT_PENDING, team=team)

    with pytest.raises(WrongCapacity):
        agreement.sign_agreement_as_supervisor(
            pending.supervisions[1], program=program(), signer=signer(team.mentor, Role.THERAPIST)
        )
    with pytest.raises(NotTheSigner):
        agreement.sign_agreement_as_staff(
            pending, program=program(), signer=signer(team.intern, Role.REGISTRAR)
        )

    assert agreement.still_to_sign(pending) == [
        "Ines Moreau",
        "Dr. Anna Feld",
        "Marta Lindqvist",
        "training staff",
    ]


# ------------------------------------------------------------------ pauses


def test_a_leave_lasts_until_the_day_before_coming_back():
    running = make_internship()
    me = by_person(running.person, Role.INTERN, NOON)
    internship.go_on_leave(running, date(2026, 10, 1), late_days=45, by=me, words=WORDS)

    internship.come_back(
        running, by=by_person(running.person, Role.INTERN, datetime(2026, 11, 2, tzinfo=UTC))
    )

    assert running.status is InternshipStatus.ACTIVE
    assert [(one.from_on, one.until_on) for one in running.leaves] == [(date(2026, 10, 1), date(2026, 11, 1))]


@pytest.mark.parametrize("day", [date(2026, 10, 16), date(2026, 8, 1), date(2026, 1, 1)])
def test_a_leave_of_other_days_is_refused_and_changes_nothing(day):
    running = make_internship()

    with pytest.raises(LeaveOutside):
        internship.go_on_leave(
            running, day, late_days=45, by=by_person(running.person, Role.INTERN, NOON), words=WORDS
        )

    assert (running.status, running.leaves) == (InternshipStatus.ACTIVE, [])


def test_only_the_director_suspends_and_lifts():
    running = make_internship()

    with pytest.raises(WrongCapacity):
        internship.suspend(running, by=by_person(running.person, Role.REGISTRAR), words=WORDS)
    internship.suspend(running, by=by_person(running.person, Role.DIRECTOR), words=WORDS)
    assert running.status is InternshipStatus.SUSPENDED

    internship.lift(running, by=by_person(running.person, Role.DIRECTOR), words=WORDS)
    assert running.status is InternshipStatus.ACTIVE


def test_withdrawing_needs_a_reason():
    running = make_internship()

    with pytest.raises(ReasonMissing):
        internship.withdraw(running, by=by_person(running.person, Role.INTERN), words=None)

    assert running.status is InternshipStatus.ACTIVE


# ------------------------------------------------------------------ the end


def asked(standing):
    return progress(program().internship.requirements, (), standing)


def test_asking_for_completion_names_what_is_not_met():
    running = make_internship()

    with pytest.raises(RequirementsOpen) as refusal:
        internship.ask_for_completion(
            running,
            asked(Standing(on=TODAY, started_on=date(2023, 1, 1), evaluations=4)),
            program=program(),
            by=by_person(running.person, Role.INTERN),
        )

    assert str(refusal.value) == (
        "Not yet met: Client sessions, Mentor supervision, Clients, Cases closed together."
    )
    assert running.status is InternshipStatus.ACTIVE


def test_the_consensus_is_asked_of_the_director_and_not_of_the_one_who_asks():
    running, rules = make_internship(), [program().internship.requirement("consensus")]
    silent = progress(rules, (), Standing(on=TODAY, started_on=TODAY, parties=frozenset({"the intern"})))

    internship.ask_for_completion(
        running, silent, program=program(), by=by_person(running.person, Role.INTERN)
    )
    with pytest.raises(RequirementsOpen):
        internship.complete(
            running, silent, program=program(), signer=signer(make_person(), Role.DIRECTOR, NOON)
        )

    assert (running.status, running.completed_on) == (InternshipStatus.COMPLETION_REVIEW, None)


def test_completing_is_signed_over_the_figures():
    running = make_internship(InternshipStatus.COMPLETION_REVIEW)
    figures = progress((), (), Standing(on=TODAY, started_on=TODAY))

    signature = internship.complete(
        running, figures, program=program(), signer=signer(make_person(), Role.DIRECTOR, NOON)
    )

    assert (running.status, running.completed_on) == (InternshipStatus.COMPLETED, TODAY)
    assert (signature.statement_id, signature.capacity) == ("attestation.staff", "director")


def test_completing_before_it_was_asked_for_is_refused():
    running = make_internship()
    figures = progress((), (), Standing(on=TODAY, started_on=TODAY))

    with pytest.raises(IllegalMove):
        internship.complete(
            running, figures, program=program(), signer=signer(make_person(), Role.DIRECTOR, NOON)
        )

    assert running.completed_on is None
