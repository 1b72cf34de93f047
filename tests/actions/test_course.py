"""Enrol, agree, assess, complete, recommend: on plain objects, no database."""

import pytest

from tests.factories import by, make_person, program
from tests.factories_course import (
    TEACHING,
    attend,
    complete_by,
    make_accepted,
    make_cohort,
    make_enrolment,
    pass_everything,
)
from training.actions import course as actions
from training.domain.application import ApplicationStatus
from training.domain.attendance import NotOneself
from training.domain.course import (
    AssessmentsMissing,
    CertificateRestsOnIt,
    CohortFull,
    EnrolledAlready,
    EnrolmentMove,
    EnrolmentStatus,
    HoursMissing,
    NotCompleted,
    Recommendation,
)
from training.domain.machine import ReasonMissing, WrongCapacity
from training.domain.roles import Role

COURSE = program().course
REGISTRAR, DIRECTOR = by(Role.REGISTRAR), by(Role.DIRECTOR)


class Words:
    """A reason that only has to be there."""

    digest = "0" * 64

    def sealed_at(self, place):
        return place.encode()


def test_enrol_takes_the_place_and_makes_a_trainee():
    cohort, application = make_cohort(), make_accepted()

    enrolment = actions.enrol(application, cohort, by=REGISTRAR)

    assert application.status is ApplicationStatus.ENROLLED
    assert enrolment.status is EnrolmentStatus.REGISTERED
    assert cohort.enrolments == [enrolment]
    assert Role.TRAINEE in enrolment.person.roles_on(REGISTRAR.at.date())
    assert cohort.chain.length == 2


def test_enrol_into_a_full_cohort_is_refused_and_changes_nothing():
    cohort, late = make_cohort(capacity=1), make_accepted()
    actions.enrol(make_accepted(), cohort, by=REGISTRAR)

    with pytest.raises(CohortFull):
        actions.enrol(late, cohort, by=REGISTRAR)

    assert late.status is ApplicationStatus.ACCEPTED
    assert len(cohort.enrolments) == 1


def test_enrol_into_the_place_of_somebody_who_withdrew_is_possible():
    cohort = make_cohort(capacity=1)
    gone = actions.enrol(make_accepted(), cohort, by=REGISTRAR)
    actions.move(gone, EnrolmentMove.WITHDRAW, by=REGISTRAR, reason=Words())

    actions.enrol(make_accepted(), cohort, by=REGISTRAR)

    assert cohort.places_taken == 1


def test_enrol_the_same_person_twice_is_refused():
    cohort, person = make_cohort(), make_person()
    actions.enrol(make_accepted(person), cohort, by=REGISTRAR)

    with pytest.raises(EnrolledAlready):
        actions.enrol(make_accepted(person), cohort, by=REGISTRAR)

    assert len(cohort.enrolments) == 1


def test_enrol_by_an_instructor_is_refused():
    cohort = make_cohort()

    with pytest.raises(WrongCapacity):
        actions.enrol(make_accepted(), cohort, by=TEACHING)

    assert cohort.enrolments == []


def test_agree_makes_active_with_a_signature_on_the_record():
    enrolment = make_enrolment()

    assert enrolment.status is EnrolmentStatus.ACTIVE
    assert enrolment.agreement.statement_id == "confidentiality"


def test_assess_again_with_another_word_lets_the_latest_stand():
    enrolment = make_enrolment()
    actions.assess(enrolment, "ethics", is_passed=False, by=by(Role.INSTRUCTOR, ref="P-TEACH22"))

    actions.assess(enrolment, "ethics", is_passed=True, by=TEACHING)

    assert actions.standing(enrolment) == {"ethics": True}
    assert len(enrolment.assessments) == 2


def test_nobody_assesses_themselves():
    enrolment = make_enrolment()
    with pytest.raises(NotOneself):
        actions.assess(enrolment, "ethics", is_passed=True, by=by(Role.INSTRUCTOR, ref=enrolment.person.ref))
    assert enrolment.assessments == []


def test_assess_with_the_same_word_changes_nothing():
    enrolment = make_enrolment()
    actions.assess(enrolment, "ethics", is_passed=True, by=TEACHING)
    length = enrolment.chain.length

    assert actions.assess(enrolment, "ethics", is_passed=True, by=TEACHING) is None

    assert enrolment.chain.length == length
    assert len(enrolment.assessments) == 1


