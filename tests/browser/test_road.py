"""The whole road through the real pages: from a stranger’s registration to a certificate that verifies."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from tests.browser.small_program import small_program
from tests.factories_application import letter_texts, whole_texts
from training.domain.answers import written_parts
from training.domain.program import read

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PROGRAM = read(small_program())
TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
def cast(invite, visit):
    """Everyone who works here, invited from the command line; and Ines, who is a stranger still.

    The mentor walks the whole road with scripts switched off, and so does one of the referees.
    """
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
    people = {key: invite(*who, java_script_enabled=key != "mentor") for key, who in roles.items()}
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
    ines.goes("/application")
    ines.presses("Begin")
    ines.reads("Your application has begun")
    ines.goes("/application/consent")
    ines.ticks("I agree")
    ines.presses("Give consent")
    ines.reads("The personal questions are open now.")

    parts = written_parts(PROGRAM.application)
    for part in parts:
        ines.goes(f"/application/{part.id}")
        ines.answers(part.questions, whole_texts())
        ines.presses("Save and stop for today")
        ines.reads(f"“{part.title}” is saved.")
        if part is parts[1]:
            ines.signs_out()
            ines.signs_in()
            ines.reads("Your application is begun and not yet sent")


def two_referees_write(cast, product, visit):
    for name in ("Lena Vogt", "Saul Berger"):
        referee = visit(name, java_script_enabled=name != "Saul Berger")
        cast.ines.goes("/application/references")
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
    cast.ines.goes("/application/check")
    cast.ines.reads("Everything is there.")
    cast.ines.presses("Send")
    cast.ines.reads("Your application is sent.", "The chair now chooses who reads it.")


def the_committee_decides(cast):
    chair = cast.chair
    chair.goes("/")
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

    chair.goes("/committee?stage=ready_to_decide")
    chair.follows("Ines Moreau")
    chair.follows("Scores and decision")
    chair.reads("Everything is in. You can decide.")
    chair.ticks("Offer a place")
    chair.presses("Decide")
    chair.goes("/committee/release")
    chair.ticks("Ines Moreau")
    chair.presses("Release and send the letters", sure=True)
    chair.reads("No decision waits.")


def is_free_to_read(reader):
    reader.goes("/")
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
        reader.page.locator(f"[name=level_{quality.id}][value='3']").check()
        reader.page.locator(f"[name=sentence_{quality.id}]").fill("Says so with an example.")
    reader.presses("Submit the review", sure=True)
    reader.reads("Your review is submitted.")


# ------------------------------------------------------------------ the course


def ines_takes_the_course(cast):
    ines, registrar = cast.ines, cast.registrar
    ines.goes("/")
    ines.reads("A place is offered to you")
    ines.follows("Answer")
    ines.presses("Accept the place")
    ines.reads("You have accepted it.")

    registrar.goes("/")
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

    ines.goes("/")
    ines.reads("The confidentiality agreement waits for your signature")
    ines.follows("Read and sign")
    ines.signs("Sign")
    ines.reads("You have 0 min of 100 h verified")


def the_course_is_completed(cast):
    teacher, director = cast.teacher, cast.director
    teacher.goes(f"/cohorts/{cast.cohort}")
    days = teacher.page.locator(f".parts a[href*='/cohorts/{cast.cohort}/days/']")
    for address in [link.get_attribute("href") for link in days.all()]:
        teacher.goes(address)
        teacher.presses("Save and verify")
    teacher.goes(f"/cohorts/{cast.cohort}")
    teacher.reads("104 h of 100 h are verified.")
    teacher.follows("Ines Moreau")
    for competency in PROGRAM.course.assessments:
        row = teacher.page.get_by_role("row").filter(has_text=competency.looks_for)
        row.get_by_role("button", name="Passed").click()
        teacher.page.wait_for_load_state()
    teacher.reads("passed")

    director.goes(teacher.page.url)
    director.follows("Complete the course")
    director.signs("Sign and complete")
    director.follows("Recommend for the internship")
    director.ticks("Recommended for the internship")
    director.signs("Record it")
    director.reads("Recommended")
    cast.ines.goes("/course")
    cast.ines.reads("You completed the course on")


# ------------------------------------------------------------------ certificates


def a_certificate_is_issued(cast, title):
    """The registrar proposes, the director approves and issues: the number."""
    registrar, second = cast.registrar, cast.director
    registrar.goes("/certificates")
    registrar.follows("To propose")
    registrar.follows("See what is met")
    section = registrar.page.locator("section").filter(has=registrar.page.get_by_role("heading", name=title))
    section.get_by_role("button", name="Propose").click()
    registrar.page.wait_for_load_state()
    registrar.reads("A second person has to approve it")
    number = registrar.ref(r"/certificates/([0-9A-Z-]+)")

    second.goes("/")
    second.reads("A certificate waits for a second person")
    second.follows("Approve")
    second.follows("Look and approve")
    second.signs("Approve")
    second.signs("Issue")
    second.reads("valid", "PDF, sealed")
    return number


def anyone_can_verify_it(cast, product, number, tmp_path):
    stranger = cast.stranger
    stranger.goes(f"/verify/{number}")
    stranger.reads("Ines Moreau", "valid", "It records a completed supervised internship.")

    ines = cast.ines
    ines.goes(f"/certificates/{number}")
    with ines.page.expect_download() as download:
        ines.page.locator(f"a[href$='{number}.pdf']").first.click()
    paper = tmp_path / "certificate.pdf"
    download.value.save_as(paper)
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
    registrar.goes("/people?q=Anna+Feld")
    registrar.follows("Anna Feld")
    registrar.page.get_by_text("Record a licence").click()
    registrar.writes("Kind of licence", "PSY")
    registrar.page.locator("[name=number]").fill("20418")
    registrar.page.locator("[name=jurisdiction]").fill("California")
    registrar.page.locator("[name=valid_from]").fill((TODAY - timedelta(days=900)).isoformat())
    registrar.page.locator("[name=expires_on]").fill((TODAY + timedelta(days=900)).isoformat())
    registrar.presses("Record it as verified")
    registrar.reads("The licence is verified")

    registrar.goes("/people?q=Ines+Moreau")
    registrar.follows("Ines Moreau")
    cast.ref = registrar.ref(r"/people/([^/?]+)")
    registrar.follows("Internship")
    registrar.presses("Propose the internship")
    registrar.follows("Name supervisors")
    registrar.chooses("Therapist", "Anna Feld")
    registrar.chooses("Mentor", "Marta Lindqvist")
    registrar.presses("Ask them by mail")
    registrar.reads("Still to sign the agreement")

    ines.goes("/")
    ines.reads("Your internship agreement waits for your signature")
    ines.follows("Read and sign")
    ines.signs("Sign the agreement")
    for supervisor in (cast.therapist, cast.mentor):
        supervisor.goes(product.mailed_link(supervisor.email, ""))
        supervisor.signs("Sign the agreement")
    registrar.goes(f"/internship/of/{cast.ref}")
    registrar.signs("Sign the agreement")
    registrar.reads("Signed for the training staff.")
    ines.goes("/internship")
    ines.reads("Month 1 of your internship.")


def a_case_is_opened(cast):
    ines, therapist = cast.ines, cast.therapist
    ines.goes("/internship")
    ines.follows("Cases")
    ines.follows("Propose a case")
    ines.chooses("Supervising therapist", "Anna Feld")
    ines.chooses("Mentor", "Marta Lindqvist")
    ines.presses("Propose it")
    cast.code = ines.ref(r"/cases/([^/?]+)")

    cast.registrar.goes(f"/internship/of/{cast.ref}")
    cast.registrar.follows("Cases and hours")
    cast.registrar.follows(cast.code)
    cast.registrar.presses("Approve it")

    therapist.goes("/supervision")
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
        ines.goes("/internship/log/new")
        ines.ticks(activity)
        ines.ticks(cast.code)
        ines.ticks(length)
        ines.ticks("Nothing here could tell who the client is")
        ines.presses("Write it down")
    ines.goes(f"/internship/periods/{TODAY:%Y-%m}")
    ines.presses("Send 3 entries")

    for supervisor in (cast.therapist, cast.mentor):
        supervisor.goes("/")
        supervisor.reads("A month waits for your signature")
        supervisor.follows("Look over")
        supervisor.follows(f"{TODAY:%B} with Ines Moreau")
        supervisor.signs("Sign two entries")
    ines.goes("/internship/log")
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
    cast.ines.goes("/internship")
    cast.ines.follows("Write it")
    writes_an_evaluation(cast.ines, forms["intern"])
    for role in ("therapist", "mentor"):
        supervisor = getattr(cast, role)
        supervisor.goes("/supervision")
        supervisor.follows("Evaluation of Ines Moreau")
        writes_an_evaluation(supervisor, forms[role])


def writes_an_evaluation(person, form):
    for question in form.questions:
        field = f"[name=q_{question.id}]"
        if question.kind.value in ("choice", "yesno"):
            chosen = question.choices[0].id if question.choices else "no"
            person.page.locator(f"{field}[value={chosen}]").check()
        else:
            person.page.locator(field).fill("As we hoped, with small steps.")
    person.signs("Sign and send")
    person.reads("Your evaluation is sent and signed.")


def the_case_is_closed(cast):
    ines, therapist = cast.ines, cast.therapist
    ines.goes(f"/internship/cases/{cast.code}")
    ines.presses("Propose to close it", sure=True)
    ines.ticks("I agree")
    ines.signs("Sign my word")
    for _word in ("the therapist’s own", "the client’s, by the therapist"):
        therapist.goes("/supervision")
        therapist.follows(f"Case {cast.code}")
        therapist.ticks("I agree")
        therapist.signs("Sign my word")
    therapist.reads("Closed")


def everyone_agrees(cast):
    ines, registrar, director = cast.ines, cast.registrar, cast.director
    ines.goes("/internship")
    ines.reads("Every requirement is met")
    ines.presses("Ask for completion")
    ines.reads("Everyone is asked whether they agree.")
    ines.follows("Read and sign")
    says_yes(ines)
    for supervisor in (cast.therapist, cast.mentor):
        supervisor.goes("/supervision")
        supervisor.follows("Completion of Ines Moreau")
        says_yes(supervisor)
    registrar.goes(f"/internship/of/{cast.ref}")
    registrar.follows("Say whether it is complete")
    says_yes(registrar)

    director.goes("/")
    director.reads("An internship asks for completion")
    director.goes(f"/internship/of/{cast.ref}")
    director.signs("Complete the internship")
    director.reads("The internship is complete.")
    ines.goes("/internship")
    ines.reads("Your internship is complete since")


def says_yes(person):
    person.ticks("I agree")
    person.signs("Sign my word")
