"""Letters of recommendation: the applicant names and asks, the referee writes, a deadline lets it lapse."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from training.actions.people import Pick
from training.actions.post import enqueue
from training.actions.record import advance, write
from training.domain.answers import still_open
from training.domain.application import (
    SETTLED,
    LinkExpired,
    PartsMissing,
    ReferenceMove,
    ReferenceStatus,
    as_told,
)
from training.domain.numbers import reference
from training.domain.program import Letter, Program
from training.domain.reference import (
    STANDING,
    NothingAsked,
    Referee,
    ensure_may_ask,
    ensure_may_name,
    ensure_room,
    hashed,
    is_live,
)
from training.domain.roles import By
from training.domain.tongue import gettext as _
from training.models import Application, Reference
from training.vault import PersonVault


@dataclass(frozen=True, slots=True)
class Link:
    """A fresh link for a referee: the secret in it, and the whole address as it goes into the letter."""

    token: str
    address: str


def name_referee(
    application: Application, referee: Referee, *, needed: int, by: By, pick: Pick = secrets.randbelow
) -> Reference:
    """Put somebody on the list. Nobody is written to yet."""
    _ensure_asked_for(application)
    ensure_may_name(
        referee.email,
        own=application.person.email,
        named=[one.email for one in application.references],
        standing=_standing(application),
        needed=needed,
    )
    named = Reference(
        ref=reference("L", pick, 8),
        name=referee.name,
        email=referee.email,
        profession=referee.profession,
        status=Reference.machine.start,
    )
    application.references.append(named)
    _write(named, "reference.name", by=by)
    return named


def ask(named: Reference, link: Link, *, program: Program, by: By) -> None:
    """Send the letter with a link. Asked again, a new link takes the place of the one before."""
    _ensure_asked_for(named.application)
    ensure_may_ask(named.requested_at, by.at)
    if named.status not in STANDING:
        ensure_room(_standing(named.application), program.references.needed)
    named.token_hash, named.requested_at = hashed(link.token), by.at
    named.expires_at = by.at + timedelta(days=program.references.link_days)
    if named.status is ReferenceStatus.REQUESTED:
        _write(named, "reference.ask_again", by=by)
    else:
        advance(named, ReferenceMove.REQUEST, by=by)
    _tell(named, program.letter("reference_request"), link, program=program, by=by)


def remind(named: Reference, link: Link, *, program: Program, by: By) -> None:
    """A quiet reminder for the nightly job. Links are kept only as hashes, so a new one replaces the last."""
    if not is_live(named.status, named.expires_at, by.at):
        raise LinkExpired
    named.token_hash = hashed(link.token)
    _write(named, "reference.remind", by=by)
    _tell(named, program.letter("reference_reminder"), link, program=program, by=by)


def _tell(named: Reference, wording: Letter, link: Link, *, program: Program, by: By) -> None:
    assert named.expires_at is not None  # noqa: S101 -- both callers have just set or checked it
    enqueue(
        named.chain,
        wording,
        key=f"{wording.id}:{named.ref}:{hashed(link.token)[:12]}",
        to=named.email,
        fill={
            "name": named.name,
            "applicant": named.application.person.name,
            "body": program.body.name,
            "link": link.address,
            "date": f"{named.expires_at:%-d %B %Y}",
        },
        due_at=by.at,
    )


def cancel(named: Reference, *, by: By) -> None:
    """Take a request back; its link is dead from now on, and what was written by it is gone."""
    advance(named, ReferenceMove.CANCEL, by=by)
    named.token_hash = named.sealed = None


def cancel_all(application: Application, *, by: By) -> None:
    """Ask nothing more of anyone."""
    for named in application.references:
        if ReferenceMove.CANCEL in Reference.machine.moves_from(named.status):
            cancel(named, by=by)


def keep_letter(named: Reference, texts: Mapping[str, str], *, keys: PersonVault, by: By) -> None:
    """Keep what the referee has so far, under the applicant's key. No event: only sending is an act.

    Raises LinkExpired once the letter is sent or the link is over.
    """
    _ensure_live(named, by)
    whole = {**opened(named, keys), **texts}
    named.sealed = keys.seal(named.place, json.dumps(whole, ensure_ascii=False, sort_keys=True))


def opened(named: Reference, keys: PersonVault) -> dict[str, str]:
    """The referee's answers by question."""
    if named.sealed is None:
        return {}
    texts: dict[str, str] = json.loads(keys.open(named.place, named.sealed))
    return texts


def deliver(named: Reference, *, program: Program, keys: PersonVault, by: By) -> None:
    """The letter is sent and stays as it is. Raises PartsMissing with the questions still open."""
    _ensure_live(named, by)
    texts = opened(named, keys)
    if missing := still_open(program.references.questions, texts):
        raise PartsMissing([_("“%(question)s”", question=question.label) for question in missing])
    named.answered_at = by.at
    advance(named, ReferenceMove.RECEIVE, by=by)


def decline(named: Reference, *, by: By) -> None:
    """The referee would rather not. No reason is asked, and a draft is not kept."""
    _ensure_live(named, by)
    named.answered_at, named.sealed = by.at, None
    advance(named, ReferenceMove.REFUSE, by=by)


def expire_references(application: Application, *, by: By) -> list[Reference]:
    """For the nightly job: requests whose link has run out lapse, and may be asked again."""
    lapsed = [
        one
        for one in application.references
        if one.status is ReferenceStatus.REQUESTED and not is_live(one.status, one.expires_at, by.at)
    ]
    for one in lapsed:
        advance(one, ReferenceMove.EXPIRE, by=by)
    return lapsed


def _ensure_asked_for(application: Application) -> None:
    if application.status in SETTLED:
        raise NothingAsked(as_told(application.status))


def _ensure_live(named: Reference, by: By) -> None:
    if named.application.status in SETTLED or not is_live(named.status, named.expires_at, by.at):
        raise LinkExpired


def _standing(application: Application) -> int:
    return sum(one.status in STANDING for one in application.references)


def _write(named: Reference, kind: str, *, by: By) -> None:
    write(named.chain, kind, subject=f"reference:{named.ref}", by=by)
