"""What every page of an applicant is made from: the application, its program and its opened answers."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint

from training.actions.application import CONSENT, Ready
from training.domain.answers import PAIRING, Texts, written_parts
from training.domain.application import WRITABLE
from training.domain.permissions import Permission
from training.domain.program import Part, PartKind, Program, Question, Wording
from training.domain.tongue import say_date
from training.extensions import db, vault
from training.models import Application, Consent
from training.queries import application as queries
from training.queries.program import definition
from training.vault import PersonVault
from training.web.access import fetch, me

bp = Blueprint("application", __name__, url_prefix="/application")


@dataclass(frozen=True, slots=True)
class Desk:
    application: Application
    program: Program
    keys: PersonVault
    texts: Texts
    wording: Wording
    standing: list[Consent]

    @property
    def consent(self) -> Consent | None:
        """The consent to the text that counts."""
        wanted = str(self.wording.version)
        return next((one for one in self.standing if one.text_version == wanted), None)

    @property
    def parts(self) -> tuple[Part, ...]:
        """All steps in order, the letters of recommendation among them and pairing last."""
        pairing = written_parts(self.program.application)[-1]
        return (*self.program.application.parts, pairing)

    @property
    def ready(self) -> Ready:
        return Ready(self.program, self.texts, self.consent is not None)

    def part(self, part_id: str) -> Part | None:
        return next((part for part in self.parts if part.id == part_id), None)

    def askable(self, part: Part) -> tuple[Question, ...]:
        """The questions that may be shown: without consent, none of the sensitive ones."""
        return tuple(one for one in part.questions if self.consent or not one.sensitive)

    def after(self, part: Part) -> Part | None:
        """The step that follows, or None after the last."""
        following = self.parts[self.parts.index(part) + 1 :]
        return following[0] if following else None

    def version_of(self, part: Part) -> int:
        """Grows with every save of this part and with nothing else."""
        asked = {question.id for question in part.questions}
        return sum(answer.version for answer in self.application.answers if answer.question in asked)


def sit_down() -> Desk:
    """My application, opened for me."""
    return desk_of(fetch(queries.mine(me().id), Permission.EDIT_APPLICATION))


def desk_of(application: Application) -> Desk:
    keys = vault().of(application.person.ref)
    program = definition(application.program)
    return Desk(
        application,
        program,
        keys,
        {answer.question: keys.open(answer.place, answer.sealed) for answer in application.answers},
        *_consents(application, program),
    )


def _consents(application: Application, program: Program) -> tuple[Wording, list[Consent]]:
    """The text that counts, and every consent that stands.

    While one writes it is the text published last: a changed one is asked anew before anything more is
    written. What was sent stands under the text it was sent with, so nobody who waits is held up.
    """
    asked = queries.newest_text(application.program.program, application.person_id, CONSENT)
    rows = db.session.execute(asked).all()
    newest = definition(rows[0][0]) if application.status in WRITABLE else program
    return newest.application.consent, [given for _version, given in rows if given]


def day(moment: datetime) -> str:
    """A day in words, where I am."""
    return say_date(moment.astimezone(ZoneInfo(me().zone)))


def is_letters(part: Part) -> bool:
    return part.kind is PartKind.REFERENCES


def is_private(part: Part) -> bool:
    return part.id == PAIRING
