"""What happened, in a sentence: every kind of event in the words a person would use."""

from collections.abc import Callable
from datetime import date

from training.domain.hours import as_hours
from training.domain.machines import MACHINES
from training.domain.roles import Role
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, say_date

# Where the machine's own words would sound like a machine.
SENTENCES = {
    "person.join": marked("The record began."),
    "account.describe": marked("Name or time zone was changed."),
    "account.confirm": marked("The e-mail address was confirmed."),
    "account.passphrase": marked("The passphrase was changed."),
    "account.passphrase_reset": marked("A new passphrase was chosen."),
    "account.email": marked("The e-mail address was changed."),
    "account.second_factor": marked("The second factor was set up."),
    "account.second_factor_off": marked("The second factor was turned off."),
    "account.recovery_codes": marked("New recovery codes were made."),
    "account.new_device": marked("Signed in from a browser not known before."),
    "account.passkey": marked("A passkey was added."),
    "account.passkey_off": marked("A passkey was removed."),
    "account.invite": marked("Invited somebody to the role of {role}."),
    "account.invite_back": marked("Took back an invitation to the role of {role}."),
    "account.export": marked("A copy of all own data was asked for."),
    "account.export_taken": marked("A copy of all own data was taken along."),
    "account.rest": marked("Too many wrong tries: the account rested a while."),
    "role.appoint": marked("Took up the role of {role}."),
    "role.dismiss": marked("Laid down the role of {role}."),
    "licence.verify": marked("A licence was verified, valid to {expires_on}."),
    "retention.clear": marked("What had been kept long enough was deleted."),
    "licence.claim": marked("A licence was sent in, valid to {expires_on}."),
    "licence.refuse": marked("A licence was not verified."),
    "insurance.claim": marked("An insurance was sent in, valid to {expires_on}."),
    "insurance.verify": marked("An insurance was verified, valid to {expires_on}."),
    "insurance.refuse": marked("An insurance was not verified."),
    "upload.add": marked("A file was sent in."),
    "upload.read": marked("A file was opened."),
    "consent.give": marked("Consent was given."),
    "consent.withdraw": marked("Consent was withdrawn."),
    "application.begin": marked("The application was begun."),
    "application.save": marked("A part of the application was saved."),
    "application.submit": marked("The application was sent."),
    "application.discard": marked("The draft was thrown away."),
    "application.fee": marked("The fee was noted as {after}."),
    "application.read": marked("The application was opened and read."),
    "closed_file.open": marked("An administrator opened the closed file for one hour."),
    "evaluation.read": marked("Evaluations were opened and read."),
    "requirements.take": marked("What counts was taken along as a file."),
    "erasure.ask": marked("The person asked to be erased."),
    "erasure.propose": marked("It was proposed to erase the person."),
    "erasure.take_back": marked("The proposal to erase was taken back."),
    "erasure.hold": marked("A hold was set: nothing may be erased."),
    "erasure.lift": marked("The hold was lifted."),
    "person.erase": marked("The person was erased."),
    "application.begin_review": marked("The committee began to read."),
    "application.return": marked("The application came back with a question."),
    "application.resubmit": marked("The application was sent again."),
    "application.decide": marked("The committee decided."),
    "application.reopen": marked("The decision was taken back before anybody was told."),
    "application.release_offer": marked("A place was offered."),
    "application.release_waitlist": marked("The application went on the waiting list."),
    "application.release_decline": marked("The application was declined."),
    "application.offer_place": marked("A place became free and was offered."),
    "application.accept": marked("The place was accepted."),
    "application.refuse": marked("The place was not taken."),
    "application.renew_offer": marked("The place was offered again."),
    "application.appeal": marked("The committee looks at the application again."),
    "application.enrol": marked("A place in a cohort was given."),
    "application.withdraw": marked("The application was withdrawn."),
    "reference.name": marked("A referee was named."),
    "reference.request": marked("A letter of recommendation was asked for."),
    "reference.ask_again": marked("A letter of recommendation was asked for once more."),
    "reference.remind": marked("A referee was reminded."),
    "reference.receive": marked("A letter of recommendation arrived."),
    "reference.refuse": marked("A referee declined to write."),
    "reference.cancel": marked("A request for a letter was taken back."),
    "reference.expire": marked("A referee’s link ran out."),
    "reference.bounce": marked("A referee’s address did not take the mail."),
    "review.assign": marked("A committee member was asked to read."),
    "review.declare_clear": marked("A committee member declared no conflict of interest."),
    "review.recuse": marked("A committee member stepped back from the file."),
    "review.submit": marked("A committee member sent a review."),
    "review.reopen": marked("A review was opened again."),
    "cohort.open": marked("The cohort was opened."),
    "cohort.enrol": marked("Somebody was given a place."),
    "session.edit": marked("A session was changed."),
    "attendance.record": marked("Attendance was recorded."),
    "attendance.verify": marked("Attendance was verified: {minutes}."),
    "attendance.correct": marked("Attendance was corrected."),
    "enrolment.register": marked("A place in the course was given."),
    "enrolment.start": marked("The confidentiality agreement was signed; the course began."),
    "enrolment.pause": marked("The course was paused."),
    "enrolment.resume": marked("The course went on."),
    "enrolment.assess": marked("A competency was assessed."),
    "enrolment.complete": marked("The course was completed."),
    "enrolment.close_incomplete": marked("The course was closed before it was complete."),
    "enrolment.extend": marked("More time was given for the course."),
    "enrolment.withdraw": marked("The course was left."),
    "enrolment.recommend": marked("The director gave a word on the internship."),
    "enrolment.reopen": marked("The completion of the course was taken back."),
    "internship.propose": marked("An internship was proposed."),
    "internship.propose_supervisors": marked("Supervisors were named."),
    "internship.activate": marked("The agreement is signed by all; the internship began."),
    "internship.go_on_leave": marked("A leave began."),
    "internship.come_back": marked("The leave ended."),
    "internship.suspend": marked("The internship was suspended."),
    "internship.lift": marked("The suspension was lifted."),
    "internship.ask_for_completion": marked("Completion was asked for."),
    "internship.attest": marked("One party gave its word on the completion."),
    "internship.send_back": marked("Completion was not given yet."),
    "internship.complete": marked("The internship was completed."),
    "internship.withdraw": marked("The internship was left."),
    "internship.terminate": marked("The internship was ended."),
    "internship.reopen": marked("The completion of the internship was taken back."),
    "supervision.invite": marked("A {role} was asked to supervise."),
    "supervision.sign": marked("A supervisor signed the agreement."),
    "supervision.decline": marked("A supervisor declined."),
    "supervision.end": marked("A supervision ended."),
    "case.propose": marked("A case was proposed."),
    "case.approve": marked("A case was found suitable."),
    "case.decline": marked("A case was found not suitable."),
    "case.triadic": marked("The meeting of three was held."),
    "case.open": marked("A case was opened."),
    "case.propose_closure": marked("The closing of a case was proposed."),
    "case.attest": marked("One party gave its word on the closing of a case."),
    "case.close": marked("A case was closed by mutual decision."),
    "case.continue": marked("The work on a case goes on."),
    "entry.log": marked("An entry was written."),
    "entry.submit": marked("A month was sent for signature."),
    "entry.recall": marked("An entry was taken back."),
    "entry.sign": marked("Entries were signed."),
    "entry.return": marked("An entry came back with a comment."),
    "entry.redraft": marked("An entry was taken up again."),
    "entry.delete": marked("A draft was deleted."),
    "entry.supersede": marked("An amended entry took the place of an earlier one."),
    "entry.void": marked("A signed entry was voided."),
    "sign_off.sign": marked("A month was signed."),
    "sign_off.sign_part": marked("A month was signed in part."),
    "sign_off.return": marked("A month came back unsigned."),
    "sign_off.decline": marked("A signature was declined."),
    "sign_off.cancel": marked("A request for signature was taken back."),
    "sign_off.revoke": marked("A signature was revoked."),
    "evaluation.send": marked("An evaluation was sent."),
    "signature.made": marked("A signature was given."),
    "certificate.propose": marked("A certificate was proposed."),
    "certificate.approve": marked("A certificate was approved by a second person."),
    "certificate.issue": marked("A certificate was issued."),
    "certificate.drop": marked("A proposed certificate was dropped."),
    "certificate.suspend": marked("A certificate was suspended."),
    "certificate.reinstate": marked("A certificate was reinstated."),
    "certificate.revoke": marked("A certificate was revoked."),
    "certificate.supersede": marked("A certificate was replaced."),
    "certificate.show_name": marked("The name is shown to whoever checks the number."),
    "certificate.hide_name": marked("The name is kept from whoever checks the number."),
    "certificate.list": marked("The holder is listed in the directory."),
    "certificate.unlist": marked("The holder is no longer listed in the directory."),
    "post.try_again": marked("A letter was sent again."),
    "program.publish": marked("A version of the program was published."),
}

