"""The whole road of one person, from an empty draft to a certificate that verifies. Read this first.

Each line is an act of somebody, done by the function that the product's pages call: no database, no app,
no browser. The program is the one that comes with the product: 100 hours of course, then 300 hours with
clients, 100 with a mentor, six clients, twenty-four months.
"""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from tests.factories import make_program_version, program
from tests.factories_application import letter_texts, whole_texts
from tests.factories_committee import scored
from tests.factories_course import SEPTEMBER
from tests.factories_internship import make_entry, sign_all, submit
from tests.factories_supervision import sign_month
from tests.story_parts import (
    acting,
    at,
    days_of,
    make_cast,
    months_from,
    record_of,
    signing,
    stands,
    stored,
    words_of,
    writing,
)
from training.actions import (
    application,
    attendance,
    cases,
    certificate,
    cohort,
    committee,
    course,
    evaluations,
    internship,
    reference,
)
from training.documents.certificate import SignatureLine
from training.documents.seal import Sealer, check
from training.documents.sheets import Office, Stated, print_papers
from training.domain.answers import written_parts
from training.domain.certificate import Facts, InternshipFacts, eligibility
from training.domain.course import Mark, Presence, Recommendation
from training.domain.internship import CaseFormat, Party
from training.domain.program import Outcome
from training.domain.record import first_broken
from training.domain.reference import Referee
from training.domain.roles import Role
from training.models import Document

SITE = "https://training.example.org"


def test_a_whole_road_ends_in_a_certificate_that_verifies(tmp_path):
    cast = make_cast()

    applied = ines_applies(cast)
    assert applied.status == "submitted"

    the_committee_offers_a_place(cast, applied)
    assert applied.status == "offered"

    enrolment = ines_takes_the_course(cast, applied)
    assert (applied.status, enrolment.status) == ("enrolled", "completed")
    assert course.hours(enrolment, program().course).verified == 6240

    interned = the_internship_begins(cast, enrolment)
    assert (interned.status, interned.started_on) == ("active", at(2026, 11, 1).date())

    log = two_years_with_six_clients(cast, interned)
    assert {case.status.value for case in interned.cases} == {"closed"}

    figures = everyone_agrees_that_it_is_complete(cast, interned, log)
    assert interned.status == "completed"
    assert {one.id: (one.countable, one.met) for one in figures.answers} == {
        "signed_in_time": (25920, True),
        "client_sessions": (19440, True),
        "mentor_supervision": (6480, True),
        "clients": (6, True),
        "closed_cases": (6, True),
        "time": (24, True),
        "evaluations": (4, True),
        "consensus": (4, True),
    }

    seal = Sealer.from_folder(tmp_path, organisation=program().body.name, at=at(2026, 1, 1))
    issued = two_people_issue_the_certificate(cast, interned, figures, seal)
    assert (issued.status, issued.holder) == ("issued", "Ines Moreau")
    assert sha256(issued.document.pdf).hexdigest() == issued.document.sha256
    assert check(issued.document.pdf, [seal.certificate]).intact
    assert first_broken(record_of(cast.ines)) is None


def ines_applies(cast):
    me = acting(cast.ines, Role.APPLICANT, at(2026, 3, 2))
    draft = stored(application.begin(cast.ines, make_program_version(), before=[], by=me))
    consent = application.give_consent(cast.ines, program().application.consent, by=me)
    for part in written_parts(program().application):
        answers = {one.id: whole_texts()[one.id] for one in part.questions}
        application.save(draft, part.id, answers, keys=cast.keys, by=me)

    for name in ("Dr. Lena Brandt", "Prof. Saul Okafor"):
        someone = Referee(name, f"{name[-6:].lower()}@practice.example", "physician")
        named = reference.name_referee(draft, someone, needed=2, by=me)
        link = reference.Link(f"token of {name}", f"{SITE}/reference/token")
        reference.ask(named, link, program=program(), by=me)
        they = writing(named, at(2026, 3, 5))
        reference.keep_letter(named, letter_texts(), keys=cast.keys, by=they)
        reference.deliver(named, program=program(), keys=cast.keys, by=they)

    ready = application.Ready(program(), whole_texts(), consented=consent.withdrawn_at is None)
    application.send(draft, ready, by=me, link=f"{SITE}/application")
    return draft


