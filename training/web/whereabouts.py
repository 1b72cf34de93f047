"""Where people stand on the road, and what somebody of the office may do there now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from training.domain.application import APPLICATION, ApplicationStatus, as_told
from training.domain.course import ENROLMENT, EnrolmentStatus
from training.domain.internship import INTERNSHIP, InternshipStatus
from training.domain.machine import Arrow, Machine
from training.domain.permissions import Permission
from training.domain.road import Whereabouts, whereabouts
from training.domain.tongue import gettext as _
from training.domain.words import Word
from training.extensions import db
from training.models import Person
from training.queries import people
from training.web.access import actor, may

# Shapes for where a thing stands; whatever is under way is simply here.
KINDS: dict[Word, str] = {
    ApplicationStatus.ENROLLED: "done",
    EnrolmentStatus.COMPLETED: "done",
    InternshipStatus.COMPLETED: "done",
    ApplicationStatus.DECLINED: "neutral",
    ApplicationStatus.OFFER_DECLINED: "neutral",
    ApplicationStatus.WITHDRAWN: "neutral",
    EnrolmentStatus.NOT_COMPLETED: "neutral",
    EnrolmentStatus.WITHDRAWN: "neutral",
    InternshipStatus.TERMINATED: "neutral",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the list: a thing, where it stands, and what may be done with it now."""

    label: str
    href: str | None
    detail: str | None
    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's latest of everything, and the refs that lead there."""

    person: Person
    row: Any

    @property
    def found(self) -> Whereabouts:
        row = self.row
        return Whereabouts(
            application=row.application,
            enrolment=row.enrolment,
            internship=row.internship,
            certified=row.certified,
        )

    @property
    def said(self) -> str:
        return whereabouts(self.found)

    def things(self) -> list[Row]:
        """What there is, where it stands, and which steps are the reader's now."""
        found = self.found
        rows = [
            self._thing(_("Application"), APPLICATION, found.application, self._to_cohorts()),
            self._thing(_("Course"), ENROLMENT, found.enrolment, self._to_course()),
            self._internship(),
            self._certificates(),
        ]
        return [row for row in rows if row]

    def _thing(self, label: str, machine: Machine, state: Any, href: str | None) -> Row | None:
        if state is None:
            return None
        arrows = machine.open_to(state, actor().roles) if href else []
        said = as_told(state) if machine is APPLICATION else state
        return Row(
            label=label,
            # The way to the cohorts is for giving a place; the file itself is the committee's.
            href=href if arrows or machine is not APPLICATION else None,
            detail=possible(arrows),
            word=said.label.lower(),
            kind=KINDS.get(said, "here"),
        )

    def _internship(self) -> Row | None:
        """Proposed from here, once there is a course behind it."""
        found, href = self.found, self._to_internship()
        if found.internship or not found.enrolment or not href:
            return self._thing(_("Internship"), INTERNSHIP, found.internship, href)
        detail = _("It can be proposed once the course is completed and recommended.")
        return Row(label=_("Internship"), href=href, detail=detail, word=_("none yet"), kind="neutral")

    def _certificates(self) -> Row | None:
        if not may(Permission.PROPOSE_CERTIFICATE, self.person.stake):
            return None
        is_certified = self.found.certified
        return Row(
            label=_("Certificates"),
            href=url_for("certificates.of", ref=self.person.ref),
            detail=_("What can be proposed today, and what stands in the way."),
            word=_("certified") if is_certified else _("not certified"),
            kind="done" if is_certified else "neutral",
        )

    def _to_cohorts(self) -> str | None:
        return url_for("cohorts.index") if may(Permission.RUN_COHORTS) else None

    def _to_course(self) -> str | None:
        row = self.row
        if not row.enrolment_ref or not may(Permission.ARRANGE_COURSE, self.person.stake):
            return None
        return url_for("cohorts.enrolment", ref=row.cohort_ref, eref=row.enrolment_ref)

    def _to_internship(self) -> str | None:
        is_ours = may(Permission.ARRANGE_INTERNSHIP, self.person.stake)
        return url_for("internship.office", ref=self.person.ref) if is_ours else None


def possible(arrows: Sequence[Arrow]) -> str | None:
    """The steps in words, corrections apart: they put right what was done, with a reason, on the record."""
    steps = _listed(arrow.move for arrow in arrows if not arrow.is_correction)
    corrections = _listed(arrow.move for arrow in arrows if arrow.is_correction)
    if steps and corrections:
        return _(
            "Possible now: %(steps)s. Corrections: %(corrections)s.", steps=steps, corrections=corrections
        )
    if steps:
        return _("Possible now: %(steps)s.", steps=steps)
    return _("Corrections: %(corrections)s.", corrections=corrections) if corrections else None


def _listed(moves: Any) -> str:
    words: list[Word] = list(moves)
    return ", ".join(dict.fromkeys(move.label.lower() for move in words))


def standing_of(persons: Sequence[Person]) -> dict[str, Standing]:
    """By ref, in one statement for all of them."""
    by_id = {person.id: person for person in persons}
    rows = db.session.execute(people.whereabouts(list(by_id)))
    return {by_id[row.id].ref: Standing(by_id[row.id], row) for row in rows}