# The committee's own work: the person is told by its letter, not by watching the record.
UNTOLD = frozenset(
    {
        "application.decide",
        "application.reopen",
        "review.assign",
        "review.declare_clear",
        "review.recuse",
        "review.submit",
        "review.reopen",
    }
)

_NAMES = {machine.id: machine.name for machine in MACHINES}


def sentence(kind: str, facts: dict[str, object]) -> str:
    """One sentence for an event, e.g. `application.submit`. A kind without its own gets a plain one."""
    text = SENTENCES.get(kind)
    if text:
        return _(text).format_map(_Said(facts))
    thing, _dot, verb = kind.partition(".")
    return f"{_(_NAMES.get(thing, thing)).capitalize().replace('_', ' ')}: {verb.replace('_', ' ')}."


class _Said(dict[str, object]):
    """The facts of an event as people say them: a role by its word, a day as a date, minutes as hours.

    A fact an old event lacks is left out of its sentence rather than failing the page.
    """

    def __getitem__(self, key: str) -> str:
        value = self.get(key)
        if value is None:
            return "…"
        say = _AS_SAID.get(key)
        return say(str(value)) if say else str(value)


def _role(value: str) -> str:
    return Role(value).label.lower() if value in set(Role) else value


_AS_SAID: dict[str, Callable[[str], str]] = {
    "role": _role,
    "expires_on": lambda value: say_date(date.fromisoformat(value)),
    "minutes": lambda value: as_hours(int(value)),
}
