"""What a program asks of an internship, and what it does not count, in sentences made from its definition.

The texts of the definition (labels, sources) are given as they stand. A kind of rule that has no sentence
here is told by its own label and source, so every program reads well.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from training.domain.hours import as_hours
from training.domain.program import Program
from training.domain.program.marks import Who
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext
from training.domain.worklist import all_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One requirement: `sentence` is empty where its label has to speak for itself."""

    label: str
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Something that does not count: what, and why."""

    what: str
    why: str


def asked(program: Program) -> list[Asked]:
    """Every requirement in the order of the program."""
    return [
        Asked(rule.label, _sentence(rule, program), rule.source) for rule in program.internship.requirements
    ]


def _sentence(rule: Any, program: Program) -> str:
    say = SENTENCES.get(rule.kind)
    return say(rule, program) if say else ""


# ------------------------------------------------------------------ one sentence a kind of rule


def _minutes(rule: Any, program: Program) -> str:
    hours = as_hours(rule.minutes)
    if not rule.activities:
        return _("At least %(hours)s that count, of all activities together.", hours=hours)
    activities = either(_labels(rule.activities, program))
    return _("At least %(hours)s that count, logged as %(activities)s.", hours=hours, activities=activities)


def _months(rule: Any, _program: Program) -> str:
    return ngettext(
        "At least %(number)s month from the day everyone has signed the agreement. Leave is not counted.",
        "At least %(number)s months from the day everyone has signed the agreement. Leave is not counted.",
        rule.months,
    )


def _distinct_cases(rule: Any, program: Program) -> str:
    if not rule.activities:
        return ngettext(
            "At least %(number)s case with hours that count.",
            "At least %(number)s different cases, each with hours that count.",
            rule.cases,
        )
    return ngettext(
        "At least %(number)s case with hours that count, logged as %(activities)s.",
        "At least %(number)s different cases, each with hours that count, logged as %(activities)s.",
        rule.cases,
        activities=either(_labels(rule.activities, program)),
    )


def _closed_cases(rule: Any, _program: Program) -> str:
    return ngettext(
        "At least %(number)s case brought to its end by mutual decision, and not broken off.",
        "At least %(number)s cases brought to their end by mutual decision, and not broken off.",
        rule.cases,
    )


def _sign_by(rule: Any, _program: Program) -> str:
    return ngettext(
        "The hours of a month are signed by the last day of the next month. "
        "What is signed later does not count.",
        "The hours of a month are signed by the last day of the month that comes %(number)s months later. "
        "What is signed later does not count.",
        rule.months,
    )


def _consensus(_rule: Any, program: Program) -> str:
    parties = [the(one.party, program) for one in program.internship.attestations]
    return _("All of these say so in writing: %(people)s.", people=all_of(parties))


def _evaluations(rule: Any, program: Program) -> str:
    writers = [the(one.by, program) for one in program.internship.evaluations.forms]
    return ngettext(
        "%(number)s round of evaluation, written by %(people)s.",
        "%(number)s rounds of evaluation, each written by %(people)s.",
        rule.rounds,
        people=all_of(writers),
    )


# By the kind as the definition names it; a kind that is not here has no sentence yet.
SENTENCES: dict[str, Callable[[Any, Program], str]] = {
    "minutes": _minutes,
    "months": _months,
    "distinct_cases": _distinct_cases,
    "closed_cases": _closed_cases,
    "sign_by": _sign_by,
    "consensus": _consensus,
    "evaluations": _evaluations,
}


# ------------------------------------------------------------------ what does not count


def uncounted(program: Program) -> list[Uncounted]:
    """What is logged or done and yet does not count, the commonest first."""
    limits = program.internship.limits
    return [
        Uncounted(
            _("Hours nobody has signed"),
            _("They wait. A signature says that somebody who was close to the work vouches for it."),
        ),
        *_deadline(program),
        Uncounted(
            _("Hours before the agreement"),
            _("Nothing counts before the day on which everyone has signed the internship agreement."),
        ),
        Uncounted(
            _("More than %(hours)s on one day", hours=as_hours(limits.daily_minutes)),
            _("More than that is not taken into the log, whatever it is made of."),
        ),
        Uncounted(
            ngettext(
                "Work written down more than %(number)s day later",
                "Work written down more than %(number)s days later",
                limits.late_entry_days,
            ),
            _("Memory fades. The office can help where there was a reason."),
        ),
        Uncounted(
            _("Days of leave"), _("The clock of the internship stands still, and nothing is logged on them.")
        ),
        *_asked_by_nobody(program),
    ]


def _deadline(program: Program) -> Iterable[Uncounted]:
    if (months := program.internship.sign_by_months) is None:
        return
    yield Uncounted(
        _("Hours signed too late"),
        ngettext(
            "The last day for a signature is the last day of the month after the work. "
            "After it the hours stay in the log and count for nothing.",
            "The last day for a signature is the last day of the month that comes %(number)s months "
            "after the work. "
            "After it the hours stay in the log and count for nothing.",
            months,
        ),
    )


def _asked_by_nobody(program: Program) -> Iterable[Uncounted]:
    """Activities that are logged and signed, while no requirement asks for hours of them."""
    rules: Iterable[Any] = program.internship.requirements
    named = [getattr(rule, "activities", ()) for rule in rules if rule.kind == "minutes"]
    if not all(named):  # one of them asks for hours of everything
        return
    wanted = {one for activities in named for one in activities}
    left = [one.label for one in program.internship.activities if one.id not in wanted]
    if left:
        yield Uncounted(
            either(left),
            _("It is part of the work and is logged and signed. No requirement asks for hours of it."),
        )


# ------------------------------------------------------------------ words


def signers(program: Program) -> list[tuple[str, str, str]]:
    """Of each activity its label, its hint, and by whom an hour of it is signed."""
    return [
        (one.label, one.hint, all_of([the(role, program) for role in one.signed_by.roles]))
        for one in program.internship.activities
    ]


def who_signs_hours(program: Program) -> str:
    """Everyone whose signature an hour of the internship may need."""
    roles: dict[Who, None] = dict.fromkeys(
        role for one in program.internship.activities for role in one.signed_by.roles
    )
    return all_of([the(role, program) for role in roles])


def the(role: Who, program: Program) -> str:
    """A role as it stands within a sentence; only English writes it small there."""
    word = program.role(role).one
    if program.language.startswith("en") and not word[:2].isupper():
        word = word[:1].lower() + word[1:]
    return _("the %(role)s", role=word)


def _labels(ids: Iterable[str], program: Program) -> list[str]:
    return [program.internship.activity(one).label for one in ids]


def either(labels: list[str]) -> str:
    """`“Client session”, “Study” or “Group supervision”`."""
    quoted = [_("“%(word)s”", word=label) for label in labels]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("%(some)s or %(last)s", some=", ".join(quoted[:-1]), last=quoted[-1])
