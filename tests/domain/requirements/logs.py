"""Logs written short: hours spread over days, as a person would have worked them."""

from datetime import date, timedelta

from training.domain.program.rules import Mode
from training.domain.requirements import Entry

INDIVIDUAL, GROUP = Mode.INDIVIDUAL, Mode.GROUP
SIGNED = date(2026, 4, 10)


def spread(activity, minutes, first=date(2026, 3, 1), a_day=480, **facts):
    """So many minutes of one activity, from a day on, no more than `a_day` of them each day."""
    rows, on = [], first
    while minutes:
        part = min(a_day, minutes)
        rows.append(Entry(on=on, minutes=part, activity=activity, **facts))
        minutes, on = minutes - part, on + timedelta(days=1)
    return rows


def march(independent, individual=(), group=(), *, signed_on=SIGNED, observed=30, **facts):
    """A BACB month under S1: hours alone, then contacts by their hours, the first one observed."""
    rows = spread("independent", 60 * independent, supervisor="S1", signed_on=signed_on, **facts)
    held = [(INDIVIDUAL, hours) for hours in individual] + [(GROUP, hours) for hours in group]
    for number, (mode, hours) in enumerate(held):
        rows.append(
            Entry(
                on=date(2026, 3, 20 + number),
                minutes=round(60 * hours),
                activity="supervised",
                mode=mode,
                supervisor="S1",
                signed_on=signed_on,
                observed_minutes=observed if not number else 0,
                **facts,
            )
        )
    return rows


def as_csv(rows):
    """The same log as a file."""
    columns = "date,minutes,activity,mode,group_size,supervisor,setting,case,tags,observed_minutes,signed_on"
    lines = [columns]
    for row in rows:
        cells = [
            row.on, row.minutes, row.activity, row.mode, row.group_size, row.supervisor, row.setting,
            row.case, " ".join(sorted(row.tags)), row.observed_minutes or None, row.signed_on,
        ]  # fmt: skip
        lines.append(",".join("" if cell is None else str(cell) for cell in cells))
    return "\n".join(lines) + "\n"