def test_complete_with_hours_and_assessments_is_signed():
    enrolment = make_enrolment(EnrolmentStatus.COMPLETED)

    assert enrolment.status is EnrolmentStatus.COMPLETED
    assert enrolment.completed_on == DIRECTOR.at.date()
    assert enrolment.signature.statement_id == "course_completion"
    assert actions.eligible_for_coursework(enrolment, COURSE) == []


def test_complete_one_minute_short_is_refused_and_nothing_is_signed():
    enrolment = make_enrolment(minutes=5999, is_assessed=True)

    with pytest.raises(HoursMissing):
        complete_by(enrolment, make_person(Role.DIRECTOR))

    assert enrolment.status is EnrolmentStatus.ACTIVE
    assert enrolment.signature is None


def test_complete_without_the_assessments_is_refused_with_their_names():
    enrolment = make_enrolment(minutes=6000)

    with pytest.raises(AssessmentsMissing) as refusal:
        complete_by(enrolment, make_person(Role.DIRECTOR))

    assert str(refusal.value) == (
        "Not yet assessed as passed: Consent and limits, Presence and pace, Leading sensate focus, "
        "Working with feelings, Consulting in the triad, Ethics in hard cases."
    )


def test_eligible_for_coursework_names_each_thing_that_is_missing():
    enrolment = make_enrolment(minutes=240)
    pass_everything(enrolment)
    actions.assess(enrolment, "ethics", is_passed=False, by=TEACHING)

    assert actions.eligible_for_coursework(enrolment, COURSE) == [
        "The enrolment is “Active”, not completed.",
        "4 h of 100 h verified.",
        "0 min of 40 h didactic.",
        "4 h of 45 h experiential.",
        "Not yet assessed as passed: Ethics in hard cases.",
    ]


def test_recommend_before_completion_is_refused():
    enrolment = make_enrolment()

    with pytest.raises(NotCompleted):
        actions.recommend(enrolment, Recommendation.RECOMMENDED, by=DIRECTOR)

    assert enrolment.recommendation is None


def test_not_recommended_is_told_in_person_without_a_letter():
    enrolment = make_enrolment(EnrolmentStatus.COMPLETED)
    actions.recommend(enrolment, Recommendation.NOT_RECOMMENDED, by=DIRECTOR)

    letter = actions.tell(enrolment, program(), by=DIRECTOR, link="https://example.org/course", advice="")

    assert letter is None


def test_not_yet_recommended_letter_says_what_is_missing():
    enrolment = make_enrolment(EnrolmentStatus.COMPLETED)
    actions.recommend(enrolment, Recommendation.NOT_YET, by=DIRECTOR)

    letter = actions.tell(enrolment, program(), by=DIRECTOR, link="https://example.org", advice="Rest first.")

    assert letter.kind == "not_yet_recommended"
    assert "Rest first." in letter.text


def test_move_without_a_needed_reason_is_refused():
    enrolment = make_enrolment()

    with pytest.raises(ReasonMissing):
        actions.move(enrolment, EnrolmentMove.PAUSE, by=REGISTRAR, reason=None)

    assert enrolment.status is EnrolmentStatus.ACTIVE


def test_pause_and_resume_come_back_to_active():
    enrolment = make_enrolment()
    actions.move(enrolment, EnrolmentMove.PAUSE, by=REGISTRAR, reason=Words())

    actions.move(enrolment, EnrolmentMove.RESUME, by=REGISTRAR, reason=None)

    assert enrolment.status is EnrolmentStatus.ACTIVE


def test_reopen_takes_completion_and_recommendation_back():
    enrolment = make_enrolment(EnrolmentStatus.COMPLETED)
    actions.recommend(enrolment, Recommendation.RECOMMENDED, by=DIRECTOR)

    actions.reopen(enrolment, by=DIRECTOR, reason=Words(), is_certified=False)

    assert enrolment.status is EnrolmentStatus.ACTIVE
    assert (enrolment.completed_on, enrolment.signature, enrolment.recommendation) == (None, None, None)


def test_reopen_under_a_certificate_is_refused():
    enrolment = make_enrolment(EnrolmentStatus.COMPLETED)

    with pytest.raises(CertificateRestsOnIt):
        actions.reopen(enrolment, by=DIRECTOR, reason=Words(), is_certified=True)

    assert enrolment.status is EnrolmentStatus.COMPLETED


def test_hours_by_kind_are_those_of_the_sessions():
    enrolment = make_enrolment()
    attend(enrolment, 300)

    sums = actions.hours(enrolment, COURSE)

    assert (sums.verified, sums.experiential, sums.didactic, sums.missing) == (300, 240, 60, 5700)
