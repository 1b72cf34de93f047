"""What a log of hours does not hold, from a TOML file: the rest of the question, for rules that ask it."""

from dataclasses import dataclass
from datetime import date

from training.domain.program import read_as
from training.domain.program.marks import Amount
from training.domain.requirements import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A leave; without `last` it goes on."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitled:
    """Days on which somebody may supervise; without `last` no end is known."""

    supervisor: str
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    started_on: date | None = None
    applied_on: date | None = None
    contracted_on: date | None = None
    leave: tuple[Away, ...] = ()
    supervisors: tuple[Entitled, ...] = ()
    closed_cases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    attested: tuple[str, ...] = ()
    evaluations: Amount = 0
    evaluated_on: tuple[date, ...] = ()


def standing_in(text: str, on: date) -> Standing:
    """Raises ProgramMistakes, with the line of each."""
    facts = read_as(text, Facts)
    plain = {name: getattr(facts, name) for name in ("started_on", "applied_on", "contracted_on")}
    return Standing(
        on=on,
        **plain,
        leave=tuple((one.first, one.last) for one in facts.leave),
        supervisors=tuple((one.supervisor, one.first, one.last) for one in facts.supervisors),
        closed_cases=frozenset(facts.closed_cases),
        parties=frozenset(facts.parties),
        attested=frozenset(facts.attested),
        evaluations=facts.evaluations,
        evaluated_on=facts.evaluated_on,
    )
