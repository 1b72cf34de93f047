"""The whole road of one person, and where on it they are."""

from dataclasses import dataclass
from datetime import date

from training.domain.application import SETTLED, ApplicationStatus, as_told
from training.domain.course import EnrolmentStatus
from training.domain.internship import InternshipStatus
from training.domain.tongue import Shape, marked, say_date
from training.domain.tongue import gettext as _
from training.domain.words import Word

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


class Stage(Word):
    """Where somebody is, or what of theirs waits for the office."""

    APPLYING = "applying"
    IN_THE_COURSE = "in_the_course"
    IN_THE_INTERNSHIP = "in_the_internship"
    CERTIFIED = "certified"
    NEEDS_SUPERVISORS = "needs_supervisors"
    HAS_A_CASE_TO_JUDGE = "has_a_case_to_judge"
    ASKS_FOR_COMPLETION = "asks_for_completion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """The latest of each thing that makes up a road; None where there never was one."""

    application: ApplicationStatus | None = None
    enrolment: EnrolmentStatus | None = None
    internship: InternshipStatus | None = None
    certified: bool = False


def whereabouts(found: Whereabouts) -> str:
    """Where somebody stands in a few words, by what is furthest along the road; empty off the road."""
    if found.certified:
        return Stage.CERTIFIED.label
    if found.internship:
        return _("Internship: %(state)s", state=found.internship.label.lower())
    if found.enrolment:
        return _("Course: %(state)s", state=found.enrolment.label.lower())
    if found.application:
        return _("Application: %(state)s", state=as_told(found.application).label.lower())
    return ""


# An application in one of these is on its way.
UNDER_WAY = frozenset(ApplicationStatus) - SETTLED
