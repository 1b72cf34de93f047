"""What needs doing, in a fixed order of urgency, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.domain.road import Stage
from training.domain.tongue import counted, marked, ngettext
from training.domain.tongue import gettext as _


@dataclass(frozen=True, slots=True)
class Chore:
    """A kind of work: its urgency (late, due, open), its sentence, where to do it.

    `said`: the sentence for one and for several, or the only one where there is never more than one.
    `stage`: whom the list of people is to show.
    """

    kind: str
    urgency: str
    said: tuple[str, ...]
    endpoint: str
    label: str
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Task:
    urgency: str
    text: str
    endpoint: str
    label: str
    stage: Stage | None = None


# The order is the order of urgency: what holds somebody else up comes first.
CHORES: tuple[Chore, ...] = (
    Chore("letters_failed", "late", counted("A letter could not be sent", "%(number)s letters could not be sent"), "post.overview", marked("Look")),
    Chore("application_returned", "late", (marked("Your application came back with a question"),), "application.overview", marked("Answer")),
    Chore("entries_returned", "late", counted("An entry came back with a comment", "%(number)s entries came back with a comment"), "internship.log", marked("Look")),
    Chore("follow_up_missing", "late", counted("A consultation or review after a session is missing", "%(number)s consultations or reviews after sessions are missing"), "internship.overview", marked("Look")),
    Chore("application_offered", "due", (marked("A place is offered to you"),), "application.decision", marked("Answer")),
    Chore("agreement_to_sign_as_intern", "due", (marked("Your internship agreement waits for your signature"),), "internship.agreement", marked("Read and sign")),
    Chore("confidentiality_to_sign", "due", (marked("The confidentiality agreement waits for your signature"),), "course.agreement", marked("Read and sign")),
    Chore("evaluation_due_as_intern", "due", counted("Your evaluation is due", "%(number)s evaluations of yours are due"), "evaluations.mine", marked("Write it")),
    Chore("word_on_completion", "due", (marked("Your internship is in completion review: your word is asked"),), "evaluations.attest_own", marked("Read and sign")),
    Chore("sign_off_waiting", "due", counted("A month waits for your signature", "%(number)s months wait for your signature"), "supervision.queue", marked("Look over")),
    Chore("agreement_to_sign", "due", counted("An agreement waits for your signature", "%(number)s agreements wait for your signature"), "supervision.queue", marked("Read")),
    Chore("case_to_open", "due", counted("A case waits for what stands before its first session", "%(number)s cases wait for what stands before their first session"), "supervision.queue", marked("Look")),
    Chore("closing_to_attest", "due", counted("The closing of a case needs your word", "The closing of %(number)s cases needs your word"), "supervision.queue", marked("Look")),
    Chore("completion_to_attest", "due", counted("The completion of an internship needs your word", "The completion of %(number)s internships needs your word"), "supervision.queue", marked("Look")),
    Chore("evaluation_due", "due", counted("An evaluation of an intern is due", "%(number)s evaluations of interns are due"), "supervision.queue", marked("Look")),
    Chore("conflict_to_answer", "due", counted("A file waits for your word on conflicts of interest", "%(number)s files wait for your word on conflicts of interest"), "committee.board", marked("Answer")),
    Chore("review_to_write", "due", counted("A review is yours to write", "%(number)s reviews are yours to write"), "committee.board", marked("Read")),
    Chore("application_to_assign", "due", counted("An application has no reviewers yet", "%(number)s applications have no reviewers yet"), "committee.board", marked("Assign")),
    Chore("application_to_decide", "due", counted("An application is ready to be decided", "%(number)s applications are ready to be decided"), "committee.board", marked("Decide")),
    Chore("application_to_release", "due", counted("A decision is ready to be released", "%(number)s decisions are ready to be released"), "committee.release", marked("Release")),
    Chore("completion_to_judge", "due", counted("An internship asks for completion", "%(number)s internships ask for completion"), "people.index", marked("Look"), Stage.ASKS_FOR_COMPLETION),
    Chore("certificate_to_approve", "due", counted("A certificate waits for a second person", "%(number)s certificates wait for a second person"), "certificates.index", marked("Approve")),
    Chore("certificate_to_issue", "due", counted("A certificate is ready to be issued", "%(number)s certificates are ready to be issued"), "certificates.index", marked("Issue")),
    Chore("to_enrol", "due", counted("Somebody accepted a place and has no cohort", "%(number)s people accepted a place and have no cohort"), "cohorts.index", marked("Enrol")),
    Chore("recommendation_to_give", "due", counted("A completed course waits for your recommendation", "%(number)s completed courses wait for your recommendation"), "cohorts.index", marked("Look")),
    Chore("paper_to_verify", "due", counted("A licence or insurance waits to be verified", "%(number)s licences or insurances wait to be verified"), "papers.index", marked("Look")),
    Chore("supervisors_to_name", "due", counted("An internship has no supervisors yet", "%(number)s internships have no supervisors yet"), "people.index", marked("Name them"), Stage.NEEDS_SUPERVISORS),
    Chore("case_to_approve", "due", counted("A case waits to be found suitable", "%(number)s cases wait to be found suitable"), "people.index", marked("Look"), Stage.HAS_A_CASE_TO_JUDGE),
    Chore("attendance_to_verify", "open", counted("A course session has no verified attendance", "%(number)s course sessions have no verified attendance"), "cohorts.index", marked("Take attendance")),
    Chore("entries_unsent", "open", counted("An entry of a past month was not sent for signature", "%(number)s entries of past months were not sent for signature"), "internship.log", marked("Look them over")),
    Chore("application_draft", "open", (marked("Your application is begun and not yet sent"),), "application.overview", marked("Go on")),
)  # fmt: skip


def tasks(counts: Mapping[str, int]) -> list[Task]:
    """What waits, most urgent first; kinds with nothing waiting are left out."""
    return [_task(chore, counts[chore.kind]) for chore in CHORES if counts.get(chore.kind)]


def completion_waits(silent: Sequence[str]) -> Task:
    """For an intern who has spoken: who is still to agree, or that only the director is left."""
    if silent:
        text = _("Your completion waits for the word of %(people)s", people=all_of(silent))
    else:
        text = _("Everyone agrees that your internship is complete; the training director closes it")
    return Task("open", text, "evaluations.attest_own", _("See who agrees"))


def all_of(names: Sequence[str]) -> str:
    """`Ada, Ben and Cleo`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s", some=", ".join(names[:-1]), last=names[-1])


def _task(chore: Chore, number: int) -> Task:
    text = ngettext(*chore.said, number) if len(chore.said) == 2 else _(chore.said[0])
    return Task(chore.urgency, text, chore.endpoint, _(chore.label), chore.stage)
