"""The course. Time is counted in whole minutes, so sums are exact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from training.domain.hours import as_hours
from training.domain.machine import Arrow, Machine
from training.domain.program.practice import Assessment, ModuleKind
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import ngettext, say_date
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
            _(
                "The course asks for %(needed)s verified, %(didactic_needed)s of them didactic and "
                "%(experiential_needed)s experiential; so far there are %(verified)s, %(didactic)s and "
                "%(experiential)s.",
                needed=as_hours(hours.needed),
                didactic_needed=as_hours(hours.needed_didactic),
                experiential_needed=as_hours(hours.needed_experiential),
                verified=as_hours(hours.verified),
                didactic=as_hours(hours.didactic),
                experiential=as_hours(hours.experiential),
            )
        )


class AssessmentsMissing(RuleBroken):
    def __init__(self, titles: list[str]) -> None:
        super().__init__(_("Not yet assessed as passed: %(which)s.", which=", ".join(titles)))


class TooManyMinutes(RuleBroken):
    def __init__(self, planned: int) -> None:
        super().__init__(
            _(
                "The session was planned for %(planned)s minutes; nobody can be there for longer.",
                planned=planned,
            )
        )


class CohortFull(RuleBroken):
    def __init__(self, capacity: int) -> None:
        super().__init__(
            ngettext(
                "The cohort has one place, and it is taken.",
                "The cohort has %(number)s places, and all are taken.",
                capacity,
            )
        )


class EnrolledAlready(RuleBroken):
    def __init__(self, name: str) -> None:
        super().__init__(_("%(name)s is in this cohort already.", name=name))


class NotOnTheList(RuleBroken):
    def __init__(self, name: str | None) -> None:
        super().__init__(
            _(
                "%(name)s is not on the list of this session: attendance is taken of active trainees, "
                "and a trainee becomes active by signing the confidentiality agreement.",
                name=name or _("Somebody who was marked"),
            )
        )


class NotYetHeld(RuleBroken):
    def __init__(self, on: date) -> None:
        super().__init__(
            _("This session is on %(day)s. Attendance can be taken from that day on.", day=say_date(on))
        )


class StaleAttendance(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else saved this attendance a moment ago. What you chose is kept below; "
                "what stands now is written beside it. Save again to replace it."
            )
        )


class CorrectionNeedsReason(RuleBroken):
    def __init__(self) -> None:
        super().__init__(
            _("These minutes are verified. To correct them, write one sentence that the trainee may read.")
        )


class SessionStands(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Attendance of this session is verified, so it stays as it was held."))


class DayOutside(RuleBroken):
    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            _(
                "The cohort meets from %(first)s to %(last)s: choose a day between them.",
                first=say_date(first),
                last=say_date(last),
            )
        )


class CertificateRestsOnIt(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("A certificate rests on this completion. Revoke the certificate first."))


class NotCompleted(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("A recommendation comes after the completion of the course."))


class Recommendation(Word):
    RECOMMENDED = "recommended"
    NOT_YET = "not_yet"
    NOT_RECOMMENDED = "not_recommended"


# Whoever withdrew has given the place back.
HOLDS_A_PLACE = frozenset(EnrolmentStatus) - {EnrolmentStatus.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Mark:
    """What the instructor saw: there, for a part of it, or not. Why is never asked."""

    presence: Presence
    minutes: int = 0


def marked(presence: Presence, minutes: int, planned: int) -> Mark:
    """The mark as it counts: all of the planned minutes, some of them, or none."""
    if presence is Presence.PRESENT:
        return Mark(presence, planned)
    if presence is not Presence.PARTIAL:
        return Mark(presence)
    if minutes > planned:
        raise TooManyMinutes(planned)
    return Mark(presence, minutes)


def unpassed(assessments: Iterable[Assessment], standing: Mapping[str, bool]) -> list[str]:
    """Labels of the required competencies that are not, or no longer, assessed as passed."""
    return [one.label for one in assessments if one.required and not standing.get(one.id, False)]


def ensure_complete(hours: CourseHours, missing: list[str]) -> None:
    if not hours.is_enough:
        raise HoursMissing(hours)
    if missing:
        raise AssessmentsMissing(missing)


DAY_MARKS = {Presence.PRESENT: "present", Presence.EXCUSED: "excused", Presence.ABSENT: "absent"}


def day_mark(presences: Iterable[Presence]) -> str | None:
    """One mark for a day of sessions: what all of them say, “part” where they differ, None before any."""
    seen = set(presences)
    if not seen:
        return None
    return DAY_MARKS.get(seen.pop(), "part") if len(seen) == 1 else "part"
