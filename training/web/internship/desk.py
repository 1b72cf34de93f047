"""What the internship's pages have in common: the internship opened for me, its program, its figures."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from training.actions.record import Private
from training.actions.signing import Proof, Signer
from training.domain.log import Done
from training.domain.permissions import Permission
from training.domain.program import Program
from training.domain.requirements import Entry as PlainEntry
from training.domain.requirements import Progress, Standing, progress
from training.domain.roles import Role
from training.domain.signoff import EntryStatus
from training.domain.tongue import gettext as _
from training.extensions import db, vault
from training.models import Internship
from training.queries import evidence, internship
from training.queries.program import definition
from training.vault import PersonVault
from training.web.access import by, fetch, me, today

OFFICE = (Role.REGISTRAR, Role.DIRECTOR)
bp = Blueprint("internship", __name__, url_prefix="/internship")


@dataclass(frozen=True, slots=True)
class Desk:
    internship: Internship
    program: Program

    @property
    def keys(self) -> PersonVault:
        return vault().of(self.internship.person.ref)

    def private(self, text: str) -> Private:
        """Somebody's reason, sealed with the intern's key."""
        return Private(self.keys, text)


def sit_down(statement: Callable[[int], Select[Internship]] = internship.mine) -> Desk:
    """My internship, opened for me."""
    return desk_of(fetch(statement(me().id), Permission.MY_INTERNSHIP))


def desk_of(found: Internship) -> Desk:
    return Desk(found, definition(found.program))


@dataclass(frozen=True, slots=True)
class Figures:
    """The log as it stands today, and what it makes of the requirements."""

    rows: list[tuple[Done, EntryStatus]]
    entries: list[PlainEntry]
    standing: Standing
    progress: Progress


def figures(desk: Desk) -> Figures:
    """One statement for the whole log. Needs the internship as `whole` loads it.

    What the intern has not sent yet is in it for the intern alone.
    """
    is_mine = desk.internship.person_id == me().id
    rows = db.session.execute(evidence.for_requirements(desk.internship.id, drafts=is_mine)).all()
    entries = evidence.as_entries(rows, desk.internship, desk.program)
    standing, rules = evidence.standing(desk.internship, today()), desk.program.internship
    return Figures(
        rows=[(Done(row.ref, row.on, row.minutes, row.activity, row.code), row.status) for row in rows],
        entries=entries,
        standing=standing,
        progress=progress(rules.requirements, entries, standing, rules.counting),
    )


def signing_as(proof: Proof, *roles: Role) -> Signer:
    """Me as a signer, with the licences a signature names."""
    person = db.session.scalars(internship.signer(me().id)).one()
    return Signer(person, by(*roles), proof)


def unchanged(stored: int, sent: str | None) -> None:
    """409 where somebody changed the row after the form was opened."""
    if sent != str(stored):
        abort(409, _("This was changed after you opened it. Please open it again and look before you save."))


# ------------------------------------------------------------------ the office


def desk_at(ref: str, permission: Permission = Permission.ARRANGE_INTERNSHIP) -> Desk:
    return desk_of(fetch(internship.of_person(ref), permission))


def back_to(ref: str, said: str) -> ResponseReturnValue:
    flash(said, "done")
    return redirect(url_for(".office", ref=ref))
