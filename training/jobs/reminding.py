"""Licences and insurances that end soon are told of: 60, 30 and 7 days before, while no new one counts."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from training.actions.post import enqueue
from training.actions.profile import Paper, what
from training.config import Settings
from training.domain.profile import REMIND, is_followed, letter_of_ending, letter_to_registrar, step_due
from training.domain.tongue import say_date
from training.models import Insurance, Licence, Person
from training.queries import profile as queries
from training.queries.program import current, definition


def remind_of_papers(session: Session, at: datetime) -> int:
    """How many people were told of something."""
    on = at.date()
    due = [(paper, key, step) for paper, key, step in _due(session, on)]
    known = set(session.scalars(queries.sent_keys([key for _paper, key, _step in due])))
    new = [one for one in due if one[1] not in known]
    offices = session.scalars(queries.registrars(on)).all() if new else []
    for paper, key, step in new:
        _tell(session, paper, key, at)
        for registrar in offices if step == min(REMIND) else []:
            _tell_office(session, paper, f"{key}:{registrar.ref}", registrar, at)
    return len(new)


def _due(session: Session, on: date) -> Iterator[tuple[Paper, str, int]]:
    """What has to be told, under the name of its occasion."""
    for model in (Licence, Insurance):
        ending = session.scalars(queries.ending(model, on)).all()
        others = session.scalars(queries.others(model, [one.person_id for one in ending])).all()
        for paper in ending:
            step = step_due(paper.expires_on, on)
            theirs = [one for one in others if one.person_id == paper.person_id]
            if step is not None and paper.person.active and not is_followed(paper, theirs):
                yield paper, f"paper-ends:{paper.ref}:{step}", step


def _tell(session: Session, paper: Paper, key: str, at: datetime) -> None:
    fill = _fill(session, paper) | {"name": paper.person.name, "link": _address("/account/profile")}
    letter = letter_of_ending(what(paper))
    enqueue(paper.person.chain, letter, key=key, to=paper.person.email, fill=fill, due_at=at)


def _tell_office(session: Session, paper: Paper, key: str, registrar: Person, at: datetime) -> None:
    link = _address(f"/people/{paper.person.ref}/papers")
    fill = _fill(session, paper) | {"name": registrar.name, "who": paper.person.name, "link": link}
    enqueue(paper.person.chain, letter_to_registrar(), key=key, to=registrar.email, fill=fill, due_at=at)


def _fill(session: Session, paper: Paper) -> dict[str, Any]:
    version = session.scalars(current()).one()
    return {"until": say_date(paper.expires_on), "body": definition(version).body.name}


def _address(path: str) -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.public_url + path
