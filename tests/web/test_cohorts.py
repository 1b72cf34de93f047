"""Cohorts in the browser: the office opens and enrols, instructors take attendance, the director signs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import PASSPHRASE
from tests.factories import by, make_person
from tests.factories_course import make_accepted, make_cohort, make_enrolment, take
from training.domain.application import ApplicationStatus
from training.domain.course import EnrolmentStatus, Presence
from training.domain.roles import Role
from training.models import Attendance, Cohort, CourseSession, Enrolment, Event, Letter, Signature
from training.queries.program import current
from training.web.frame import held_together

LAST_MONTH = datetime.now(UTC).date() - timedelta(days=40)


@pytest.fixture
def teacher(saved):
    return saved(make_person(Role.INSTRUCTOR, name="Ada Teacher"))


@pytest.fixture
def cohort(saved, session, teacher, monkeypatch):
    """A cohort that met last month, kept; attendance in the factories is taken today."""
    monkeypatch.setattr(
        "tests.factories_course.TEACHING", by(Role.INSTRUCTOR, "P-TEACH22", datetime.now(UTC))
    )
    version = session.scalars(current()).one()
    dates = {"starts_on": LAST_MONTH, "ends_on": LAST_MONTH + timedelta(days=13)}
    return saved(make_cohort(teacher, version=version, **dates))


@pytest.fixture
def trainee(saved, cohort):
    return make_enrolment(cohort=cohort, saved=saved)


def sheet(*enrolments, seen=0, presence="present", minutes="", **more):
    data = {"seen": str(seen), **more}
    for number, one in enumerate(enrolments):
        data[f"marks-{number}-enrolment"] = one.ref
        data[f"marks-{number}-presence"] = presence
        data[f"marks-{number}-minutes"] = minutes
    return data


def attendance_of(session):
    """What stands, as plain values; the test's own transaction ends again, so that it keeps no lock."""
    columns = ("presence", "minutes", "verified_at", "verified_by", "version")
    rows = session.execute(
        select(*(getattr(Attendance, name) for name in columns)).order_by(Attendance.id)
    ).all()
    session.commit()
    return rows


def standing_of(session, enrolment):
    status = session.scalar(select(Enrolment.status).where(Enrolment.id == enrolment.id))
    session.commit()
    return status


def url_of(cohort, number=0):
    return f"/cohorts/{cohort.ref}/sessions/{cohort.sessions[number].ref}"


# ------------------------------------------------------------------ cohorts


def test_index_shows_an_instructor_their_own_first(sign_in, saved, session, teacher, cohort):
    version = session.scalars(current()).one()
    saved(
        make_cohort(
            version=version, title="A later one", starts_on=date(2027, 1, 1), ends_on=date(2027, 1, 20)
        )
    )

    page = sign_in(teacher).get("/cohorts").text

    assert page.index("September group") < page.index("A later one")
    assert "you teach" in page


def test_index_is_not_for_trainees(sign_in):
    assert sign_in(make_person(Role.TRAINEE)).get("/cohorts").status_code == 403


def test_new_cohort_gets_the_sessions_of_the_program(sign_in, session, teacher):
    registrar = sign_in(make_person(Role.REGISTRAR))

    answer = registrar.post("/cohorts/new", data=outline(instructors=[teacher.ref]))

    cohort = session.scalars(select(Cohort)).one()
    assert answer.location == f"/cohorts/{cohort.ref}"
    assert session.scalar(select(func.sum(CourseSession.planned_minutes))) == 6240
    assert cohort.chain.kind == "cohort"


