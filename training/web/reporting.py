"""What the office's report shows: how applications come along, and the hours of all internships."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from markupsafe import Markup
from sqlalchemy.orm import Session

from training.charts import Medium, show
from training.charts.funnel import Funnel, Stage
from training.charts.months import Kind, Month, Months
from training.domain.application import ApplicationStatus
from training.domain.funnel import ROAD, Arrival, Stay, stays
from training.domain.hours import add_months, as_hours, month_of
from training.domain.signoff import EntryStatus
from training.queries import reports as queries

APPLICATIONS_OF, HOURS_OF = 24, 12  # months, today's included
KINDS = (Kind("signed", "first"), Kind("waiting for a signature", "waits"))
STAGES = {
    ApplicationStatus.DRAFT: "Begun",
    ApplicationStatus.SUBMITTED: "Sent",
    ApplicationStatus.UNDER_REVIEW: "Under review",
    ApplicationStatus.DECIDED: "Decided",
    ApplicationStatus.OFFERED: "Offered a place",
    ApplicationStatus.ACCEPTED: "Accepted",
    ApplicationStatus.ENROLLED: "Enrolled",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, its answer in a sentence, and its picture; none where there is nothing to draw yet."""

    question: str
    answer: str
    picture: Markup | None
    nothing: str


def report(session: Session, on: date, medium: Medium) -> list[Answered]:
    """Two statements, whatever there is to count."""
    return [_applications(session, on, medium), _hours(session, on, medium)]


def _applications(session: Session, on: date, medium: Medium) -> Answered:
    since = add_months(on.replace(day=1), 1 - APPLICATIONS_OF)
    rows = session.execute(queries.steps(datetime.combine(since, time.min, UTC))).all()
    found = stays(_arrivals(rows))
    begun, enrolled = found[0].reached, found[-1].reached
    picture = Funnel(
        id="applications",
        title="Applications by stage",
        stages=tuple(_stage(one) for one in found),
        note=f"Of the applications begun since {since:%B %Y}. Who was sent back, waits for a place, withdrew "
        "or was declined is counted up to where they came.",
    )
    answer = f"Of {begun} begun since {since:%B %Y}, {enrolled} are enrolled."
    return Answered(
        question="How do applications come along?",
        answer=answer,
        picture=show(picture, medium) if begun else None,
        nothing="The first application that is begun appears here.",
    )


def _arrivals(rows: Iterable[Any]) -> list[Arrival]:
    """The beginning of each application, then where each move took it."""
    beginnings = {row.ref: Arrival(row.ref, ApplicationStatus.DRAFT, row.began_at) for row in rows}
    moves = [Arrival(row.ref, ApplicationStatus(row.after), row.at) for row in rows if row.after]
    return [*beginnings.values(), *moves]


def _stage(stay: Stay) -> Stage:
    """Nobody waits in the last one: it is where the road leads."""
    here = 0 if stay.status is ROAD[-1] else stay.here
    return Stage(STAGES[stay.status], stay.reached, here, stay.days)


def _hours(session: Session, on: date, medium: Medium) -> Answered:
    first = add_months(on.replace(day=1), 1 - HOURS_OF)
    minutes: Counter[tuple[str, EntryStatus]] = Counter()
    for day, status, some in session.execute(queries.minutes_by_day(first)):
        minutes[month_of(day), status] += some
    months = [add_months(first, number) for number in range(HOURS_OF)]
    parts = (EntryStatus.SIGNED, EntryStatus.SUBMITTED)
    picture = Months(
        id="hours",
        title="Hours by month, signed and waiting",
        kinds=KINDS,
        months=tuple(Month(one, tuple(minutes[month_of(one), part] for part in parts)) for one in months),
        note="By the month in which they were worked.",
    )
    signed, waiting = (sum(minutes[month_of(one), part] for one in months) for part in parts)
    answer = (
        f"{as_hours(signed)} of the last twelve months are signed, {as_hours(waiting)} wait for a signature."
    )
    return Answered(
        question="Are the hours being signed?",
        answer=answer,
        picture=show(picture, medium) if minutes else None,
        nothing="Hours appear here from the day on which an intern sends them to a supervisor.",
    )