def the_committee_offers_a_place(cast, applied):
    chair = acting(cast.chair, Role.CHAIR, at(2026, 3, 20))
    reviews = committee.assign(applied, [cast.ruth, cast.omar], by=chair)
    committee.begin_review(applied, needed=2, by=chair)
    for review in reviews:
        reader = acting(review.reviewer, Role.REVIEWER, at(2026, 4, 1))
        committee.declare_clear(review, by=reader)
        committee.note_reading(applied, by=reader)
        committee.submit_review(review, scored(), committee=program().committee, keys=cast.keys, by=reader)

    verdict = committee.Verdict(Outcome.OFFER, advice="We look forward to having you with us.")
    committee.decide(applied, verdict, program=program(), decider=cast.chair, keys=cast.keys, by=chair)
    committee.release(applied, by=chair)


def ines_takes_the_course(cast, applied):
    application.accept(applied, by=acting(cast.ines, Role.APPLICANT, at(2026, 4, 20)))
    office = acting(cast.registrar, Role.REGISTRAR, at(2026, 8, 20))
    group = cohort.open_cohort(
        replace(SEPTEMBER, capacity=8),
        applied.program,
        program().course,
        instructors=[cast.teacher],
        by=office,
    )
    enrolment = stored(course.enrol(applied, group, by=office))
    promise = program().course.confidentiality
    course.agree(
        enrolment,
        signer=signing(cast.ines, Role.TRAINEE, at(2026, 9, 1)),
        meaning=words_of("course_completion", cast.ines),
        shown={"title": promise.title, "text": promise.text},
    )

    teacher = acting(cast.teacher, Role.INSTRUCTOR, at(2026, 9, 15))
    for session in group.sessions:
        sheet = attendance.Sheet(session, [enrolment])
        present = {enrolment.ref: Mark(Presence.PRESENT)}
        attendance.record(sheet, present, seen=session.attendance_version, by=teacher, keys=None)
        attendance.verify(sheet, by=teacher)
    for competency in program().course.assessments:
        course.assess(enrolment, competency.id, is_passed=True, by=teacher)

    director = signing(cast.director, Role.DIRECTOR, at(2026, 9, 20))
    words = words_of("course_completion", cast.director, intern="Ines Moreau")
    course.complete(enrolment, program().course, signer=director, meaning=words)
    course.recommend(enrolment, Recommendation.RECOMMENDED, by=director.by)
    course.sign_for(enrolment, signer=director, meaning=words_of("recommendation", cast.director))
    return enrolment


def the_internship_begins(cast, enrolment):
    office = acting(cast.registrar, Role.REGISTRAR, at(2026, 10, 5))
    proposed = stored(internship.propose(cast.ines, enrolment, by=office))
    team = {"therapist": cast.therapist, "mentor": cast.mentor}
    asked = internship.name_supervisors(proposed, **team, program=program(), by=office, link=str)
    cast.intern = cast.ines
    sign_all(proposed, cast, at(2026, 11, 1))
    stored(*asked)
    return proposed


def two_years_with_six_clients(cast, interned):
    months = months_from(at(2026, 11, 1), 24)
    log = []
    for first in range(0, len(months), 4):
        case = a_case_opens(cast, interned, months[first])
        for month in months[first : first + 4]:
            log += a_month_is_written_and_signed(interned, case, month)
            the_round_of_this_month_is_written(cast, interned, month + timedelta(days=31))
        a_case_closes(cast, case, months[first + 3] + timedelta(days=35))
    return log


def a_case_opens(cast, interned, when):
    therapist, mentor = interned.supervisions
    plan = cases.Plan(CaseFormat.LOCAL, agreed_minutes=90)
    ines = acting(cast.ines, Role.INTERN, when)
    case = stored(cases.propose(interned, plan, therapist=therapist, mentor=mentor, by=ines))
    cases.approve(case, by=acting(cast.registrar, Role.REGISTRAR, when))

    leading = signing(cast.therapist, Role.THERAPIST, when)
    cases.attest_release(case, signer=leading, program=program())
    cases.record_triadic(case, held_on=when.date(), by=leading.by)
    cases.open_case(case, by=leading.by)
    return case