def outline(**changed):
    return {
        "title": "Spring group",
        "place": "Lisbon",
        "zone": "Europe/Lisbon",
        "starts_on": "2027-03-01",
        "ends_on": "2027-03-14",
        "capacity": "12",
        "instructors": [],
        **changed,
    }


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"ends_on": "2027-02-28"}, "The last day comes before the first."),
        ({"capacity": "0"}, "Write a number from 1 to 200."),
        ({"title": ""}, "Give the cohort a name."),
        ({"instructors": []}, "Choose at least one instructor."),
    ],
)
def test_new_cohort_with_a_wrong_field_is_shown_again(sign_in, session, teacher, changed, word):
    registrar = sign_in(make_person(Role.REGISTRAR))

    answer = registrar.post("/cohorts/new", data=outline(**{"instructors": [teacher.ref], **changed}))

    assert answer.status_code == 422
    assert word in answer.text
    assert session.scalars(select(Cohort)).all() == []


def test_new_cohort_of_too_few_days_is_refused_with_what_was_typed(sign_in, session, teacher):
    registrar = sign_in(make_person(Role.REGISTRAR))

    answer = registrar.post("/cohorts/new", data=outline(ends_on="2027-03-03", instructors=[teacher.ref]))

    assert answer.status_code == 409
    assert "3 days are too few" in answer.text
    assert "Spring group" in answer.text
    assert session.scalars(select(Cohort)).all() == []


def test_new_cohort_is_not_for_instructors(sign_in, teacher):
    assert sign_in(teacher).get("/cohorts/new").status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_cohort_page_asks_the_database_the_same_number_of_times(
    sign_in, saved, cohort, teacher, queries, people
):
    for _ in range(people):
        saved(take_some(make_enrolment(cohort=cohort, saved=saved)))
    client = sign_in(teacher)

    with queries() as log:
        answer = client.get(f"/cohorts/{cohort.ref}")

    assert answer.status_code == 200
    assert (
        len([one for one in log if one.startswith("SELECT")]) == 8
    )  # sign-in, me, my roles, cohort, sessions, teaching, enrolments, marks


def take_some(enrolment):
    for session in enrolment.cohort.sessions[:3]:
        take(session, enrolment)
    return enrolment


def test_cohort_page_sums_the_verified_minutes(sign_in, saved, teacher, trainee):
    saved(take_some(trainee))

    page = sign_in(teacher).get(f"/cohorts/{trainee.cohort.ref}").text

    assert held_together("6 h 20 of 100 h") in page
    assert "48 sessions are not verified yet." in page


# ------------------------------------------------------------------ enrol


def test_enrol_gives_a_place_and_says_what_comes_first(sign_in, saved, session, cohort):
    application = saved(make_accepted(version=cohort.program))
    registrar = sign_in(make_person(Role.REGISTRAR))

    answer = registrar.post(f"/cohorts/{cohort.ref}/enrol", data={"application": application.ref})
    page = registrar.get(answer.location).text

    session.expire_all()
    assert answer.status_code == 302
    assert session.scalars(select(Enrolment.status)).all() == [EnrolmentStatus.REGISTERED]
    assert application.status is ApplicationStatus.ENROLLED
    assert "Not signed the confidentiality agreement yet" in page


def test_enrol_twice_makes_one_enrolment(sign_in, saved, session, cohort):
    application = saved(make_accepted(version=cohort.program))
    registrar = sign_in(make_person(Role.REGISTRAR))
    registrar.post(f"/cohorts/{cohort.ref}/enrol", data={"application": application.ref})

    again = registrar.post(f"/cohorts/{cohort.ref}/enrol", data={"application": application.ref})

    assert again.status_code == 422
    assert session.scalar(select(func.count(Enrolment.id))) == 1


def test_enrol_into_a_full_cohort_is_refused(sign_in, saved, session, cohort):
    cohort.capacity = 1
    saved(cohort)
    make_enrolment(EnrolmentStatus.REGISTERED, cohort=cohort, saved=saved)
    application = saved(make_accepted(version=cohort.program))
    registrar = sign_in(make_person(Role.REGISTRAR))

    answer = registrar.post(f"/cohorts/{cohort.ref}/enrol", data={"application": application.ref})

    session.expire_all()
    assert answer.status_code == 409
    assert "The cohort has one place, and it is taken." in answer.text
    assert application.status is ApplicationStatus.ACCEPTED


