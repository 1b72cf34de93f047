"""A program definition is published: stored as it stands, for those who start from now on."""

from training.actions.record import write
from training.domain.program import Program, fingerprint, read
from training.domain.record import GENESIS
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


def new_chain(program: Program) -> Chain:
    """The record of a program, begun with its first version."""
    return Chain(kind="program", ref=program.id[:20], length=0, head=GENESIS)


def publish(text: str, *, chain: Chain, published: list[str], by: By) -> ProgramVersion:
    """Store this text as the current version. `published` are the versions there are already.

    Raises ProgramWrong where the text is no program, AlreadyPublished where its version is taken.
    """
    program = read(text)
    if program.version in published:
        raise AlreadyPublished(program.version)
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
