"""Evaluations: when they are due, who writes them, and who may read which answer."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from training.domain.hours import Span, add_months, days_covered
from training.domain.internship import Party
from training.domain.program.admission import Question
from training.domain.program.marks import Who
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken

Leave = tuple[date, date | None]

READS_AS: dict[Role, frozenset[Who]] = {
    Role.INTERN: frozenset({Who.INTERN}),
    Role.THERAPIST: frozenset({Who.THERAPIST}),
    Role.MENTOR: frozenset({Who.MENTOR}),
    Role.REGISTRAR: frozenset({Who.REGISTRAR, Who.STAFF}),
    Role.DIRECTOR: frozenset({Who.DIRECTOR}),
}
"""Whom the program means when it names the readers of a question."""


class NothingDue(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("No evaluation of yours is due for this day."))


class AlreadySent(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Your evaluation for this day is sent and signed. It stays as it is."))


class NotInReview(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("The internship is attested once the intern has asked for completion."))


def rounds_due(started_on: date, every_months: int, leaves: Iterable[Leave], *, on: date) -> list[date]:
    """Every due day up to `on`, oldest first. Leave moves what comes after it, day by day."""
    away = [(begins, ends or on) for begins, ends in leaves]
    rounds: list[date] = []
    while (due := _moved(started_on, every_months * (len(rounds) + 1), away)) <= on:
        rounds.append(due)
    return rounds


def _moved(started_on: date, months: int, away: Sequence[Span]) -> date:
    """The day so many months in, later by the days of leave before it, and leave met on the way."""
    planned = due = add_months(started_on, months)
    while (moved := planned + timedelta(days=days_covered(away, started_on, due))) != due:
        due = moved
    return due


def still_to_write(rounds: Iterable[date], sent: Iterable[date], *, since: date | None = None) -> list[date]:
    """The rounds somebody still owes; who came later owes none from before."""
    done = frozenset(sent)
    return [due for due in rounds if due not in done and (since is None or due >= since)]


def complete_rounds(
    rounds: Iterable[date], sent: Iterable[tuple[date, Party]], asked: Iterable[Party]
) -> int:
    """How many rounds were answered by everyone asked."""
    have, needed = frozenset(sent), tuple(asked)
    return sum(all((due, party) in have for party in needed) for due in rounds)


def readable(questions: Iterable[Question], reader: Role) -> list[Question]:
    """The questions whose answers this reader may see; the author sees their own in any case."""
    who = READS_AS.get(reader, frozenset())
    return [question for question in questions if not who.isdisjoint(question.readers)]
