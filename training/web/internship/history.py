"""The days of an internship as a line of events, latest first, for whoever arranges it."""

from datetime import date

from training.domain.program import Who
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date
from training.web.internship.desk import Desk

Event = tuple[date, str]


def history(desk: Desk) -> list[dict[str, str]]:
    """What happened on which day, as far as the rows say so. Needs supervisions and leaves."""
    events = sorted([*_of_itself(desk), *_of_supervisors(desk), *_of_leave(desk)], key=lambda event: event[0])
    return [
        {"title": words, "when": say_date(on), "machine": on.isoformat()} for on, words in reversed(events)
    ]


def _of_itself(desk: Desk) -> list[Event]:
    found = desk.internship
    days = [
        (found.proposed_on, _("Proposed for an internship.")),
        (found.started_on, _("Everyone had signed the agreement: the internship began.")),
        (found.completed_on, _("The internship was completed.")),
    ]
    return [(on, words) for on, words in days if on]


def _of_supervisors(desk: Desk) -> list[Event]:
    events: list[Event] = []
    for one in desk.internship.supervisions:
        who = {"name": one.supervisor.name, "role": desk.program.role(Who(one.role.value)).one.lower()}
        if one.from_on:
            events.append((one.from_on, _("%(name)s signed the agreement as %(role)s.", **who)))
        if one.until_on:
            events.append((one.until_on, _("%(name)s ended as %(role)s.", **who)))
    return events


def _of_leave(desk: Desk) -> list[Event]:
    events: list[Event] = []
    for one in desk.internship.leaves:
        events.append((one.from_on, _("Leave began.")))
        if one.until_on:
            events.append((one.until_on, _("Last day of the leave.")))
    return events
