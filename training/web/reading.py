"""What a person may read of the evaluations of one internship."""

from dataclasses import dataclass

from training.actions.evaluations import answers
from training.domain.evaluation import readable
from training.domain.program import Program
from training.domain.program.admission import Question
from training.domain.program.marks import Who
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import say_date
from training.models import Evaluation, Internship, Person
from training.vault import PersonVault

OFFICE = (Role.REGISTRAR, Role.DIRECTOR)


@dataclass(frozen=True, slots=True)
class Read:
    """One evaluation as this reader sees it: question and answer, without what is not for them."""

    title: str
    detail: str
    pairs: list[tuple[str, str]]


def readings(
    internship: Internship, program: Program, keys: PersonVault, *, reader: Person, role: Role
) -> list[Read]:
    """Newest first. Outside the office, others' words open once one's own of that round are sent."""
    mine = {one.due_on for one in internship.evaluations if one.author_id == reader.id}
    open_ = [one for one in internship.evaluations if role in OFFICE or one.due_on in mine]
    newest = sorted(open_, key=lambda one: (one.due_on, one.id), reverse=True)
    return [_read(one, program, keys, reader, role) for one in newest]


def _read(one: Evaluation, program: Program, keys: PersonVault, reader: Person, role: Role) -> Read:
    form = program.internship.evaluations.form(Who(one.party.value))
    questions = list(form.questions) if one.author_id == reader.id else readable(form.questions, role)
    written = answers(one, keys)
    return Read(
        _("%(party)s: %(name)s", party=one.party.label, name=one.author.name),
        _(
            "For the months up to %(due)s, sent %(sent)s",
            due=say_date(one.due_on),
            sent=say_date(one.sent_at),
        ),
        [(one.label, _text(one, written[one.id])) for one in questions if one.id in written],
    )


def _text(question: Question, answer: str) -> str:
    """A choice reads as its label, anything else as it was written."""
    return question.choice(answer).label if question.choices else answer


def read_by(question: Question, program: Program) -> str:
    """Who will read an answer, in the program's words: “the intern, the mentor and training staff”."""
    words = [_("the %(role)s", role=program.role(who).one.lower()) for who in question.readers]
    if len(words) == 1:
        return words[0]
    return _("%(some)s and %(last)s", some=", ".join(words[:-1]), last=words[-1])
