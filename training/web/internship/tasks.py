"""What needs doing, most urgent first."""

from collections import defaultdict
from datetime import date
from typing import Any

from flask import url_for

from training.actions.evaluations import owed_by
from training.domain.hours import as_hours, month_of, month_starts, sign_by
from training.domain.internship import LOGGING, InternshipStatus
from training.domain.log import Done, owed
from training.domain.program import Consensus, Program
from training.domain.requirements import Progress
from training.domain.roles import Role
from training.domain.signoff import EntryStatus
from training.domain.tongue import Shape, ngettext, say_date
from training.domain.tongue import gettext as _
from training.domain.worklist import completion_waits
from training.web.internship.desk import Desk, Figures
from training.web.worklist import asks_the_intern, whom_it_waits_for

_URGENCY = {"late": 0, "due": 1, "open": 2}


def tasks(desk: Desk, known: Figures, today: date) -> list[dict[str, Any]]:
    rows = [
        *_agreement(desk),
        *_owed(desk, known, today),
        *_evaluation(desk, today),
        *_months(desk.program, known, today),
        *_word(desk),
        *_completion(desk, known.progress),
    ]
    return sorted(rows, key=lambda row: _URGENCY[row["urgency"]])


def _agreement(desk: Desk) -> list[dict[str, Any]]:
    pending = desk.internship.status is InternshipStatus.AGREEMENT_PENDING
    if not pending or desk.internship.agreement_id:
        return []
    return [
        {
            "urgency": "due",
            "text": _("Sign the internship agreement"),
            "detail": _("Hours count from the day on which everyone has signed it."),
            "href": url_for(".agreement"),
            "label": _("Read and sign"),
        }
    ]


def _owed(desk: Desk, known: Figures, today: date) -> list[dict[str, Any]]:
    """Consultations and reviews that should have followed a session; of each case the oldest."""
    program = desk.program
    if desk.internship.status not in LOGGING:
        return []
    missing = owed([done for done, _ in known.rows], program.internship, today)
    label = {activity.id: activity.label for activity in program.internship.activities}
    return [
        {
            "urgency": "late" if one.due_on < today else "due",
            "text": _(
                "%(activity)s after a session of %(case)s is missing",
                activity=label[one.activity],
                case=one.after.case,
            ),
            "detail": _("Session on %(day)s.", day=say_date(one.after.on)),
            "due": _until(one.due_on, today),
            "href": url_for(".new", activity=one.activity, case=one.after.case),
            "label": _("Record it"),
        }
        for one in {(one.activity, one.after.case): one for one in reversed(missing)}.values()
    ]


def _word(desk: Desk) -> list[dict[str, Any]]:
    """In completion review: my own word first, then whom it waits for."""
    found = desk.internship
    if found.status is not InternshipStatus.COMPLETION_REVIEW:
        return []
    if asks_the_intern(found):
        asked = {
            "urgency": "due",
            "text": _("Say whether your internship is complete"),
            "label": _("Read and sign"),
        }
        return [asked | {"href": url_for("evaluations.attest_own")}]
    waits = completion_waits(whom_it_waits_for(found))
    row = {"urgency": waits.urgency, "text": waits.text, "label": waits.label}
    return [row | {"href": url_for(waits.endpoint)}]


def _months(program: Program, known: Figures, today: date) -> list[dict[str, Any]]:
    """Months that are over and not yet sent, and entries that came back."""
    unsent: dict[str, list[Done]] = defaultdict(list)
    returned: dict[str, list[Done]] = defaultdict(list)
    for done, status in known.rows:
        if status is EntryStatus.RETURNED:
            returned[month_of(done.on)].append(done)
        elif status is EntryStatus.DRAFT and month_of(done.on) < month_of(today):
            unsent[month_of(done.on)].append(done)
    return [
        *(_month(program, period, some, today, came_back=True) for period, some in returned.items()),
        *(_month(program, period, some, today) for period, some in unsent.items()),
    ]


def _month(
    program: Program, period: str, done: list[Done], today: date, *, came_back: bool = False
) -> dict[str, Any]:
    first, months = month_starts(period), program.internship.sign_by_months
    name = say_date(first, Shape.MONTH if first.year != today.year else Shape.MONTH_NAME)
    deadline = sign_by(period, months or 1)
    return {
        "urgency": "late" if months is not None and deadline < today else "due",
        "text": _came_back(name, len(done))
        if came_back
        else _("Send %(month)s to your supervisors for signature", month=name),
        "detail": _in_it(done, deadline if months else None),
        "due": _until(deadline, today),
        "href": url_for(".period", period=period),
        "label": _("Look over %(month)s", month=name),
    }


def _came_back(month: str, count: int) -> str:
    return ngettext(
        "%(number)s entry of %(month)s came back to you",
        "%(number)s entries of %(month)s came back to you",
        count,
        month=month,
    )


def _in_it(done: list[Done], deadline: date | None) -> str:
    """How much it is, and until when it can be signed where the program has such a day."""
    hours = as_hours(sum(one.minutes for one in done))
    if deadline is None:
        return ngettext(
            "%(number)s entry, %(hours)s.", "%(number)s entries, %(hours)s.", len(done), hours=hours
        )
    return ngettext(
        "%(number)s entry, %(hours)s. Unsigned hours stop counting after %(day)s.",
        "%(number)s entries, %(hours)s. Unsigned hours stop counting after %(day)s.",
        len(done),
        hours=hours,
        day=say_date(deadline),
    )


def _evaluation(desk: Desk, today: date) -> list[dict[str, Any]]:
    """The oldest round I still have to write."""
    owed_rounds = owed_by(desk.internship.person, Role.INTERN, desk.internship, desk.program, on=today)
    return [
        {
            "urgency": "due",
            "text": _("Write your evaluation for the months up to %(day)s", day=say_date(due_on)),
            "detail": _("You read what your supervisors wrote once you have sent your own."),
            "href": url_for("evaluations.mine"),
            "label": _("Write it"),
        }
        for due_on in owed_rounds[:1]
    ]


def _completion(desk: Desk, progress: Progress) -> list[dict[str, Any]]:
    if desk.internship.status is not InternshipStatus.ACTIVE or not met_but_consensus(desk.program, progress):
        return []
    return [
        {
            "urgency": "open",
            "text": _("Every requirement is met"),
            "detail": _("Ask everyone to agree that the internship is complete."),
            "href": url_for(".completion"),
            "label": _("Ask for completion"),
            "post": True,
        }
    ]


def met_but_consensus(program: Program, progress: Progress) -> bool:
    last_word = {rule.id for rule in program.internship.requirements if isinstance(rule, Consensus)}
    return all(answer.met for answer in progress.answers if answer.id not in last_word)


def _until(due: date, today: date) -> str:
    days = (due - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%(number)s day late", "%(number)s days late", -days)
    return ngettext("in %(number)s day", "in %(number)s days", days)
