"""Program definitions: which is current, and the typed value of a stored one."""

from functools import lru_cache

from sqlalchemy import Select, select

from training.domain.program import Program, read
from training.models import Chain, ProgramVersion


def current() -> Select[ProgramVersion]:
    """The version that people who start today are pinned to: the one published last, of any program."""
    latest = (ProgramVersion.published_at.desc(), ProgramVersion.id.desc())
    return select(ProgramVersion).order_by(*latest).limit(1)


def published(program: str) -> Select[ProgramVersion]:
    """The versions of a program that there are, in the order they were published."""
    return select(ProgramVersion).where(ProgramVersion.program == program).order_by(ProgramVersion.id)


def chain_of(program: str) -> Select[Chain]:
    """The record of a program."""
    return select(Chain).where(Chain.kind == "program", Chain.ref == program[:20]).order_by(Chain.id)


def definition(version: ProgramVersion) -> Program:
    """What a stored version says. Read once a process: the text behind a fingerprint never changes."""
    return _read(version.fingerprint, version.text)


@lru_cache(maxsize=32)
def _read(_fingerprint: str, text: str) -> Program:
    return read(text)
