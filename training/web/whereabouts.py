"""Where people stand on the road, and what somebody of the office may do there now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from training.domain.application import APPLICATION, as_told
from training.domain.course import ENROLMENT
from training.domain.internship import INTERNSHIP
from training.domain.machine import Arrow, Machine
from training.domain.permissions import Permission
from training.domain.road import Whereabouts, whereabouts
from training.domain.tongue import gettext as _
from training.domain.words import Word
from training.extensions import db
from training.models import Person
from training.queries import people
from training.web.access import actor, may


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

    def things(self) -> list[dict[str, str | None]]:
        """Rows for a queue: what there is, where it stands, and which steps are the reader's now."""
        found = self.found
        rows = [
            self._thing(_("Application"), APPLICATION, found.application, self._to_cohorts()),
            self._thing(_("Course"), ENROLMENT, found.enrolment, self._to_course()),
            self._thing(_("Internship"), INTERNSHIP, found.internship, self._to_internship()),
            self._certificates(),
        ]
        return [row for row in rows if row]

    def _thing(
        self, title: str, machine: Machine, state: Any, href: str | None
    ) -> dict[str, str | None] | None:
        if state is None:
            return self._none_yet(title, href) if machine is INTERNSHIP and href else None
        arrows = machine.open_to(state, actor().roles) if href else []
        said = as_told(state) if machine is APPLICATION else state
        return {
            "title": title,
            "href": href if arrows or machine is not APPLICATION else None,
            "detail": possible(arrows),
            "word": said.label.lower(),
        }

    def _none_yet(self, title: str, href: str) -> dict[str, str | None] | None:
        """An internship is proposed from here, once there is a course behind it."""
        if self.found.enrolment is None:
            return None
        detail = _("None yet. It can be proposed once the course is completed and recommended.")
        return {"title": title, "href": href, "detail": detail, "word": None}

    def _certificates(self) -> dict[str, str | None] | None:
        if not may(Permission.PROPOSE_CERTIFICATE, self.person.stake):
            return None
        return {
            "title": _("Certificates"),
            "href": url_for("certificates.of", ref=self.person.ref),
            "detail": _("What can be proposed today, and what stands in the way."),
            "word": _("certified") if self.found.certified else None,
        }

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