def a_month_is_written_and_signed(interned, case, month):
    sessions = [make_entry(interned, case=case.code, on=day) for day in days_of(month, 9)]
    reviews = [
        make_entry(interned, case=case.code, on=day, activity="mentor_review") for day in days_of(month, 3)
    ]
    for entry in sessions + reviews:
        stored(entry)
    requests = submit(interned, *sessions, *reviews, at=month + timedelta(days=27))
    for request in requests:
        stored(request)
        sign_month(request, at=month + timedelta(days=33))
    return sessions + reviews


def the_round_of_this_month_is_written(cast, interned, when):
    writers = ((cast.ines, Role.INTERN), (cast.therapist, Role.THERAPIST), (cast.mentor, Role.MENTOR))
    for person, role in writers:
        for due_on in evaluations.owed_by(person, role, interned, program(), on=when.date()):
            written = evaluations.Written(due_on, {"next": "More of the same."})
            writer = signing(person, role, when)
            evaluations.send(interned, written, signer=writer, keys=cast.keys, program=program())


def a_case_closes(cast, case, when):
    words = (
        (Party.INTERN, cast.ines, Role.INTERN),
        (Party.THERAPIST, cast.therapist, Role.THERAPIST),
        (Party.CLIENT, cast.therapist, Role.THERAPIST),  # who speaks for the client: we never meet them
    )
    cases.propose_closure(case, by=acting(cast.ines, Role.INTERN, when))
    for party, person, role in words:
        cases.say(case, cases.Word(party, agrees=True), signer=signing(person, role, when), program=program())


def everyone_agrees_that_it_is_complete(cast, interned, log):
    when = at(2028, 11, 6)
    ines = acting(cast.ines, Role.INTERN, when)
    internship.ask_for_completion(interned, stands(interned, log, when), program=program(), by=ines)
    parties = (
        (cast.ines, Role.INTERN),
        (cast.therapist, Role.THERAPIST),
        (cast.mentor, Role.MENTOR),
        (cast.registrar, Role.REGISTRAR),
    )
    for person, role in parties:
        word = {"agrees": True, "reason": None, "program": program()}
        stored(evaluations.attest(interned, signer=signing(person, role, when), **word))

    figures = stands(interned, log, when)
    director = signing(cast.director, Role.DIRECTOR, when)
    internship.complete(interned, figures, program=program(), signer=director)
    return figures


def two_people_issue_the_certificate(cast, interned, figures, seal):
    when = at(2028, 11, 10)
    dates = {"started_on": interned.started_on, "completed_on": interned.completed_on}
    found = eligibility("internship", Facts(internship=InternshipFacts(**dates, progress=figures)))
    grounds = certificate.Grounds(
        version=interned.program, wording=program().certificate("internship"), eligibility=found
    )
    first = acting(cast.registrar, Role.REGISTRAR, when)
    proposed = certificate.propose(cast.ines, grounds, held=[], by=first)
    second = signing(cast.second, Role.REGISTRAR, when)
    words = words_of("certificate", cast.second)
    certificate.approve(proposed, eligibility=found, signer=second, meaning=words)

    paper = printed(proposed, Office(base_url=SITE, sealer=seal, at=when))
    certificate.issue(proposed, document=paper, eligibility=found, valid_to=None, earlier=None, by=first)
    return proposed


def printed(approved, office):
    stated = Stated(
        number=approved.number,
        kind=approved.kind,
        title=approved.title,
        holder=approved.holder,
        snapshot=approved.snapshot,
        issued_on=office.at.date(),
        valid_to=None,
    )
    lines = (
        SignatureLine(name="The registrar", title="proposed"),
        SignatureLine(name="The second", title="approved"),
    )
    papers = print_papers(stated, program(), lines, office)
    digest = sha256(papers.pdf).hexdigest()
    return Document(sha256=digest, pdf=papers.pdf, credential=papers.credential, frozen_at=office.at)
