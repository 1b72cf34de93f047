"""The letters by which an applicant hears from the committee."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from training.actions.post import enqueue
from training.domain.program import Outcome, Part, Program, ReferencesNeeded
from training.domain.program.wording import Letter as Wording
from training.domain.roles import By
from training.domain.tongue import marked
from training.models import Application, Decision, Event, Letter

# A letter speaks the language of its program's texts, whoever sends it: these words are its English ones.
COURSE = marked("the next course")


def wording(program: Program, outcome: Outcome) -> Wording:
    return program.letter(program.committee.decision(outcome).letter)


def fill(
    application: Application, program: Program, reasons: Sequence[str] = (), *, link: str, by: By
) -> dict[str, str]:
    """What fills a letter on a decision. Only the program's own words: the chair's stand on the page."""
    chosen = [program.committee.decline_reason(reason) for reason in reasons]
    return {
        **_addressed(application, program, link=link, by=by),
        "cohort": COURSE,
        "conditions": _conditions(program),
        "reasons": "\n\n".join(f"{one.label}." for one in chosen),
        "advice": "\n\n".join(one.advice for one in chosen),
    }


def tell_decision(
    application: Application, decision: Decision, program: Program, *, link: str, by: By
) -> Letter:
    """The letter that goes with a release, once for each decision."""
    text = wording(program, decision.outcome)
    filled = fill(application, program, decision.reasons, link=link, by=by)
    return _post(application, text, f"{text.id}:{decision.ref}", filled, by=by)


def tell_return(
    application: Application, parts: Sequence[Part], program: Program, *, event: Event, link: str, by: By
) -> Letter:
    """Which parts the committee asks about; what it asks stands on the page."""
    text = wording(program, Outcome.RETURN)
    filled = _addressed(application, program, link=link, by=by) | {
        "parts": "\n".join(f"– {part.title}" for part in parts)
    }
    return _post(application, text, f"{text.id}:{application.ref}:{event.number}", filled, by=by)


def _post(application: Application, text: Wording, key: str, filled: Mapping[str, str], *, by: By) -> Letter:
    to = application.person.email
    return enqueue(application.chain, text, key=key, to=to, fill=filled, due_at=by.at)


def _addressed(application: Application, program: Program, *, link: str, by: By) -> dict[str, str]:
    reply_by = by.at.date() + timedelta(days=program.committee.reply_days)
    return {
        "name": application.person.name,
        "body": program.body.name,
        "program": program.title,
        "link": link,
        "days": str(program.committee.reply_days),
        "reply_by": f"{reply_by:%-d %B %Y}",
    }


def _conditions(program: Program) -> str:
    if program.references.required is ReferencesNeeded.AFTER_OFFER:
        return marked("The place is yours once your letters of recommendation have come.")
    return marked("The offer has no conditions.")