def test_enrol_is_not_for_instructors(sign_in, teacher, cohort):
    assert sign_in(teacher).get(f"/cohorts/{cohort.ref}/enrol").status_code == 403


# ------------------------------------------------------------------ attendance


def test_attendance_saved_and_verified_stands_on_the_trainees_record(sign_in, session, teacher, trainee):
    client = sign_in(teacher)

    answer = client.post(url_of(trainee.cohort), data=sheet(trainee, verify="yes"))

    (row,) = attendance_of(session)
    event = session.scalars(select(Event).where(Event.kind == "attendance.verify")).one()
    assert answer.status_code == 302
    assert (row.presence, row.minutes, row.verified_by) == (Presence.PRESENT, 120, teacher.ref)
    assert event.chain_id == trainee.person.chain_id
    assert event.facts["minutes"] == 120


def test_attendance_saved_twice_is_harmless(sign_in, session, teacher, trainee):
    client = sign_in(teacher)
    client.post(url_of(trainee.cohort), data=sheet(trainee))

    again = client.post(url_of(trainee.cohort), data=sheet(trainee))

    assert again.status_code == 302
    assert [one.version for one in attendance_of(session)] == [1]


def test_attendance_from_a_stale_form_is_refused_and_what_was_chosen_is_kept(
    sign_in, session, teacher, trainee
):
    client = sign_in(teacher)
    client.post(url_of(trainee.cohort), data=sheet(trainee))

    answer = client.post(url_of(trainee.cohort), data=sheet(trainee, presence="partial", minutes="45"))

    assert answer.status_code == 409
    assert "Somebody else saved this attendance a moment ago." in answer.text
    assert 'value="45"' in answer.text
    assert [one.minutes for one in attendance_of(session)] == [120]


def test_attendance_in_part_without_minutes_is_asked_again(sign_in, session, teacher, trainee):
    answer = sign_in(teacher).post(url_of(trainee.cohort), data=sheet(trainee, presence="partial"))

    assert answer.status_code == 422
    assert "How many minutes?" in answer.text
    assert attendance_of(session) == []


def test_attendance_beyond_the_plan_is_refused(sign_in, session, teacher, trainee):
    answer = sign_in(teacher).post(
        url_of(trainee.cohort), data=sheet(trainee, presence="partial", minutes="121")
    )

    assert answer.status_code == 409
    assert "nobody can be there for longer" in answer.text
    assert attendance_of(session) == []


def test_verified_attendance_is_corrected_with_a_reason_sealed_on_the_record(
    sign_in, session, teacher, trainee
):
    client = sign_in(teacher)
    client.post(url_of(trainee.cohort), data=sheet(trainee, verify="yes"))
    version = attendance_of(session)[0].version
    less = {"seen": version, "presence": "partial", "minutes": "60"}

    refused = client.post(url_of(trainee.cohort), data=sheet(trainee, **less))
    kept = client.post(
        url_of(trainee.cohort), data=sheet(trainee, **less, reason="Read from the wrong line.")
    )

    (row,) = attendance_of(session)
    event = session.scalars(select(Event).where(Event.kind == "attendance.correct")).one()
    assert (refused.status_code, kept.status_code) == (409, 302)
    assert (row.minutes, row.verified_at) == (60, None)
    assert "wrong line" not in str(event.facts)
    assert event.words is not None


def test_attendance_of_a_day_to_come_cannot_be_filled_in(sign_in, saved, session, teacher):
    version = session.scalars(current()).one()
    ahead = datetime.now(UTC).date() + timedelta(days=30)
    dates = {"starts_on": ahead, "ends_on": ahead + timedelta(days=13)}
    enrolment = make_enrolment(cohort=saved(make_cohort(teacher, version=version, **dates)), saved=saved)
    client, address = sign_in(teacher), url_of(enrolment.cohort)

    page, answer = client.get(address), client.post(address, data=sheet(enrolment))

    assert f"Attendance can be taken from {ahead:%A, %-d %B %Y} on." in page.text
    assert "Save and verify" not in page.text
    assert answer.status_code == 409
    assert attendance_of(session) == []


