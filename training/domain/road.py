"""The whole road of one person, and where on it they are."""

from dataclasses import dataclass
from datetime import date

from training.domain.tongue import Shape, marked, say_date
from training.domain.tongue import gettext as _

STEPS = (
    marked("Application"),
    marked("Committee"),
    marked("Course"),
    marked("Recommended"),
    marked("Internship"),
    marked("Certified"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The day each step was reached; None where it was not."""

    began: date | None = None
    sent: date | None = None
    enrolled: date | None = None
    recommended: date | None = None
    internship: date | None = None
    certified: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    detail: str


def steps(reached: Reached) -> tuple[list[Step], int]:
    """The steps with their days, and the number of the one that is current (-1: not begun)."""
    days = (
        reached.began,
        reached.sent,
        reached.enrolled,
        reached.recommended,
        reached.internship,
        reached.certified,
    )
    found = [
        Step(_(label), say_date(day, Shape.SHORT_MONTH) if day else "")
        for label, day in zip(STEPS, days, strict=True)
    ]
    return found, max((number for number, day in enumerate(days) if day), default=-1)
