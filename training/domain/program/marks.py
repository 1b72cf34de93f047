"""What a field of a program may hold beyond its type. Reading looks at these marks; nothing else does."""

from dataclasses import dataclass
from typing import Annotated

from training.domain.words import Word


@dataclass(frozen=True, slots=True)
class AtLeast:
    minimum: int


@dataclass(frozen=True, slots=True)
class UpTo:
    """More than 0 and no more than this."""

    maximum: float


@dataclass(frozen=True, slots=True)
class Shape:
    """A regular expression the whole text must match, and the same in words."""

    pattern: str
    words: str


@dataclass(frozen=True, slots=True)
class RefersTo:
    """The text is an id out of a collection of the program, e.g. `internship.activities`."""

    collection: str


class Fills:
    """The placeholders a text may use, written {like_this}."""

    __slots__ = ("names",)

    def __init__(self, *names: str) -> None:
        self.names = names


Id = Annotated[str, Shape(r"[a-z][a-z0-9_]*", "lower-case letters, digits and _, beginning with a letter")]
RuleId = Annotated[
    str, Shape(r"[a-z][a-z0-9_-]*", "lower-case letters, digits, - and _, beginning with a letter")
]
Prefix = Annotated[str, Shape(r"[A-Z]{2,4}", "two to four capital letters")]
Language = Annotated[str, Shape(r"[a-z]{2}(-[A-Z]{2})?", "a language tag such as en or pt-BR")]
Currency = Annotated[str, Shape(r"[A-Z]{3}", "three capital letters, such as USD")]
Email = Annotated[str, Shape(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address")]
Url = Annotated[str, Shape(r"https://\S+", "an address beginning with https://")]
Count = Annotated[int, AtLeast(1)]
Amount = Annotated[int, AtLeast(0)]
Percent = Annotated[float, UpTo(100)]

WordingText = Annotated[str, Fills("program", "body", "name")]
StatementText = Annotated[
    str, Fills("name", "capacity", "intern", "count", "hours", "period", "case", "program", "body")
]
LetterText = Annotated[
    str,
    Fills(
        "name", "program", "body", "link", "reply_by", "days", "date", "applicant", "referee",
        "cohort", "conditions", "reasons", "advice", "parts", "period", "count", "hours",
    ),
]  # fmt: skip
CertificateText = Annotated[
    str, Fills("holder", "program", "body", "hours", "started", "completed", "valid_to")
]


class Who(Word):
    """The roles the software knows. A program chooses the words people read for them."""

    APPLICANT = "applicant"
    REFEREE = "referee"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    INSTRUCTOR = "instructor"
    TRAINEE = "trainee"
    INTERN = "intern"
    THERAPIST = "therapist"
    MENTOR = "mentor"
    STAFF = "staff"
    DIRECTOR = "director"
    REGISTRAR = "registrar"
    COORDINATOR = "coordinator"
    CERTIFIED = "certified"