def test_attendance_of_somebody_who_has_not_signed_is_not_asked_for(sign_in, saved, session, cohort, teacher):
    enrolment = make_enrolment(EnrolmentStatus.REGISTERED, cohort=cohort, saved=saved)
    client = sign_in(teacher)

    page = client.get(url_of(cohort)).text
    answer = client.post(url_of(cohort), data=sheet(enrolment))

    assert "attendance begins when the confidentiality agreement is signed" in page
    assert answer.status_code == 409
    assert attendance_of(session) == []


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.REGISTRAR, Role.DIRECTOR, Role.TRAINEE])
def test_attendance_is_only_for_those_who_teach_the_cohort(sign_in, session, trainee, role):
    client = sign_in(make_person(role))

    assert client.get(url_of(trainee.cohort)).status_code == 403
    assert client.post(url_of(trainee.cohort), data=sheet(trainee)).status_code == 403
    assert attendance_of(session) == []


def test_session_edit_from_a_stale_form_is_refused(sign_in, session, cohort):
    registrar = sign_in(make_person(Role.REGISTRAR))
    change = {"version": "1", "on": LAST_MONTH.isoformat(), "title": "Arriving", "minutes": "100"}
    first = registrar.post(f"{url_of(cohort)}/edit", data=change)

    second = registrar.post(f"{url_of(cohort)}/edit", data={**change, "minutes": "90"})

    minutes = select(CourseSession.planned_minutes).where(CourseSession.ref == cohort.sessions[0].ref)
    assert (first.status_code, second.status_code) == (302, 409)
    assert session.scalar(minutes) == 100


# ------------------------------------------------------------------ one enrolment


def page_of(enrolment, rest=""):
    return f"/cohorts/{enrolment.cohort.ref}/enrolments/{enrolment.ref}{rest}"


def test_assess_by_an_instructor_of_the_cohort(sign_in, teacher, trainee):
    client = sign_in(teacher)

    answer = client.post(page_of(trainee, "/assess"), data={"competency": "ethics", "verdict": "passed"})

    assert answer.status_code == 302
    assert "passed" in client.get(answer.location).text


def test_assess_of_something_unknown_is_refused(sign_in, teacher, trainee):
    answer = sign_in(teacher).post(
        page_of(trainee, "/assess"), data={"competency": "charm", "verdict": "passed"}
    )

    assert answer.status_code == 400


def test_assess_is_not_for_other_instructors(sign_in, trainee):
    answer = sign_in(make_person(Role.INSTRUCTOR)).post(
        page_of(trainee, "/assess"), data={"competency": "ethics", "verdict": "passed"}
    )

    assert answer.status_code == 403


def test_complete_is_signed_with_the_passphrase_and_recommends_afterwards(sign_in, saved, session, cohort):
    enrolment = make_enrolment(minutes=6000, is_assessed=True, cohort=cohort, saved=saved)
    director = sign_in(make_person(Role.DIRECTOR))

    wrong = director.post(page_of(enrolment, "/complete"), data={"passphrase": "not this one"})
    right = director.post(page_of(enrolment, "/complete"), data={"passphrase": PASSPHRASE})
    word = director.post(
        page_of(enrolment, "/recommend"), data={"word": "recommended", "advice": "", "passphrase": PASSPHRASE}
    )

    session.expire_all()
    stored = session.get(Enrolment, enrolment.id)
    signed = session.scalars(select(Signature.statement_id).order_by(Signature.id)).all()
    assert (wrong.status_code, right.status_code, word.status_code) == (422, 302, 302)
    assert (stored.status, stored.recommendation) == (EnrolmentStatus.COMPLETED, "recommended")
    assert signed == ["confidentiality", "course_completion", "recommendation"]
    assert session.scalars(select(Letter.kind)).all() == ["recommended"]


