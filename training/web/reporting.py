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
from training.domain.tongue import Shape, marked, say_date
from training.domain.tongue import gettext as _
from training.queries import reports as queries

APPLICATIONS_OF, HOURS_OF = 24, 12  # months, today's included
STAGES = {
    ApplicationStatus.DRAFT: marked("Begun"),
    ApplicationStatus.SUBMITTED: marked("Sent"),
    ApplicationStatus.UNDER_REVIEW: marked("Under review"),
    ApplicationStatus.DECIDED: marked("Decided"),
    ApplicationStatus.OFFERED: marked("Offered a place"),
    ApplicationStatus.ACCEPTED: marked("Accepted"),
    ApplicationStatus.ENROLLED: marked("Enrolled"),
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
    month = say_date(since, Shape.MONTH)
    picture = Funnel(
        id="applications",
        title=_("Applications by stage"),
        stages=tuple(_stage(one) for one in found),
        note=_(
            "Of the applications begun since %(month)s. Who was sent back, waits for a place, withdrew "
            "or was declined is counted up to where they came.",
            month=month,
        ),
    )
    answer = _(
        "Begun since %(month)s: %(begun)s. Enrolled of them: %(enrolled)s.",
        month=month,
        begun=begun,
        enrolled=enrolled,
    )
    return Answered(
        question=_("How do applications come along?"),
        answer=answer,
        picture=show(picture, medium) if begun else None,
        nothing=_("The first application that is begun appears here."),
    )


def _arrivals(rows: Iterable[Any]) -> list[Arrival]:
    """The beginning of each application, then where each move took it."""
    beginnings = {row.ref: Arrival(row.ref, ApplicationStatus.DRAFT, row.began_at) for row in rows}
    moves = [Arrival(row.ref, ApplicationStatus(row.after), row.at) for row in rows if row.after]
    return [*beginnings.values(), *moves]


def _stage(stay: Stay) -> Stage:
    """Nobody waits in the last one: it is where the road leads."""
    here = 0 if stay.status is ROAD[-1] else stay.here
    return Stage(_(STAGES[stay.status]), stay.reached, here, stay.days)


def _hours(session: Session, on: date, medium: Medium) -> Answered:
    first = add_months(on.replace(day=1), 1 - HOURS_OF)
    minutes: Counter[tuple[str, EntryStatus]] = Counter()
    for day, status, some in session.execute(queries.minutes_by_day(first)):
        minutes[month_of(day), status] += some
    months = [add_months(first, number) for number in range(HOURS_OF)]
    parts = (EntryStatus.SIGNED, EntryStatus.SUBMITTED)
    picture = Months(
        id="hours",
        title=_("Hours by month, signed and waiting"),
        kinds=(Kind(_("signed"), "first"), Kind(_("waiting for a signature"), "waits")),
        months=tuple(Month(one, tuple(minutes[month_of(one), part] for part in parts)) for one in months),
        note=_("By the month in which they were worked."),
    )
    signed, waiting = (sum(minutes[month_of(one), part] for one in months) for part in parts)
    answer = _(
        "%(signed)s of the last twelve months are signed, %(waiting)s wait for a signature.",
        signed=as_hours(signed),
        waiting=as_hours(waiting),
    )
    return Answered(
        question=_("Are the hours being signed?"),
        answer=answer,
        picture=show(picture, medium) if minutes else None,
        nothing=_("Hours appear here from the day on which an intern sends them to a supervisor."),
    )
