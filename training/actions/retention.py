"""What was kept long enough goes, and the record says that it went. What stands on the record stays."""

from collections.abc import Iterable

from training.actions.record import advance, write
from training.actions.reference import cancel_all
from training.domain.application import ApplicationMove, ApplicationStatus
from training.domain.erasure import GONE_NAME
from training.domain.retention import CLEAR, Kind, Period
from training.domain.roles import By
from training.models import Answer, Application, Case, Chain, Entry, Event, Score

Gone = list[Answer | Score]


def clear_answers(application: Application, period: Period, *, by: By) -> Gone:
    """Answers, essays and letters of one application. Returns the rows, for the job to delete.

    A draft ends with it, as if its writer had thrown it away.
    """
    if application.status is ApplicationStatus.DRAFT:
        advance(application, ApplicationMove.DISCARD, by=by)
    _say(application, period, len(application.answers), by=by)
    return forget_answers(application, by=by)


def forget_answers(application: Application, *, by: By) -> Gone:
    """The answers, for the caller to delete; of whoever wrote or was to write a letter nothing stays."""
    cancel_all(application, by=by)
    for one in application.references:
        one.name, one.profession, one.sealed = GONE_NAME, "", None
        one.email = f"{one.ref.lower()}@erased.invalid"
    return [*application.answers]


def clear_decision(application: Application, period: Period, *, by: By) -> Gone:
    """Advice, reasons and scores; the outcome and its day stay. Returns the rows, for the job to delete."""
    for one in application.decisions:
        one.sealed, one.reasons = None, []
    scores = [score for review in application.reviews for score in review.scores]
    _say(application, period, len(scores), by=by)
    return [*scores]


def clear_notes(case: Case, entries: Iterable[Entry], period: Period, *, by: By) -> Event:
    """The notes on the sessions of one closed case; that they took place, and how long, stays."""
    gone = list(entries)
    for one in gone:
        one.note = None
    return _write(case.internship.chain, f"case:{case.code}", period, len(gone), by=by)


def _say(application: Application, period: Period, count: int, *, by: By) -> None:
    _write(application.chain, f"application:{application.ref}", period, count, by=by)


def _write(chain: Chain, subject: str, period: Period, count: int, *, by: By) -> Event:
    return write(
        chain, CLEAR, subject=subject, by=by, of=period.kind.value, months=period.months, count=count
    )


CLEARS = {
    Kind.UNSUBMITTED: clear_answers,
    Kind.DECLINED: clear_answers,
    Kind.ADMITTED: clear_answers,
    Kind.DECISION: clear_decision,
}
"""By kind, where it is an application that something goes of."""