def test_complete_without_enough_hours_is_refused(sign_in, session, trainee):
    director = sign_in(make_person(Role.DIRECTOR))

    answer = director.post(page_of(trainee, "/complete"), data={"passphrase": PASSPHRASE})

    session.expire_all()
    assert answer.status_code == 409
    assert session.get(Enrolment, trainee.id).status is EnrolmentStatus.ACTIVE


def test_recommend_not_yet_needs_words(sign_in, trainee):
    director = sign_in(make_person(Role.DIRECTOR))

    answer = director.post(
        page_of(trainee, "/recommend"), data={"word": "not_yet", "advice": "", "passphrase": PASSPHRASE}
    )

    assert answer.status_code == 422
    assert "Say what is missing and how to go on." in answer.text


@pytest.mark.parametrize("rest", ["/complete", "/recommend"])
@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.INSTRUCTOR, Role.TRAINEE])
def test_the_directors_pages_are_for_the_director(sign_in, trainee, role, rest):
    assert sign_in(make_person(role)).get(page_of(trainee, rest)).status_code == 403


def test_step_pauses_with_a_reason_and_comes_back(sign_in, session, trainee):
    registrar = sign_in(make_person(Role.REGISTRAR))

    silent = registrar.post(page_of(trainee, "/step/pause"), data={"reason": " "})
    paused = registrar.post(page_of(trainee, "/step/pause"), data={"reason": "A family matter."})
    between = standing_of(session, trainee)
    registrar.post(page_of(trainee, "/step/resume"), data={})

    assert (silent.status_code, paused.status_code) == (422, 302)
    assert between is EnrolmentStatus.PAUSED
    assert standing_of(session, trainee) is EnrolmentStatus.ACTIVE


def test_step_that_is_the_directors_is_refused_to_the_registrar(sign_in, trainee):
    registrar = sign_in(make_person(Role.REGISTRAR))

    assert registrar.get(page_of(trainee, "/step/close_incomplete")).status_code == 403
    assert registrar.get(page_of(trainee, "/step/start")).status_code == 404


def test_reopen_takes_the_completion_back(sign_in, saved, session, cohort):
    enrolment = make_enrolment(EnrolmentStatus.COMPLETED, cohort=cohort, saved=saved)
    director = sign_in(make_person(Role.DIRECTOR))

    director.post(page_of(enrolment, "/step/reopen"), data={"reason": "Two sessions were counted twice."})

    session.expire_all()
    stored = session.get(Enrolment, enrolment.id)
    assert (stored.status, stored.completed_on) == (EnrolmentStatus.ACTIVE, None)


@pytest.mark.parametrize("minutes", [120, 480])
def test_enrolment_page_asks_the_database_the_same_number_of_times(
    sign_in, saved, cohort, teacher, queries, minutes
):
    enrolment = make_enrolment(minutes=minutes, cohort=cohort, saved=saved)
    client = sign_in(teacher)

    with queries() as log:
        answer = client.get(page_of(enrolment))

    assert answer.status_code == 200
    assert (
        len([one for one in log if one.startswith("SELECT")]) == 7
    )  # sign-in, me, my roles, enrolment, teaching, attendances, assessments


# ------------------------------------------------------------------ a whole day


def day_url(cohort):
    return f"/cohorts/{cohort.ref}/days/{cohort.sessions[0].on.isoformat()}"


def day_of(*enrolments, seen=0, presence="present", late="", early="", **more):
    data = {"seen": str(seen), **more}
    for number, one in enumerate(enrolments):
        data[f"marks-{number}-enrolment"] = one.ref
        data[f"marks-{number}-presence"] = presence
        data[f"marks-{number}-late"], data[f"marks-{number}-early"] = late, early
    return data


def minutes_of(session):
    return [(one.presence, one.minutes) for one in attendance_of(session)]


