"""Finds in a note what could tell who a client is. A warning for the writer, never a proof of anything.

Ordinary notes should pass in silence, or people stop reading the warning: a doctor's name is a supervisor's
and passes, as do months, places of work and the field's own terms; so do the names handed in as `known`.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from training.domain.tongue import gettext, marked
from training.domain.words import Word


class Kind(Word):
    EMAIL = "email"
    PHONE = "phone"
    BIRTH_DATE = "birth_date"
    NAME = "name"

    @property
    def advice(self) -> str:
        return gettext(_ADVICE[self])


class Finding(NamedTuple):
    """`text` as it stands in the note, and the sentence around it."""

    kind: Kind
    text: str
    sentence: str


_ADVICE = {
    Kind.EMAIL: marked("This looks like an e-mail address. Please leave it out."),
    Kind.PHONE: marked("This looks like a phone number. Please leave it out."),
    Kind.BIRTH_DATE: marked("This looks like a date of birth. An age in decades is enough."),
    Kind.NAME: marked("This looks like a name. Please write the case code instead."),
}

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_BIRTH_YEAR = r"(?:19\d\d|200\d)"
_ANY_DATE = rf"(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|\d{{1,2}}\s+{_MONTH}\s+\d{{2,4}}|(?:19|20)\d\d)"
_DAY_AND_MONTH = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})"
_BIRTH = r"(?:born|dob|d\.o\.b\.|date of birth|birthday)"
_CAPITALISED = r"[^\W\d_a-zà-öø-ÿ][^\W\d_]+"
_RELATION = r"client|patient|wife|husband|girlfriend|boyfriend|daughter|son|mother|father|sister|brother"
_PATTERNS = (
    (Kind.EMAIL, re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    (Kind.BIRTH_DATE, re.compile(rf"(?i)\b{_BIRTH}\W+(?:\w+\s+){{0,2}}?{_ANY_DATE}\b")),
    (
        Kind.BIRTH_DATE,
        re.compile(rf"\b\d{{1,2}}[./-]\d{{1,2}}[./-]{_BIRTH_YEAR}\b|\b{_BIRTH_YEAR}-\d\d-\d\d\b"),
    ),
    (Kind.BIRTH_DATE, re.compile(rf"(?i)\b{_DAY_AND_MONTH},?\s+{_BIRTH_YEAR}\b")),
    (Kind.PHONE, re.compile(r"(?<![\w-])\+?(?:\(\d{2,4}\)|\d{1,4})(?:[ ./-]?\(?\d{2,4}\)?){2,5}(?![\w-])")),
    (Kind.PHONE, re.compile(r"(?<![\w-])\d{3}-\d{4}(?![\w-])")),
    (
        Kind.NAME,
        re.compile(
            rf"\b(?:Mr|Mrs|Ms|Mx|Miss|Herr|Frau)\.?\s+(?P<name>{_CAPITALISED}(?:[ -]{_CAPITALISED})?)"
        ),
    ),
    (
        Kind.NAME,
        re.compile(rf"\b(?i:named|called|name is|name was|{_RELATION})\s+(?P<name>{_CAPITALISED})"),
    ),
)

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bMs\.)(?<!\bMx\.)(?<!\bDr\.)(?<!\bMrs\.)(?<!\bProf\.)\s+|\n+"
)
_TITLE_BEFORE = re.compile(r"(?:Dr|Prof)\.?\s+$")
_TERMS = """
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday christmas easter new year los angeles san santa york north south
    east west street avenue park university hospital clinic center centre institute college zoom google meet
    session consultation review meeting supervision group study client partner therapist mentor intern triad
    triadic model sensate focus body mapping relaxation closure code ethics personal evolution essay phase
    module part step level week month day english spanish french german hebrew american european dr prof
"""
_ORDINARY = frozenset(_TERMS.split())


def found_in(note: str, known: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what may identify a client, in the order of the note; nothing is reported twice."""
    permitted = frozenset(word.lower() for name in known for word in name.split())
    spans = [*_by_pattern(note, permitted), *_full_names(note, permitted)]
    found: list[tuple[Kind, int, int]] = []
    for kind, begin, end in sorted(spans, key=lambda span: (span[1], -span[2])):
        if not found or begin >= found[-1][2]:
            found.append((kind, begin, end))
    sentences = _sentences(note)
    return tuple(
        Finding(kind, note[begin:end], _sentence_at(begin, sentences, note)) for kind, begin, end in found
    )


def _by_pattern(note: str, permitted: Collection[str]) -> Iterator[tuple[Kind, int, int]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(note):
            name = match.groupdict().get("name")
            if kind is Kind.PHONE and not _could_be_phone(match[0]):
                continue
            if name is None or _is_name(name.split()[0], permitted):
                yield kind, match.start(), match.end()


def _full_names(note: str, permitted: Collection[str]) -> Iterator[tuple[Kind, int, int]]:
    """Two capitalised words in a row inside a sentence; the first word of one is capitalised anyway."""
    starts = set(_sentences(note))
    for first, second in pairwise(_WORD.finditer(note)):
        is_pair = note[first.end() : second.start()] == " " and first.start() not in starts
        if not is_pair or _TITLE_BEFORE.search(note, max(0, first.start() - 8), first.start()):
            continue
        if _is_name(first[0], permitted) and _is_name(second[0], permitted):
            yield Kind.NAME, first.start(), second.end()


def _is_name(word: str, permitted: Collection[str]) -> bool:
    is_capitalised = len(word) > 1 and word[0].isupper() and word[1].islower()
    return is_capitalised and word.lower() not in _ORDINARY and word.lower() not in permitted


def _could_be_phone(text: str) -> bool:
    """Nine to fifteen digits, or a local number such as 555-0142; but not a date or two."""
    digits = sum(char.isdigit() for char in text)
    is_date = re.search(r"\b(?:19|20)\d\d[./-]\d\d|\d\d[./-](?:19|20)\d\d\b", text) is not None
    is_long = 9 <= digits <= 15 and re.search(r"\d{3}", text) is not None
    return not is_date and (is_long or re.fullmatch(r"\d{3}-\d{4}", text) is not None)


def _sentences(note: str) -> list[int]:
    """Where each sentence begins."""
    return [0, *(end.end() for end in _SENTENCE_END.finditer(note))]


def _sentence_at(position: int, starts: list[int], note: str) -> str:
    following = bisect_right(starts, position)
    end = starts[following] if following < len(starts) else len(note)
    return note[starts[following - 1] : end].strip()
