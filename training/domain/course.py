"""The course. Time is counted in whole minutes, so sums are exact."""

from collections.abc import Iterable
from dataclasses import dataclass

from training.domain.machine import Arrow, Machine
from training.domain.program.practice import ModuleKind
from training.domain.roles import Role
from training.domain.words import RuleBroken, Word


class EnrolmentStatus(Word):
    REGISTERED = "registered"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    WITHDRAWN = "withdrawn"


class EnrolmentMove(Word):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    COMPLETE = "complete"
    CLOSE_INCOMPLETE = "close_incomplete"
    EXTEND = "extend"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


S, M = EnrolmentStatus, EnrolmentMove
_OFFICE, _DIRECTOR = (Role.REGISTRAR, Role.DIRECTOR), (Role.DIRECTOR,)

ENROLMENT = Machine(
    id="enrolment",
    name="enrolment",
    start=S.REGISTERED,
    pauses=frozenset({S.PAUSED}),
    arrows=(
        Arrow(S.REGISTERED, M.START, S.ACTIVE, (Role.TRAINEE,), guard="confidentiality agreement signed"),
        Arrow(S.REGISTERED, M.WITHDRAW, S.WITHDRAWN, _OFFICE, needs_reason=True),
        Arrow(S.ACTIVE, M.PAUSE, S.PAUSED, _OFFICE, needs_reason=True),
        Arrow(S.PAUSED, M.RESUME, None, _OFFICE),
        Arrow(S.PAUSED, M.WITHDRAW, S.WITHDRAWN, _OFFICE, needs_reason=True),
        Arrow(
            S.ACTIVE,
            M.COMPLETE,
            S.COMPLETED,
            _DIRECTOR,
            guard="verified minutes and minima, assessments passed",
        ),
        Arrow(S.ACTIVE, M.CLOSE_INCOMPLETE, S.NOT_COMPLETED, _DIRECTOR, needs_reason=True),
        Arrow(S.ACTIVE, M.WITHDRAW, S.WITHDRAWN, _OFFICE, needs_reason=True),
        Arrow(S.NOT_COMPLETED, M.EXTEND, S.ACTIVE, _DIRECTOR, needs_reason=True),
        Arrow(
            S.COMPLETED,
            M.REOPEN,
            S.ACTIVE,
            _DIRECTOR,
            guard="no live certificate rests on it",
            needs_reason=True,
            is_correction=True,
        ),
    ),
)


class Presence(Word):
    EXPECTED = "expected"
    PRESENT = "present"
    PARTIAL = "partial"
    ABSENT = "absent"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class Attended:
    """Minutes of one session that one trainee was there for; `verified` by the instructor."""

    kind: ModuleKind
    minutes: int
    verified: bool


@dataclass(frozen=True, slots=True)
class CourseHours:
    """Verified minutes so far, in all and by kind, against what the program asks."""

    verified: int
    didactic: int
    experiential: int
    unverified: int
    needed: int
    needed_didactic: int
    needed_experiential: int

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.verified)

    @property
    def is_enough(self) -> bool:
        return (
            self.verified >= self.needed
            and self.didactic >= self.needed_didactic
            and self.experiential >= self.needed_experiential
        )


def course_hours(
    attended: Iterable[Attended], *, needed: int, didactic: int, experiential: int
) -> CourseHours:
    """Sum the verified minutes by kind."""
    sums = {ModuleKind.DIDACTIC: 0, ModuleKind.EXPERIENTIAL: 0}
    unverified = 0
    for one in attended:
        if one.verified:
            sums[one.kind] += one.minutes
        else:
            unverified += one.minutes
    return CourseHours(
        verified=sum(sums.values()),
        didactic=sums[ModuleKind.DIDACTIC],
        experiential=sums[ModuleKind.EXPERIENTIAL],
        unverified=unverified,
        needed=needed,
        needed_didactic=didactic,
        needed_experiential=experiential,
    )


class HoursMissing(RuleBroken):
    def __init__(self, hours: CourseHours) -> None:
        super().__init__(
            f"The course needs {hours.needed} verified minutes, {hours.needed_didactic} of them didactic and "
            f"{hours.needed_experiential} experiential; so far there are {hours.verified}, "
            f"{hours.didactic} and {hours.experiential}."
        )


class AssessmentsMissing(RuleBroken):
    def __init__(self, titles: list[str]) -> None:
        super().__init__(f"Not yet assessed as passed: {', '.join(titles)}.")


class TooManyMinutes(RuleBroken):
    def __init__(self, planned: int) -> None:
        super().__init__(f"The session was planned for {planned} minutes; nobody can be there for longer.")


class CohortFull(RuleBroken):
    def __init__(self, capacity: int) -> None:
        super().__init__(f"The cohort has {capacity} places, and all are taken.")