def test_a_day_is_taken_with_one_button(sign_in, session, teacher, trainee):
    planned = [one.planned_minutes for one in trainee.cohort.sessions if one.on == LAST_MONTH]

    answer = sign_in(teacher).post(day_url(trainee.cohort), data=day_of(trainee, verify="yes"))

    rows = attendance_of(session)
    assert answer.status_code == 302
    assert [(one.presence, one.minutes) for one in rows] == [(Presence.PRESENT, one) for one in planned]
    assert {one.verified_by for one in rows} == {teacher.ref}
    assert len(planned) > 1


def test_a_day_opens_with_everybody_there(sign_in, teacher, trainee):
    page = sign_in(teacher).get(day_url(trainee.cohort)).text

    assert page.count("<legend>") == 1
    assert '<input checked id="marks-0-presence-0" name="marks-0-presence"' in page
    assert "As recorded, session by session" not in page


def test_late_and_early_are_taken_off_the_first_and_the_last_session(sign_in, session, teacher, trainee):
    client, address = sign_in(teacher), day_url(trainee.cohort)

    client.post(address, data=day_of(trainee, presence="partial", late="25", early="10"))
    page = client.get(address).text

    marks, planned = minutes_of(session), [one.planned_minutes for one in trainee.cohort.sessions]
    assert marks[0] == (Presence.PARTIAL, planned[0] - 25)
    assert marks[-1] == (Presence.PARTIAL, planned[len(marks) - 1] - 10)
    assert {one for one, _ in marks[1:-1]} == {Presence.PRESENT}
    assert 'value="25"' in page
    assert "not verified yet." in page


def test_a_day_said_session_by_session_is_kept_as_it_is(sign_in, session, teacher, trainee):
    client, cohort = sign_in(teacher), trainee.cohort
    client.post(url_of(cohort, 1), data=sheet(trainee, presence="absent"))
    before = minutes_of(session)
    version = sum(one.version for one in attendance_of(session))
    page = client.get(day_url(cohort)).text

    answer = client.post(day_url(cohort), data=day_of(trainee, presence="recorded", seen=version))

    after = minutes_of(session)
    assert before == [(Presence.ABSENT, 0)]
    assert "As recorded, session by session" in page
    assert answer.status_code == 302
    assert sorted(one.value for one, _ in after) == ["absent", "present", "present"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"presence": "partial"}, "How many minutes late, or early?"),
        ({"presence": "partial", "late": "-5"}, "Write the minutes, from 0 to 900."),
        ({"presence": "partial", "late": "ten"}, "Write it as a whole number, for example 15."),
        ({"presence": ""}, "Choose one."),
    ],
)
def test_a_day_filled_in_wrongly_is_asked_again(sign_in, session, teacher, trainee, fields, words):
    answer = sign_in(teacher).post(day_url(trainee.cohort), data=day_of(trainee, **fields))

    assert answer.status_code == 422
    assert f"{trainee.person.name}: {words}</a>" in answer.text
    assert attendance_of(session) == []


def test_a_day_of_which_nothing_is_left_is_refused_with_what_was_typed(sign_in, session, teacher, trainee):
    answer = sign_in(teacher).post(
        day_url(trainee.cohort), data=day_of(trainee, presence="partial", late="900")
    )

    assert answer.status_code == 409
    assert "is marked absent or excused" in answer.text
    assert 'value="900"' in answer.text
    assert attendance_of(session) == []


def test_a_day_from_a_stale_form_is_refused_and_nothing_changed(sign_in, session, teacher, trainee):
    client, address = sign_in(teacher), day_url(trainee.cohort)
    client.post(address, data=day_of(trainee))
    before = minutes_of(session)

    answer = client.post(address, data=day_of(trainee, presence="absent"))

    assert answer.status_code == 409
    assert "Somebody else saved this attendance a moment ago." in answer.text
    assert minutes_of(session) == before


