"""A program definition is published: stored as it stands, for those who start from now on."""

from collections.abc import Sequence

from training.actions.record import write
from training.domain.program import Program, Wording, fingerprint, read
from training.domain.record import GENESIS
from training.domain.retention import ensure_carried_out
from training.domain.roles import By
from training.domain.tongue import gettext as _
from training.domain.words import RuleBroken
from training.models import Chain, ProgramVersion


class AlreadyPublished(RuleBroken):
    def __init__(self, version: str) -> None:
        super().__init__(
            _(
                "Version %(version)s is published already and stays as it is. "
                "Give the changed text a new version.",
                version=version,
            )
        )


class TextKeptItsNumber(RuleBroken):
    def __init__(self, title: str, version: int) -> None:
        super().__init__(
            _(
                "“%(title)s” has changed and is still version %(version)s. "
                "Give it the next version, so that people are asked anew.",
                title=title,
                version=version,
            )
        )


def new_chain(program: Program) -> Chain:
    """The record of a program, begun with its first version."""
    return Chain(kind="program", ref=program.id[:20], length=0, head=GENESIS)


def publish(text: str, *, chain: Chain, published: Sequence[ProgramVersion], by: By) -> ProgramVersion:
    """Store this text as the current version. `published` are those of this program so far, in their order.

    Raises ProgramWrong where the text is no program, AlreadyPublished where its version is taken,
    TextKeptItsNumber where something people agree to has changed unnumbered, UnknownKinds or MissingKinds
    where it is not clear how long something is kept.
    """
    program = read(text)
    if program.version in [one.version for one in published]:
        raise AlreadyPublished(program.version)
    ensure_carried_out(program.retention)
    if published:
        _ensure_numbered(_agreed(read(published[-1].text)), _agreed(program))
    version = ProgramVersion(
        program=program.id,
        version=program.version,
        text=text,
        fingerprint=fingerprint(text),
        published_at=by.at,
        published_by=by.ref,
    )
    subject = f"program:{program.id}:{program.version}"
    write(chain, "program.publish", subject=subject, by=by, fingerprint=version.fingerprint)
    return version


def _agreed(program: Program) -> list[Wording]:
    return [program.application.consent, program.course.confidentiality, program.internship.agreement]


def _ensure_numbered(before: list[Wording], after: list[Wording]) -> None:
    for old, new in zip(before, after, strict=True):
        if new.keeps_the_number_of(old):
            raise TextKeptItsNumber(new.title, new.version)
