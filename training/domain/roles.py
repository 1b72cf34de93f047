"""Who takes part, and in which capacity somebody acts."""

from dataclasses import dataclass
from datetime import datetime

from training.domain.words import Word


class Role(Word):
    APPLICANT = "applicant"
    TRAINEE = "trainee"
    INTERN = "intern"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    INSTRUCTOR = "instructor"
    THERAPIST = "therapist"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"
    REGISTRAR = "registrar"
    DIRECTOR = "director"
    ADMINISTRATOR = "administrator"
    REFEREE = "referee"  # acts by a link, never holds an account for it
    SYSTEM = "system"  # a deadline or a nightly job


STAFF = frozenset({Role.CHAIR, Role.COORDINATOR, Role.REGISTRAR, Role.DIRECTOR, Role.ADMINISTRATOR})


THE_CLIENT = "client"
"""For whom a therapist speaks at the closing of a case: nobody here knows more of them."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, in which capacity, when, and for whom where somebody stands in."""

    ref: str
    capacity: Role
    at: datetime
    acting_for: str | None = None


def by_system(at: datetime) -> By:
    """A deadline that passed or a nightly job."""
    return By("system", Role.SYSTEM, at)
