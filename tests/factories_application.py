"""Applications and letters of recommendation in any state, made by the product's own actions."""

from datetime import timedelta

from tests.factories import NOON, by, make_person, make_program_version, program
from training.actions import application as applications
from training.actions import reference as references
from training.actions.record import advance
from training.domain.answers import written_parts
from training.domain.application import ApplicationMove as M
from training.domain.application import ApplicationStatus as S
from training.domain.program import QuestionKind
from training.domain.reference import Referee
from training.domain.roles import By, Role

TOKEN = "a-token-nobody-could-guess"
ROAD = {
    S.DRAFT: (),
    S.SUBMITTED: (),
    S.UNDER_REVIEW: (M.BEGIN_REVIEW,),
    S.RETURNED: (M.RETURN,),
    S.DECIDED: (M.BEGIN_REVIEW, M.DECIDE),
    S.OFFERED: (M.BEGIN_REVIEW, M.DECIDE, M.RELEASE_OFFER),
    S.WAITLISTED: (M.BEGIN_REVIEW, M.DECIDE, M.RELEASE_WAITLIST),
    S.DECLINED: (M.BEGIN_REVIEW, M.DECIDE, M.RELEASE_DECLINE),
}
"""The chair's moves from a sent application to each state."""


def whole(question):
    """An answer that is enough."""
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            return question.choices[0].id
        case QuestionKind.DATE:
            return "1990-04-01"
        case QuestionKind.EMAIL:
            return "ines@example.org"
        case QuestionKind.YESNO:
            return "no"
    return " ".join(["word"] * (question.min_words or 3))


def whole_texts():
    """Every question of every part answered."""
    return {
        question.id: whole(question)
        for part in written_parts(program().application)
        for question in part.questions
    }


def letter_texts():
    """Every question to a referee answered."""
    return {question.id: whole(question) for question in program().references.questions}


def make_draft(vault, person=None, version=None):
    """A draft with nothing in it. With a database, hand in the version that is published there."""
    person = person or make_person(Role.APPLICANT)
    application = applications.begin(
        person, version or make_program_version(), before=[], by=by(Role.APPLICANT, person.ref)
    )
    return application, vault.of(person.ref)


def make_application(status=S.DRAFT, *, vault, person=None, version=None):
    """A whole application with both letters asked for, brought to this state."""
    application, keys = make_draft(vault, person, version)
    applicant = by(Role.APPLICANT, application.person.ref)
    applications.keep(application, whole_texts(), keys=keys, by=applicant)
    for number in (1, 2):
        make_reference(application, number=number)
    if status is not S.DRAFT:
        ready = applications.Ready(program(), whole_texts(), consented=True)
        applications.send(application, ready, by=applicant, link="https://example.org/application")
    for move in ROAD[status]:
        advance(application, move, by=by(Role.CHAIR), reason="Please say more about the second part.")
    return application


def make_reference(application, *, number=1, asked=True, at=NOON):
    """A referee on the list, and asked with the token `TOKEN` and the number."""
    applicant = by(Role.APPLICANT, application.person.ref, at=at)
    referee = Referee(f"Dr. Referee {number}", f"referee{number}@clinic.example", "psychotherapist")
    named = references.name_referee(application, referee, needed=2, by=applicant)
    if asked:
        link = references.Link(f"{TOKEN}{number}", f"https://example.org/reference/{TOKEN}{number}")
        references.ask(named, link, program=program(), by=applicant)
    return named


def referee(named, *, days=1):
    """The referee acting, some days after the letter."""
    return By(named.ref, Role.REFEREE, NOON + timedelta(days=days))


def make_letter(named, vault):
    """A letter that has come."""
    keys = vault.of(named.application.person.ref)
    references.keep_letter(named, letter_texts(), keys=keys, by=referee(named))
    references.deliver(named, program=program(), keys=keys, by=referee(named))
    return named
