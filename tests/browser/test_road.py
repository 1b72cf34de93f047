"""The whole road through the real pages, with each pair of hands: from registration to a certificate."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from tests.browser.small_program import small_program
from tests.factories_application import letter_texts, whole_texts
from training.domain.answers import written_parts
from training.domain.program import read

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.timeout(900)]

PROGRAM = read(small_program())
TODAY = datetime.now(UTC).date()
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def cast(invite, visit):
    """Everyone who works here, invited from the command line; the mentor has a phone, Ines nothing yet."""
    roles = {
        "chair": ("Carla Winter", "chair"),
        "ruth": ("Ruth Lindner", "reviewer"),
        "omar": ("Omar Haddad", "reviewer"),
        "director": ("Helena Brandt", "director"),
        "registrar": ("Samuel Okafor", "registrar"),
        "teacher": ("Tom Alvarez", "instructor"),
        "therapist": ("Anna Feld", "therapist"),
        "mentor": ("Marta Lindqvist", "mentor"),
    }
    people = {key: invite(*who, **(PHONE if key == "mentor" else {})) for key, who in roles.items()}
    return SimpleNamespace(**people, ines=visit("Ines Moreau"), stranger=visit("A Stranger"))


def test_a_stranger_becomes_an_intern_whose_certificate_verifies(cast, product, visit, tmp_path):
    cast.ines.registers(product)
    ines_writes_her_application(cast)
    two_referees_write(cast, product, visit)
    ines_sends_it(cast)
    the_committee_decides(cast)
    ines_takes_the_course(cast)
    the_course_is_completed(cast)
    coursework = a_certificate_is_issued(cast, "Certificate of Coursework")
    the_internship_begins(cast, product)
    a_case_is_opened(cast)
    hours_are_logged_and_signed(cast)
    a_month_passes(product)
    everyone_evaluates(cast)
    the_case_is_closed(cast)
    everyone_agrees(cast)
    number = a_certificate_is_issued(cast, "Certificate of Internship")
    assert number != coursework
    anyone_can_verify_it(cast, product, number, tmp_path)


# ------------------------------------------------------------------ the application


def ines_writes_her_application(cast):
    ines = cast.ines
    ines.opens("Application")
    ines.presses("Begin")
    ines.reads("Your application has begun")
    ines.follows("onsent")
    ines.ticks("I agree")
    ines.presses("Give consent")
    ines.reads("The personal questions are open now.")

    parts = written_parts(PROGRAM.application)
    for part in parts:
        ines.opens("Application")
        ines.follows(part.title)
        ines.answers(part.questions, whole_texts())
        ines.presses("Save and stop for today")
        ines.reads(f"“{part.title}” is saved.")
        if part is parts[1]:
            ines.signs_out()
            ines.signs_in()
            ines.reads("Your application is begun and not yet sent")


def two_referees_write(cast, product, visit):
    for name in ("Lena Vogt", "Saul Berger"):
        referee = visit(name)
        cast.ines.opens("Application")
        cast.ines.follows("Letters of recommendation")
        cast.ines.writes("Their name", name)
        cast.ines.writes("Their profession", "psychotherapist, my supervisor")
        cast.ines.writes("Their e-mail address", referee.email)
        cast.ines.presses("Send them the letter")
        cast.ines.reads(name)

        referee.goes(product.mailed_link(referee.email, ""))
        referee.reads("A letter for Ines Moreau")
        for _page in (1, 2):
            on_page = [
                one
                for one in PROGRAM.references.questions
                if referee.page.locator(f"[name=answer_{one.id}]").count()
            ]
            referee.answers(on_page, letter_texts())
            referee.presses("Save and go on")
        referee.presses("Send")
        referee.reads("Your letter has arrived.")


def ines_sends_it(cast):
    cast.ines.opens("Application")
    cast.ines.follows("Check and send")
    cast.ines.reads("Everything is there.")
    cast.ines.presses("Send")
    cast.ines.reads("Your application is sent.", "The chair now chooses who reads it.")


def the_committee_decides(cast):
    chair = cast.chair
    chair.opens("My page")
    chair.reads("An application has no reviewers yet")
    chair.follows("Assign")
    chair.follows("Ines Moreau")
    chair.ticks("Ruth Lindner")
    chair.ticks("Omar Haddad")
    chair.ticks("Carla Winter")  # who decides has said whether she knows the person
    chair.presses("Ask them to read")
    chair.presses("Begin the review")
    for reader in (cast.ruth, cast.omar):
        reads_and_scores(reader)
    is_free_to_read(chair)

    chair.opens("Committee")
    chair.follows("Ready to decide")
    chair.follows("Ines Moreau")
    chair.follows("Scores and decision")
    chair.reads("Everything is in. You can decide.")
    chair.ticks("Offer a place")
    chair.presses("Decide")
    chair.opens("Committee")
    chair.follows("Release decisions")
    chair.ticks("Ines Moreau")
    chair.presses("Release and send the letters", sure=True)
    chair.reads("No decision waits.")


def is_free_to_read(reader):
    reader.opens("My page")
    reader.reads("A file waits for your word on conflicts of interest")
    reader.follows("Answer")
    reader.follows("Ines Moreau")
    reader.ticks("No, none of this")
    reader.presses("Answer")
    reader.reads("Read first", "Personal Evolution Essay")


def reads_and_scores(reader):
    is_free_to_read(reader)
    reader.follows("Write your review")
    for quality in PROGRAM.committee.qualities:
        main = reader.page.locator("main")
        reader.hands.check(main.locator(f"[name=level_{quality.id}][value='3']"))
        reader.hands.write(main.locator(f"[name=sentence_{quality.id}]"), "Says so with an example.")
    reader.presses("Submit the review", sure=True)
    reader.reads("Your review is submitted.")


# ------------------------------------------------------------------ the course


def ines_takes_the_course(cast):
    ines, registrar = cast.ines, cast.registrar
    ines.opens("My page")
    ines.reads("A place is offered to you")
    ines.follows("Answer")
    ines.presses("Accept the place")
    ines.reads("You have accepted it.")

    registrar.opens("My page")
    registrar.reads("Somebody accepted a place and has no cohort")
    registrar.follows("Enrol")
    registrar.follows("Open a cohort")
    registrar.writes("Title", "Small group")
    registrar.writes("First day", (TODAY - timedelta(days=20)).isoformat())
    registrar.writes("Last day", (TODAY - timedelta(days=6)).isoformat())
    registrar.writes("Place", "Los Angeles")
    registrar.writes("Places", "8")
    registrar.ticks("Tom Alvarez")
    registrar.presses("Open the cohort")
    registrar.reads("0 of 8 places are taken.")
    cast.cohort = registrar.ref(r"/cohorts/([^/?]+)")
    registrar.follows("Enrol somebody")
    registrar.ticks("Ines Moreau")
    registrar.presses("Enrol")
    registrar.reads("1 of 8 places are taken.")

    ines.opens("My page")
    ines.reads("The confidentiality agreement waits for your signature")
    ines.follows("Read and sign")
    ines.signs("Sign")
    ines.reads("You have 0 min of 100 h verified")


def the_course_is_completed(cast):
    teacher, director = cast.teacher, cast.director
    teacher.opens("Cohorts")
    teacher.follows("Small group")
    for day in days_of(teacher.page):
        teacher.follows(day)
        teacher.presses("Save and verify")
        teacher.opens("Cohorts")
        teacher.follows("Small group")
    teacher.reads("104 h of 100 h are verified.")
    teacher.follows("Ines Moreau")
    for competency in PROGRAM.course.assessments:
        row = teacher.page.get_by_role("row").filter(has_text=competency.looks_for)
        teacher.presses("Passed", among=row)
    teacher.reads("passed")

    director.opens("Cohorts")
    director.follows("Small group")
    director.follows("Ines Moreau")
    director.follows("Complete the course")
    director.signs("Sign and complete")
    director.follows("Recommend for the internship")
    director.ticks("Recommended for the internship")
    director.signs("Record it")
    director.reads("Recommended")
    cast.ines.opens("Course")
    cast.ines.reads("You completed the course on")


def days_of(page):
    """The names of all days of the cohort, in their order."""
    return page.locator(".parts a[href*='/days/']").all_inner_texts()


# ------------------------------------------------------------------ certificates


def a_certificate_is_issued(cast, title):
    """The registrar proposes, the director approves and issues: the number."""
    registrar, second = cast.registrar, cast.director
    registrar.opens("Certificates")
    registrar.follows("To propose")
    registrar.follows("See what is met")
    section = registrar.page.locator("section").filter(has=registrar.page.get_by_role("heading", name=title))
    registrar.presses("Propose", among=section)
    registrar.reads("A second person has to approve it")
    number = registrar.ref(r"/certificates/([0-9A-Z-]+)")

    second.opens("My page")
    second.reads("A certificate waits for a second person")
    second.follows("Approve")
    second.follows("Look and approve")
    second.signs("Approve")
    second.signs("Issue")
    second.reads("valid", "PDF, sealed")
    return number


def anyone_can_verify_it(cast, product, number, tmp_path):
    stranger = cast.stranger
    stranger.goes("/")
    stranger.writes("Number", number)
    stranger.presses("Check it")
    stranger.reads("Ines Moreau", "valid", "It records a completed supervised internship.")

    ines = cast.ines
    ines.opens("Certificates")
    paper = tmp_path / "certificate.pdf"
    section = ines.page.locator("section").filter(has_text=number)
    ines.downloads("Certificate", to=paper, among=section)
    assert product.exit_code("certificate", "verify", paper) == 0

    changed = bytearray(paper.read_bytes())
    changed[len(changed) // 2] ^= 1
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(changed)
    assert product.exit_code("certificate", "verify", forged) == 1
    said, code = product.flask("record", "verify")
    assert code == 0, said


# ------------------------------------------------------------------ the internship


def the_internship_begins(cast, product):
    registrar, ines = cast.registrar, cast.ines
    finds(registrar, "Anna Feld")
    registrar.unfolds("Record a licence")
    registrar.writes("Kind of licence", "PSY")
    registrar.writes("Number", "20418")
    registrar.writes("Where it is valid", "California")
    registrar.writes("Valid from", (TODAY - timedelta(days=900)).isoformat())
    registrar.writes("Valid to", (TODAY + timedelta(days=900)).isoformat())
    registrar.presses("Record it as verified")
    registrar.reads("The licence is verified")

    finds(registrar, "Ines Moreau")
    registrar.follows("Internship")
    registrar.presses("Propose the internship")
    registrar.follows("Name supervisors")
    registrar.chooses("Therapist", "Anna Feld")
    registrar.chooses("Mentor", "Marta Lindqvist")
    registrar.presses("Ask them by mail")
    registrar.reads("Still to sign the agreement")

    ines.opens("My page")
    ines.reads("Your internship agreement waits for your signature")
    ines.follows("Read and sign")
    ines.signs("Sign the agreement")
    for supervisor in (cast.therapist, cast.mentor):
        supervisor.goes(product.mailed_link(supervisor.email, ""))
        supervisor.signs("Sign the agreement")
    finds_the_internship(registrar)
    registrar.signs("Sign the agreement")
    registrar.reads("Signed for the training staff.")
    ines.opens("Internship")
    ines.reads("Month 1 of your internship.")


def finds(registrar, name):
    registrar.opens("People")
    registrar.writes("Name", name)
    registrar.presses("Show")
    registrar.follows(name)


def finds_the_internship(registrar):
    finds(registrar, "Ines Moreau")
    registrar.follows("Internship")


def a_case_is_opened(cast):
    ines, therapist = cast.ines, cast.therapist
    ines.opens("Internship")
    ines.follows(re.compile("^Cases$"))
    ines.follows("Propose a case")
    ines.chooses("Supervising therapist", "Anna Feld")
    ines.chooses("Mentor", "Marta Lindqvist")
    ines.presses("Propose it")
    cast.code = ines.ref(r"/cases/([^/?]+)")

    finds_the_internship(cast.registrar)
    cast.registrar.follows("Cases and hours")
    cast.registrar.follows(cast.code)
    cast.registrar.presses("Approve it")

    therapist.opens("Supervision")
    therapist.follows(f"Case {cast.code}")
    therapist.signs("Sign the release")
    therapist.writes("Day of the triadic meeting", TODAY.isoformat())
    therapist.presses("Write it down")
    therapist.presses("Open the case")
    therapist.reads("Sessions may begin.")


def hours_are_logged_and_signed(cast):
    ines = cast.ines
    for activity, length in (
        ("Client session", "1 h 30"),
        ("Review with mentor", "1 h"),
        ("Consultation with therapist", "30 min"),
    ):
        ines.opens("Internship")
        ines.follows("Log a session")
        ines.ticks(activity)
        ines.ticks(cast.code)
        ines.ticks(length)
        ines.ticks("Nothing here could tell who the client is")
        ines.presses("Write it down")
    ines.opens("Internship")
    ines.follows("This month")
    ines.presses("Send 3 entries")

    for supervisor in (cast.therapist, cast.mentor):
        supervisor.opens("My page")
        supervisor.reads("A month waits for your signature")
        supervisor.follows("Look over")
        supervisor.follows(f"{TODAY:%B} with Ines Moreau")
        supervisor.signs("Sign two entries")
    ines.opens("Internship")
    ines.follows("Your log")
    ines.reads("signed")


def a_month_passes(product):
    """The one thing a browser cannot do: the days of the beginning move back, no act is changed."""
    from sqlalchemy import text

    from training.extensions import db

    began = (TODAY - timedelta(days=33)).isoformat()
    with product.app.app_context():
        db.session.execute(text("UPDATE internship SET started_on = :day"), {"day": began})
        db.session.execute(text("UPDATE supervision SET from_on = :day"), {"day": began})
        db.session.commit()
        db.session.remove()


def everyone_evaluates(cast):
    forms = {one.by.value: one for one in PROGRAM.internship.evaluations.forms}
    cast.ines.opens("Internship")
    cast.ines.follows("Write it")
    writes_an_evaluation(cast.ines, forms["intern"])
    for role in ("therapist", "mentor"):
        supervisor = getattr(cast, role)
        supervisor.opens("Supervision")
        supervisor.follows("Evaluation of Ines Moreau")
        writes_an_evaluation(supervisor, forms[role])


def writes_an_evaluation(person, form):
    def answer(question):
        if question.kind.value in ("choice", "yesno"):
            return question.choices[0].id if question.choices else "no"
        return "As we hoped, with small steps."

    person.answers(form.questions, {one.id: answer(one) for one in form.questions}, prefix="q")
    person.signs("Sign and send")
    person.reads("Your evaluation is sent and signed.")


def the_case_is_closed(cast):
    ines, therapist = cast.ines, cast.therapist
    ines.opens("Internship")
    ines.follows(re.compile("^Cases$"))
    ines.follows(cast.code)
    ines.presses("Propose to close it", sure=True)
    ines.ticks("I agree")
    ines.signs("Sign my word")
    for _word in ("the therapist’s own", "the client’s, by the therapist"):
        therapist.opens("Supervision")
        therapist.follows(f"Case {cast.code}")
        therapist.ticks("I agree")
        therapist.signs("Sign my word")
    therapist.reads("Closed")


def everyone_agrees(cast):
    ines, registrar, director = cast.ines, cast.registrar, cast.director
    ines.opens("Internship")
    ines.reads("Every requirement is met")
    ines.presses("Ask for completion")
    ines.reads("Everyone is asked whether they agree.")
    ines.follows("Read and sign")
    says_yes(ines)
    for supervisor in (cast.therapist, cast.mentor):
        supervisor.opens("Supervision")
        supervisor.follows("Completion of Ines Moreau")
        says_yes(supervisor)
    finds_the_internship(registrar)
    registrar.follows("Say whether it is complete")
    says_yes(registrar)

    director.opens("My page")
    director.reads("An internship asks for completion")
    finds_the_internship(director)
    director.signs("Complete the internship")
    director.reads("The internship is complete.")
    ines.opens("Internship")
    ines.reads("Your internship is complete since")


def says_yes(person):
    person.ticks("I agree")
    person.signs("Sign my word")
