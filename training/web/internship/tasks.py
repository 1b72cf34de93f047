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
from training.domain.worklist import completion_waits
from training.web.internship.desk import Desk, Figures, day
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
            "text": "Sign the internship agreement",
            "detail": "Hours count from the day on which everyone has signed it.",
            "href": url_for(".agreement"),
            "label": "Read and sign",
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
            "text": f"{label[one.activity]} after a session of {one.after.case} is missing",
            "detail": f"Session on {day(one.after.on)}.",
            "due": _until(one.due_on, today),
            "href": url_for(".new", activity=one.activity, case=one.after.case),
            "label": "Record it",
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
            "text": "Say whether your internship is complete",
            "label": "Read and sign",
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
        *(_month(program, period, some, today, "came back to you") for period, some in returned.items()),
        *(_month(program, period, some, today, "not sent yet") for period, some in unsent.items()),
    ]


def _month(program: Program, period: str, done: list[Done], today: date, what: str) -> dict[str, Any]:
    name = f"{month_starts(period):%B}"
    deadline = sign_by(period, program.internship.sign_by_months or 1)
    count = f"{len(done)} {'entry' if len(done) == 1 else 'entries'}"
    is_late = program.internship.sign_by_months is not None and deadline < today
    returned = what == "came back to you"
    return {
        "urgency": "late" if is_late else "due",
        "text": f"{count} of {name} {what}" if returned else f"Send {name} to your supervisors for signature",
        "detail": f"{count}, {as_hours(sum(one.minutes for one in done))}. "
        + (
            f"Unsigned hours stop counting after {day(deadline)}."
            if program.internship.sign_by_months
            else ""
        ),
        "due": _until(deadline, today),
        "href": url_for(".period", period=period),
        "label": f"Look over {name}",
    }


def _evaluation(desk: Desk, today: date) -> list[dict[str, Any]]:
    """The oldest round I still have to write."""
    owed_rounds = owed_by(desk.internship.person, Role.INTERN, desk.internship, desk.program, on=today)
    return [
        {
            "urgency": "due",
            "text": f"Write your evaluation for the months up to {day(due_on)}",
            "detail": "You read what your supervisors wrote once you have sent your own.",
            "href": url_for("evaluations.mine"),
            "label": "Write it",
        }
        for due_on in owed_rounds[:1]
    ]


def _completion(desk: Desk, progress: Progress) -> list[dict[str, Any]]:
    if desk.internship.status is not InternshipStatus.ACTIVE or not met_but_consensus(desk.program, progress):
        return []
    return [
        {
            "urgency": "open",
            "text": "Every requirement is met",
            "detail": "Ask everyone to agree that the internship is complete.",
            "href": url_for(".completion"),
            "label": "Ask for completion",
            "post": True,
        }
    ]


def met_but_consensus(program: Program, progress: Progress) -> bool:
    last_word = {rule.id for rule in program.internship.requirements if isinstance(rule, Consensus)}
    return all(answer.met for answer in progress.answers if answer.id not in last_word)


def _until(due: date, today: date) -> str:
    days = (due - today).days
    if days == 0:
        return "today"
    counted = f"{abs(days)} {'day' if abs(days) == 1 else 'days'}"
    return f"{counted} late" if days < 0 else f"in {counted}"
