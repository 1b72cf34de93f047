"""An application on its way through the committee, moved by the product's own actions."""

import json
import secrets
from datetime import timedelta

from tests.factories import NOON, make_person, program
from training.actions import committee as actions
from training.actions.record import Private, advance
from training.domain.application import ApplicationMove, ApplicationStatus, ReferenceStatus
from training.domain.numbers import reference
from training.domain.roles import By, Role
from training.models import Answer, Application, Reference

SENT = NOON - timedelta(days=10)
ESSAY = "I grew up in a house of doctors."
LETTER = "She is steady with people who find closeness difficult."
SAFE = "no"
ADVICE = "Please write to me in spring."
SENTENCE = "Sees their own part."


def chair_by(person, at=NOON):
    return By(person.ref, Role.CHAIR, at)


def reviewer_by(person, at=NOON):
    return By(person.ref, Role.REVIEWER, at)


def make_sent(version, keys_of, *, person=None, letters=2, sent=SENT):
    """An application that was sent, with its essay, a private pairing answer and its letters."""
    person = person or make_person(Role.APPLICANT)
    application = Application(
        ref=reference("A", secrets.randbelow),
        person=person,
        person_id=person.id,
        program=version,
        status=ApplicationStatus.DRAFT,
        began_at=sent,
        submitted_at=sent,
        fee_status="due",
        answers=[],
        references=[],
        reviews=[],
        decisions=[],
    )
    keys = keys_of(person.ref)
    for question, text in {"personal_evolution": ESSAY, "own_gender": "a private word"}.items():
        answer = Answer(ref=reference("W", secrets.randbelow, 8), question=question, saved_at=sent)
        answer.sealed = keys.seal(answer.place, text)
        application.answers.append(answer)
    for number in range(letters):
        application.references.append(make_letter(keys, number))
    advance(application, ApplicationMove.SUBMIT, by=By(person.ref, Role.APPLICANT, sent))
    return application


def make_letter(keys, number=1):
    letter = Reference(
        ref=reference("L", secrets.randbelow, 8),
        name=f"Referee {number}",
        email=f"referee{number}@practice.example",
        profession="Physician",
        status=ReferenceStatus.RECEIVED,
        answered_at=NOON,
        token_hash=None,
    )
    texts = {"letter_text": LETTER, "safeguarding": SAFE, "recommends": "yes"}
    letter.sealed = keys.seal(letter.place, json.dumps(texts))
    return letter


def assigned(application, *members, chair):
    """Ask these members to read."""
    return actions.assign(application, members, by=chair_by(chair))


def cleared(application, *members, chair):
    """Ask these members to read; they say that they have no conflict."""
    reviews = assigned(application, *members, chair=chair)
    for review in reviews:
        actions.declare_clear(review, by=reviewer_by(review.reviewer))
    return reviews


def begun(application, *members, chair):
    """Under review, with these members reading."""
    reviews = cleared(application, *members, chair=chair)
    actions.begin_review(application, needed=len(members), by=chair_by(chair))
    return reviews


def scored(level=3, sentence=SENTENCE):
    return {one.id: actions.Written(level, sentence) for one in program().committee.qualities}


def submitted(review, keys_of, *, level=3, at=NOON):
    keys = keys_of(review.application.person.ref)
    actions.submit_review(
        review,
        scored(level),
        committee=program().committee,
        keys=keys,
        by=reviewer_by(review.reviewer, at),
    )
    return review


def ready(application, keys_of, *members, chair):
    """Under review, everything in."""
    for review in begun(application, *members, chair=chair):
        submitted(review, keys_of)
    return application


def decided(application, keys_of, *members, chair, outcome, reasons=()):
    ready(application, keys_of, *members, chair=chair)
    keys = keys_of(application.person.ref)
    verdict = actions.Verdict(outcome, reasons, ADVICE)
    actions.decide(application, verdict, program=program(), decider=chair, keys=keys, by=chair_by(chair))
    return application


def words(keys_of, application, text="The dates were wrong."):
    return Private(keys_of(application.person.ref), text)


def url(application, page=""):
    return f"/committee/applications/{application.ref}" + (f"/{page}" if page else "")