def test_a_verified_day_is_corrected_with_a_reason(sign_in, session, teacher, trainee):
    client, address = sign_in(teacher), day_url(trainee.cohort)
    client.post(address, data=day_of(trainee, verify="yes"))
    before = minutes_of(session)
    seen = sum(one.version for one in attendance_of(session))
    late = day_of(trainee, presence="partial", late="30", seen=seen)

    silent = client.post(address, data=late)
    unchanged = minutes_of(session)
    told = client.post(address, data=late | {"reason": "Came after the first break."})

    assert (silent.status_code, told.status_code) == (409, 302)
    assert unchanged == before
    assert minutes_of(session)[0] == (Presence.PARTIAL, before[0][1] - 30)


def test_a_day_that_is_not_of_the_course_is_not_found(sign_in, teacher, cohort):
    client = sign_in(teacher)

    found = [client.get(f"/cohorts/{cohort.ref}/days/{day}").status_code for day in ("1999-01-01", "today")]

    assert found == [404, 404]


def test_a_day_to_come_cannot_be_taken(sign_in, saved, session, teacher):
    version = session.scalars(current()).one()
    ahead = datetime.now(UTC).date() + timedelta(days=30)
    dates = {"starts_on": ahead, "ends_on": ahead + timedelta(days=13)}
    enrolment = make_enrolment(cohort=saved(make_cohort(teacher, version=version, **dates)), saved=saved)
    client, address = sign_in(teacher), day_url(enrolment.cohort)

    page, answer = client.get(address), client.post(address, data=day_of(enrolment))

    assert "The day is still to come." in page.text
    assert "Save and verify" not in page.text
    assert answer.status_code == 409
    assert attendance_of(session) == []


def test_who_left_the_course_keeps_what_is_recorded_of_them(sign_in, session, teacher, trainee):
    client, address = sign_in(teacher), day_url(trainee.cohort)
    client.post(url_of(trainee.cohort), data=sheet(trainee))
    registrar = sign_in(make_person(Role.REGISTRAR))
    registrar.post(page_of(trainee, "/step/pause"), data={"reason": "A family matter."})
    seen = attendance_of(session)[0].version

    answer = client.post(address, data=day_of(trainee, seen=seen))

    assert answer.status_code == 302
    assert minutes_of(session) == [(Presence.PRESENT, 120)]


@pytest.mark.parametrize("people", [1, 3])
def test_a_day_asks_the_database_the_same_number_of_times(sign_in, saved, cohort, teacher, queries, people):
    for _ in range(people):
        saved(take_some(make_enrolment(cohort=cohort, saved=saved)))
    client = sign_in(teacher)

    with queries() as log:
        answer = client.get(day_url(cohort))

    assert answer.text.count("<legend>") == people
    assert (
        len([one for one in log if one.startswith("SELECT")]) == 8
    )  # sign-in, me, my roles, cohort, teaching, enrolments, sessions, attendances


def test_the_list_of_cohorts_leads_to_the_last_day_that_waits(sign_in, teacher, trainee):
    page = sign_in(teacher).get("/cohorts").text

    last = max(one.on for one in trainee.cohort.sessions)
    assert f'<a class="btn btn-primary" href="/cohorts/{trainee.cohort.ref}/days/{last}">' in page
    assert "Take attendance of September group" in page


def test_the_list_of_cohorts_names_no_day_to_another_instructor(sign_in, trainee):
    page = sign_in(make_person(Role.INSTRUCTOR)).get("/cohorts").text

    assert trainee.cohort.title in page
    assert "Take attendance" not in page


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.REGISTRAR, Role.DIRECTOR, Role.TRAINEE])
def test_a_day_is_for_the_instructors_of_the_cohort(sign_in, session, trainee, role):
    client, address = sign_in(make_person(role)), day_url(trainee.cohort)

    answers = [client.get(address), client.post(address, data=day_of(trainee))]

    assert [one.status_code for one in answers] == [403, 403]
    assert attendance_of(session) == []
