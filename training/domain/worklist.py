"""What needs doing, in a fixed order of urgency, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chore:
    """A kind of work: its urgency (late, due, open), its sentence for one and for several, where to do it."""

    kind: str
    urgency: str
    one: str
    many: str
    endpoint: str
    label: str


@dataclass(frozen=True, slots=True)
class Task:
    urgency: str
    text: str
    endpoint: str
    label: str


# The order is the order of urgency: what holds somebody else up comes first.
CHORES: tuple[Chore, ...] = (
    Chore("letters_failed", "late", "A letter could not be sent", "{n} letters could not be sent", "post.overview", "Look"),
    Chore("application_returned", "late", "Your application came back with a question", "", "application.overview", "Answer"),
    Chore("entries_returned", "late", "An entry came back with a comment", "{n} entries came back with a comment", "internship.log", "Look"),
    Chore("follow_up_missing", "late", "A consultation or review after a session is missing", "{n} consultations or reviews after sessions are missing", "internship.overview", "Look"),
    Chore("application_offered", "due", "A place is offered to you", "", "application.decision", "Answer"),
    Chore("agreement_to_sign_as_intern", "due", "Your internship agreement waits for your signature", "", "internship.agreement", "Read and sign"),
    Chore("confidentiality_to_sign", "due", "The confidentiality agreement waits for your signature", "", "course.agreement", "Read and sign"),
    Chore("evaluation_due_as_intern", "due", "Your evaluation is due", "{n} evaluations of yours are due", "evaluations.mine", "Write it"),
    Chore("word_on_completion", "due", "Your internship is in completion review: your word is asked", "", "evaluations.attest_own", "Read and sign"),
    Chore("sign_off_waiting", "due", "A month waits for your signature", "{n} months wait for your signature", "supervision.queue", "Look over"),
    Chore("agreement_to_sign", "due", "An agreement waits for your signature", "{n} agreements wait for your signature", "supervision.queue", "Read"),
    Chore("case_to_open", "due", "A case waits for what stands before its first session", "{n} cases wait for what stands before their first session", "supervision.queue", "Look"),
    Chore("closing_to_attest", "due", "The closing of a case needs your word", "The closing of {n} cases needs your word", "supervision.queue", "Look"),
    Chore("completion_to_attest", "due", "The completion of an internship needs your word", "The completion of {n} internships needs your word", "supervision.queue", "Look"),
    Chore("evaluation_due", "due", "An evaluation of an intern is due", "{n} evaluations of interns are due", "supervision.queue", "Look"),
    Chore("conflict_to_answer", "due", "A file waits for your word on conflicts of interest", "{n} files wait for your word on conflicts of interest", "committee.board", "Answer"),
    Chore("review_to_write", "due", "A review is yours to write", "{n} reviews are yours to write", "committee.board", "Read"),
    Chore("application_to_assign", "due", "An application has no reviewers yet", "{n} applications have no reviewers yet", "committee.board", "Assign"),
    Chore("application_to_decide", "due", "An application is ready to be decided", "{n} applications are ready to be decided", "committee.board", "Decide"),
    Chore("application_to_release", "due", "A decision is ready to be released", "{n} decisions are ready to be released", "committee.release", "Release"),
    Chore("completion_to_judge", "due", "An internship asks for completion", "{n} internships ask for completion", "people.index", "Look"),
    Chore("certificate_to_approve", "due", "A certificate waits for a second person", "{n} certificates wait for a second person", "certificates.index", "Approve"),
    Chore("certificate_to_issue", "due", "A certificate is ready to be issued", "{n} certificates are ready to be issued", "certificates.index", "Issue"),
    Chore("to_enrol", "due", "Somebody accepted a place and has no cohort", "{n} people accepted a place and have no cohort", "cohorts.index", "Enrol"),
    Chore("recommendation_to_give", "due", "A completed course waits for your recommendation", "{n} completed courses wait for your recommendation", "cohorts.index", "Look"),
    Chore("supervisors_to_name", "due", "An internship has no supervisors yet", "{n} internships have no supervisors yet", "people.index", "Name them"),
    Chore("case_to_approve", "due", "A case waits to be found suitable", "{n} cases wait to be found suitable", "people.index", "Look"),
    Chore("attendance_to_verify", "open", "A course session has no verified attendance", "{n} course sessions have no verified attendance", "cohorts.index", "Take attendance"),
    Chore("entries_unsent", "open", "An entry of a past month was not sent for signature", "{n} entries of past months were not sent for signature", "internship.log", "Look them over"),
    Chore("application_draft", "open", "Your application is begun and not yet sent", "", "application.overview", "Go on"),
)  # fmt: skip


def tasks(counts: Mapping[str, int]) -> list[Task]:
    """What waits, most urgent first; kinds with nothing waiting are left out."""
    return [_task(chore, counts[chore.kind]) for chore in CHORES if counts.get(chore.kind)]


def completion_waits(silent: Sequence[str]) -> Task:
    """For an intern who has spoken: who is still to agree, or that only the director is left."""
    text = (
        f"Your completion waits for the word of {' and '.join(silent)}"
        if silent
        else "Everyone agrees that your internship is complete; the training director closes it"
    )
    return Task("open", text, "evaluations.attest_own", "See who agrees")


def _task(chore: Chore, number: int) -> Task:
    text = chore.one if number == 1 or not chore.many else chore.many.format(n=number)
    return Task(chore.urgency, text, chore.endpoint, chore.label)
