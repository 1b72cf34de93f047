"""What counts and what does not, put into words once for the page, the file and the sheet of paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from training.domain.hours import as_hours
from training.domain.program import Program
from training.domain.program.rules import Policy
from training.domain.requirements import Answer, Period, Progress
from training.domain.requirements.by_entry import Part, by_entry
from training.domain.requirements.periods import Stretch
from training.domain.tongue import Shape, ngettext, say_date
from training.domain.tongue import gettext as _
from training.web.internship.desk import Desk, Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One stretch of work that loses minutes; `href` only where its reader may open it."""

    words: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    waits: bool
    why: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One period of one scope."""

    name: str
    period: Period
    losses: list[Loss]

    @property
    def lost(self) -> int:
        return self.period.raw - self.period.countable - self.period.pending


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    lead: str
    asked: list[Answer]
    stages: list[Stage]

    @property
    def with_losses(self) -> list[Stage]:
        return [one for one in self.stages if one.losses]


def explained(desk: Desk, known: Figures, *, is_own: bool) -> Explained:
    """The latest period first; its entries are links for the intern alone."""
    program = desk.program
    rules = program.internship
    behind = by_entry(rules.requirements, known.entries, known.standing, rules.counting)
    found = known.progress.periods
    told = len({one.scope for one in found}) > 1
    stages = [
        Stage(
            name=_named(one, program, is_alone=not told),
            period=one,
            losses=_losses(one, behind.get((one.period, one.scope), []), known, program, is_own=is_own),
        )
        for one in reversed(found)
    ]
    asked = [one for one in known.progress.answers if one.asks]
    return Explained(lead=_lead(asked, known.progress), asked=asked, stages=stages)


def _lead(asked: Sequence[Answer], progress: Progress) -> str:
    lost = progress.raw - progress.countable - progress.pending
    met = sum(one.met for one in asked)
    said = {"met": met, "counts": as_hours(progress.countable), "waits": as_hours(progress.pending)}
    if not lost:
        return ngettext(
            "%(met)s of %(number)s requirement is met. "
            "%(counts)s count, %(waits)s wait for a signature, nothing is lost.",
            "%(met)s of %(number)s requirements are met. "
            "%(counts)s count, %(waits)s wait for a signature, nothing is lost.",
            len(asked),
            **said,
        )
    return ngettext(
        "%(met)s of %(number)s requirement is met. "
        "%(counts)s count, %(waits)s wait for a signature, %(lost)s do not count.",
        "%(met)s of %(number)s requirements are met. "
        "%(counts)s count, %(waits)s wait for a signature, %(lost)s do not count.",
        len(asked),
        **said,
        lost=as_hours(lost),
    )


def _named(one: Period, program: Program, *, is_alone: bool) -> str:
    counting = program.internship.counting
    words = str(Stretch.of((one.period, one.scope), counting.period, counting.scope, is_alone=is_alone))
    return words[:1].upper() + words[1:]


def _losses(
    one: Period, behind: Sequence[Sequence[Part]], known: Figures, program: Program, *, is_own: bool
) -> list[Loss]:
    return [
        Loss(
            waits=taken.policy is Policy.PENDING,
            why=taken.why,
            entries=[_entry(part, known, program, is_own=is_own) for part in parts],
        )
        for taken, parts in zip(one.adjustments, behind, strict=True)
    ]


def _entry(part: Part, known: Figures, program: Program, *, is_own: bool) -> Entry:
    row, minutes = part
    done, _status = known.rows[row]
    said = {
        "day": say_date(done.on, Shape.WEEKDAY),
        "activity": program.internship.activity(done.activity).label,
        "minutes": as_hours(minutes),
        "all": as_hours(done.minutes),
    }
    words = (
        _("%(day)s, %(activity)s: all of %(all)s", **said)
        if minutes == done.minutes
        else _("%(day)s, %(activity)s: %(minutes)s of %(all)s", **said)
    )
    return Entry(words=words, href=url_for("internship.entry", ref=done.ref) if is_own else None)


# ------------------------------------------------------------------ the same as a table


def headings() -> list[str]:
    return [
        _("What"),
        _("Name"),
        _("Needed"),
        _("Worked"),
        _("Counts"),
        _("Waits"),
        _("Missing"),
        _("Does not count"),
        _("Unit"),
        _("Why"),
    ]


def lines(found: Explained) -> list[list[str]]:
    """Requirements, then each period and what became of its minutes; figures without units."""
    return [
        *(_requirement_line(one) for one in found.asked),
        *(line for stage in reversed(found.stages) for line in _stage_lines(stage)),
    ]


def _requirement_line(one: Answer) -> list[str]:
    figures = (one.needed, one.raw, one.countable, one.pending, one.missing)
    return [
        _("Requirement"),
        one.label,
        *map(str, figures),
        "",
        one.unit.label.lower(),
        " ".join(one.reasons),
    ]


def _stage_lines(stage: Stage) -> list[list[str]]:
    one, unit = stage.period, _("minutes")
    sums = ["", str(one.raw), str(one.countable), str(one.pending), "", str(stage.lost)]
    taken = [
        [
            _("Waits") if cut.policy is Policy.PENDING else _("Does not count"),
            stage.name,
            *("", "", "", str(-cut.minutes) if cut.policy is Policy.PENDING else "", ""),
            "" if cut.policy is Policy.PENDING else str(-cut.minutes),
            unit,
            cut.why,
        ]
        for cut in one.adjustments
    ]
    return [[_("Period"), stage.name, *sums, unit, ""], *taken]
