"""Certificates: proposed, approved by a second person, issued, and never deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from training.domain.hours import add_months, as_hours, months_between
from training.domain.machine import Arrow, Machine
from training.domain.requirements import Progress
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.domain.words import RuleBroken, Word


class CertificateStatus(Word):
    PROPOSED = "proposed"
    APPROVED = "approved"
    ISSUED = "issued"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    DROPPED = "dropped"


class CertificateMove(Word):
    APPROVE = "approve"
    ISSUE = "issue"
    DROP = "drop"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    SUPERSEDE = "supersede"


S, M = CertificateStatus, CertificateMove
_APPROVER, _OFFICE = (Role.REGISTRAR, Role.DIRECTOR), (Role.REGISTRAR, Role.DIRECTOR)

CERTIFICATE = Machine(
    id="certificate",
    name="certificate",
    start=S.PROPOSED,
    arrows=(
        Arrow(
            S.PROPOSED, M.APPROVE, S.APPROVED, _APPROVER, guard="a second person; every requirement still met"
        ),
        Arrow(S.PROPOSED, M.DROP, S.DROPPED, _OFFICE, needs_reason=True),
        Arrow(S.APPROVED, M.ISSUE, S.ISSUED, _OFFICE, guard="every requirement still met"),
        Arrow(S.APPROVED, M.DROP, S.DROPPED, _OFFICE, needs_reason=True),
        Arrow(S.ISSUED, M.SUSPEND, S.SUSPENDED, (Role.DIRECTOR,), needs_reason=True),
        Arrow(S.SUSPENDED, M.REINSTATE, S.ISSUED, (Role.DIRECTOR,), needs_reason=True),
        Arrow(S.ISSUED, M.REVOKE, S.REVOKED, (Role.DIRECTOR,), needs_reason=True),
        Arrow(S.SUSPENDED, M.REVOKE, S.REVOKED, (Role.DIRECTOR,), needs_reason=True),
        Arrow(
            S.ISSUED, M.SUPERSEDE, S.SUPERSEDED, _OFFICE, guard="its successor is issued", needs_reason=True
        ),
    ),
)

# Shown to anyone who asks by number; before that there is nothing to verify.
PUBLIC = frozenset({S.ISSUED, S.SUSPENDED, S.REVOKED, S.SUPERSEDED})


class SecondPersonNeeded(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("Whoever proposed a certificate cannot approve it. A second person has to look."))


class NotEligible(RuleBroken):
    def __init__(self, reasons: list[str]) -> None:
        super().__init__(_("The certificate cannot be issued: %(reasons)s", reasons=" ".join(reasons)))


class AlreadyCertified(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("There is a live certificate of this kind already. Open that one."))


# While one of these stands, a second certificate of its kind would contradict it.
LIVE = frozenset({S.PROPOSED, S.APPROVED, S.ISSUED, S.SUSPENDED})

SAYS = {
    "coursework": marked(
        "It records completed coursework. It is not a certification as a surrogate partner."
    ),
    "recommendation": marked(
        "It recommends an intern for supervised practice. It is not a certification as a surrogate partner."
    ),
    "internship": marked(
        "It records a completed supervised internship. It is not a certification as a surrogate partner."
    ),
    "certified": marked("It certifies the holder as a surrogate partner for as long as it is valid."),
}
OF_ANOTHER_KIND = marked(
    "It says what is written on it and no more. It is not a certification as a surrogate partner."
)


def says(kind: str) -> str:
    """What a certificate of this kind says, and what it does not: an intern is not certified."""
    return _(SAYS.get(kind, OF_ANOTHER_KIND))


def valid_until(issued_on: date, months: int | None) -> date | None:
    """The last day of validity; None: it does not expire."""
    return add_months(issued_on, months) if months else None


def standing(status: CertificateStatus, valid_to: date | None, on: date) -> str:
    """What the public reads. Expiry is derived from the date, never stored."""
    if status is S.ISSUED and valid_to is not None and on > valid_to:
        return "expired"
    return "valid" if status is S.ISSUED else status.value


def ensure_second_person(proposed_by: str, approver: str) -> None:
    if proposed_by == approver:
        raise SecondPersonNeeded


def ensure_room(standing: Iterable[CertificateStatus], *, is_replacement: bool) -> None:
    """One live certificate a kind. A replacement (renewal, correction) needs an issued one to follow."""
    live = [status for status in standing if status in LIVE]
    if live != ([S.ISSUED] if is_replacement else []):
        raise AlreadyCertified if live else NothingToReplace


class NothingToReplace(RuleBroken):
    def __init__(self) -> None:
        super().__init__(_("There is no valid certificate of this kind to renew or correct."))


# ------------------------------------------------------------------ who may have one


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """The enrolment as it stands. `is_signed`: the director signed the completion."""

    completed_on: date | None
    is_signed: bool
    minutes: int
    needed: int
    recommendation: str | None
    recommended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InternshipFacts:
    """The internship as it stands. `completed_on` is None unless its status is completed."""

    started_on: date
    completed_on: date | None
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that certificates rest on, for one person. `certified`: kinds with an issued certificate."""

    course: CourseFacts | None = None
    internship: InternshipFacts | None = None
    certified: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Whether a certificate may be given now, every reason why not, and what it would state.

    `figures` are (value, label) pairs; `fill` completes the program's sentence.
    """

    kind: str
    reasons: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    fill: tuple[tuple[str, str], ...] = ()
    requirements: tuple[dict[str, object], ...] = ()

    @property
    def ok(self) -> bool:
        return not self.reasons

    @property
    def snapshot(self) -> dict[str, object]:
        """The same as JSON has it, to be kept with the certificate."""
        return {
            "figures": [list(pair) for pair in self.figures],
            "fill": dict(self.fill),
            "requirements": list(self.requirements),
        }

    def ensure(self) -> None:
        if self.reasons:
            raise NotEligible(list(self.reasons))


def eligibility(kind: str, facts: Facts) -> Eligibility:
    """Ask the rule of this kind. Membership and continuing education are not modelled here, nor asked."""
    rule = _RULES.get(kind)
    if rule is None:
        return Eligibility(kind=kind, reasons=(_("No rule is known for this certificate."),))
    return rule(facts)


def _coursework(facts: Facts) -> Eligibility:
    course = facts.course
    if course is None or course.completed_on is None:
        return Eligibility(kind="coursework", reasons=(_("The course is not completed."),))
    reasons = []
    if not course.is_signed:
        reasons.append(_("The completion of the course is not signed."))
    if course.minutes < course.needed:
        missing = as_hours(course.needed - course.minutes)
        reasons.append(_("%(hours)s of verified attendance are missing.", hours=missing))
    hours = as_hours(course.minutes)
    return Eligibility(
        kind="coursework",
        reasons=tuple(reasons),
        figures=((hours, marked("verified attendance")), (_day(course.completed_on), marked("completed"))),
        fill=(("hours", hours), ("completed", _day(course.completed_on))),
    )


def _recommendation(facts: Facts) -> Eligibility:
    course = facts.course
    if course is None or course.recommendation != "recommended" or course.recommended_on is None:
        reason = _("There is no recommendation for internship.")
        return Eligibility(kind="recommendation", reasons=(reason,))
    return Eligibility(kind="recommendation", figures=((_day(course.recommended_on), marked("recommended")),))


def _internship(facts: Facts) -> Eligibility:
    internship = facts.internship
    if internship is None or internship.completed_on is None:
        return Eligibility(kind="internship", reasons=(_("The internship is not completed."),))
    started, completed = internship.started_on, internship.completed_on
    answers = internship.progress.answers
    return Eligibility(
        kind="internship",
        reasons=tuple(
            _("Not met: %(requirement)s.", requirement=answer.label) for answer in answers if not answer.met
        ),
        figures=(
            (as_hours(internship.progress.countable), marked("signed in time")),
            (f"{months_between(started, completed)} months", marked("supervised internship")),
            (_day(completed), marked("completed")),
        ),
        fill=(("started", _day(started)), ("completed", _day(completed))),
        requirements=tuple(
            {
                "label": answer.label,
                "unit": answer.unit.value,
                "needed": answer.needed,
                "countable": answer.countable,
            }
            for answer in answers
            if answer.needed
        ),
    )


def _certified(facts: Facts) -> Eligibility:
    held = "internship" in facts.certified
    completed = facts.internship.completed_on if facts.internship else None
    return Eligibility(
        kind="certified",
        reasons=() if held else (_("There is no certificate of internship in force."),),
        figures=((_day(completed), marked("internship completed")),) if completed else (),
    )


def _day(day: date) -> str:
    """In English, as every figure of a certificate: what is printed is the same for every reader."""
    return f"{day:%-d %B %Y}"


_RULES = {
    "coursework": _coursework,
    "recommendation": _recommendation,
    "internship": _internship,
    "certified": _certified,
}


# ------------------------------------------------------------------ a file somebody holds in their hands


class FileVerdict(Word):
    IDENTICAL = "identical"
    ALTERED = "altered"
    ANOTHER = "another"


def compared(*, is_identical: bool, is_ours: bool, is_intact: bool) -> FileVerdict:
    """Judge a file against the issued one. `is_ours`: it bears a seal in our name."""
    if is_identical:
        return FileVerdict.IDENTICAL
    return FileVerdict.ALTERED if is_ours and not is_intact else FileVerdict.ANOTHER
