"""The pictures of an internship: requirements, hours by month, its time so far, its way to the target."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

from training.charts import Medium, Requirement, Requirements, show, show_requirements
from training.charts.life import Life, Moment, Row, Span
from training.charts.months import Kind, Month, Months, Pace
from training.charts.target import Point, Target
from training.domain.forecast.way import together
from training.domain.hours import add_months, as_hours, month_of
from training.domain.log import Done
from training.domain.program import Activity, MinimumMinutes, MinimumMonths, Program
from training.domain.requirements import Answer, Entry, Progress, Standing, Unit
from training.domain.requirements.answers import amount
from training.domain.tongue import Shape, marked, ngettext, say_date
from training.domain.tongue import gettext as _
from training.models import Case, Internship

MONTHS_SHOWN = 12
FARTHEST = 24  # months after the end that is asked for; a guess beyond would flatten the picture
KINDS = (
    (marked("client sessions"), "first"),
    (marked("around the sessions"), "second"),
    (marked("study and group"), "third"),
)
LIFE = (("first", marked("open case")), ("second", marked("closed case")), ("leave", marked("leave")))
ROUNDS = (("done", marked("evaluation written")), ("ahead", marked("evaluation ahead")))


def bars(answered: Progress, page: str | None = None, medium: Medium = Medium.PAGE) -> Markup:
    """A row for each requirement that asks for something. `page`: where each of them is explained."""
    rows = tuple(_bar(one, page) for one in answered.answers if one.asks)
    return show_requirements(Requirements(id="requirements", title=_("Where it stands"), rows=rows), medium)


def _bar(answer: Answer, page: str | None) -> Requirement:
    in_minutes = answer.unit is Unit.MINUTES
    return Requirement(
        id=answer.id,
        label=answer.label,
        rule=_("at least %(amount)s", amount=amount(answer.needed, answer.unit)),
        needed=answer.needed,
        countable=answer.countable,
        pending=answer.pending,
        raw=answer.raw if in_minutes else answer.countable + answer.pending,
        countable_text=_figure(answer.countable, answer.unit),
        pending_text=_figure(answer.pending, answer.unit) if answer.pending else "",
        needed_text=amount(answer.needed, answer.unit),
        raw_text=_figure(answer.raw, answer.unit) if in_minutes else "",
        met=answer.met,
        href=f"{page}#requirement-{answer.id}" if page else None,
    )


def _figure(number: int, unit: Unit) -> str:
    return as_hours(number) if unit is Unit.MINUTES else str(number)


def by_month(done: Iterable[Done], program: Program, today: date) -> Markup:
    """Hours of the last twelve months by kind of work, with the pace the program asks for."""
    minutes: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in done:
        minutes[month_of(one.on)][_kind(program.internship.activity(one.activity))] += one.minutes
    first = add_months(today.replace(day=1), 1 - MONTHS_SHOWN)
    months = [add_months(first, number) for number in range(MONTHS_SHOWN)]
    needed = _pace(program)
    return show(
        Months(
            id="months",
            title=_("Hours by month"),
            kinds=tuple(Kind(_(words), colour) for words, colour in KINDS),
            months=tuple(Month(on, tuple(minutes[month_of(on)])) for on in months),
            pace=Pace(needed, _("needed pace %(hours)s", hours=as_hours(needed))) if needed else None,
        )
    )


def _kind(activity: Activity) -> int:
    if activity.uses_methods:
        return 0
    return 1 if activity.needs_case else 2


def _asked(program: Program) -> tuple[int, int]:
    """All the minimum minutes, and the minimum time in months; 0 where none is set."""
    rules = program.internship.requirements
    minutes = sum(rule.minutes for rule in rules if isinstance(rule, MinimumMinutes))
    return minutes, next((rule.months for rule in rules if isinstance(rule, MinimumMonths)), 0)


def _pace(program: Program) -> int:
    """Minutes a month that would reach all the minimum minutes in the minimum time; 0 where none is set."""
    minutes, months = _asked(program)
    return minutes // months if months else 0


# ------------------------------------------------------------------ the way to the target


def target(
    entries: Sequence[Entry], standing: Standing, program: Program, expected_on: date | None
) -> Markup | None:
    """Countable hours as they came together, against the even pace; none where no time or no hours are asked.

    `expected_on`: when all the hours would be there at the present pace.
    """
    minutes, months = _asked(program)
    if not minutes or not months:
        return None
    began = standing.started_on or standing.on
    end = Point(add_months(began, months), minutes)
    internship = program.internship
    so_far = together(internship.requirements, entries, standing, internship.counting)
    is_near = expected_on and standing.on < expected_on <= add_months(end.on, FARTHEST)
    return show(
        Target(
            id="target",
            title=_("Countable hours against the needed pace"),
            points=tuple(Point(on, sum_) for on, sum_ in so_far),
            pace=(Point(began, 0), end),
            pace_words=_("needed pace"),
            ahead=Point(expected_on, minutes) if expected_on and is_near else None,
            ahead_words=_at_your_pace(expected_on),
            note=_("Hours only. Cases, rounds of evaluation and time are told in the table below."),
        )
    )


def _at_your_pace(on: date | None) -> str:
    return _("at your pace, %(month)s", month=say_date(on, Shape.SHORT_MONTH)) if on else ""


# ------------------------------------------------------------------ at a glance


def life(internship: Internship, program: Program, today: date) -> Markup | None:
    """Cases, leave and evaluations on one line of time. Needs these loaded and the internship begun."""
    began, months = internship.started_on or today, _asked(program)[1] or MONTHS_SHOWN
    last = max(add_months(began, months), add_months(today, 3))
    rows = (*_cases(internship, today), *_leave(internship, today))
    rounds = _evaluations(internship, program, today, last)
    if not rows and not rounds:
        return None
    return show(
        Life(
            id="life",
            title=_("The internship so far"),
            first=began,
            last=last,
            today=today,
            rows=(*rows, *rounds),
            key=[(kind, _(words)) for kind, words in (*(LIFE if rows else ()), *(ROUNDS if rounds else ()))],
        )
    )


def _cases(internship: Internship, today: date) -> list[Row]:
    return [_case(case, case.opened_on, today) for case in internship.cases if case.opened_on is not None]


def _case(case: Case, opened_on: date, today: date) -> Row:
    said = {"code": case.code, "opened": say_date(opened_on)}
    if case.closed_on:
        words = _(
            "Case %(code)s, opened on %(opened)s, closed on %(closed)s",
            **said,
            closed=say_date(case.closed_on),
        )
        return Row(case.code, _("closed"), words, (Span(opened_on, case.closed_on, "second"),))
    detail = _("open · %(format)s", format=case.format.label.lower())
    words = _("Case %(code)s, opened on %(opened)s, still open", **said)
    return Row(case.code, detail, words, (Span(opened_on, today, "first"),))


def _leave(internship: Internship, today: date) -> list[Row]:
    if not internship.leaves:
        return []
    spans = tuple(Span(one.from_on, one.until_on or today, "leave") for one in internship.leaves)
    said = [
        _(
            "%(from)s to %(until)s",
            **{
                "from": say_date(one.from_on),
                "until": say_date(one.until_on) if one.until_on else _("now"),
            },
        )
        for one in internship.leaves
    ]
    return [Row(_("Leave"), "", "; ".join(said), spans)]


def _evaluations(internship: Internship, program: Program, today: date, last: date) -> list[Row]:
    """What was written is marked done; the next rounds stand ahead."""
    every, began = program.internship.evaluations.every_months, internship.started_on or today
    done = [day for day, _rounds in groupby(sorted(one.due_on for one in internship.evaluations))]
    ahead, number = [], 1
    while (due := add_months(began, every * number)) <= last:
        ahead += [due] if due > today and due not in done else []
        number += 1
    marks = (*(Moment(day, "done") for day in done), *(Moment(day, "ahead") for day in ahead))
    return [Row(_("Evaluations"), "", _rounds_in_words(len(done), ahead), (), marks)] if marks else []


def _rounds_in_words(done: int, ahead: Sequence[date]) -> str:
    if not ahead:
        return ngettext("One round of evaluation written", "%(number)s rounds of evaluation written", done)
    return ngettext(
        "One round of evaluation written, the next is due on %(day)s",
        "%(number)s rounds of evaluation written, the next is due on %(day)s",
        done,
        day=say_date(ahead[0]),
    )
