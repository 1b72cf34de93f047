"""What happened, in a sentence: every kind of event in the words a person would use."""

from training.domain.machines import MACHINES

# Where the machine's own words would sound like a machine.
SENTENCES = {
    "person.join": "The record began.",
    "account.describe": "Name or time zone was changed.",
    "account.rest": "Too many wrong tries: the account rested a while.",
    "role.appoint": "Took up the role of {role}.",
    "role.dismiss": "Laid down the role of {role}.",
    "licence.verify": "A licence was verified, valid to {expires_on}.",
    "consent.give": "Consent was given.",
    "consent.withdraw": "Consent was withdrawn.",
    "application.begin": "The application was begun.",
    "application.save": "A part of the application was saved.",
    "application.submit": "The application was sent.",
    "application.discard": "The draft was thrown away.",
    "application.fee": "The fee was noted as {after}.",
    "application.read": "The application was opened and read.",
    "application.begin_review": "The committee began to read.",
    "application.return": "The application came back with a question.",
    "application.resubmit": "The application was sent again.",
    "application.decide": "The committee decided.",
    "application.reopen": "The decision was taken back before anybody was told.",
    "application.release_offer": "A place was offered.",
    "application.release_waitlist": "The application went on the waiting list.",
    "application.release_decline": "The application was declined.",
    "application.offer_place": "A place became free and was offered.",
    "application.accept": "The place was accepted.",
    "application.refuse": "The place was not taken.",
    "application.renew_offer": "The place was offered again.",
    "application.appeal": "The committee looks at the application again.",
    "application.enrol": "A place in a cohort was given.",
    "application.withdraw": "The application was withdrawn.",
    "reference.name": "A referee was named.",
    "reference.request": "A letter of recommendation was asked for.",
    "reference.ask_again": "A letter of recommendation was asked for once more.",
    "reference.remind": "A referee was reminded.",
    "reference.receive": "A letter of recommendation arrived.",
    "reference.refuse": "A referee declined to write.",
    "reference.cancel": "A request for a letter was taken back.",
    "reference.expire": "A referee’s link ran out.",
    "reference.bounce": "A referee’s address did not take the mail.",
    "review.assign": "A committee member was asked to read.",
    "review.declare_clear": "A committee member declared no conflict of interest.",
    "review.recuse": "A committee member stepped back from the file.",
    "review.submit": "A committee member sent a review.",
    "review.reopen": "A review was opened again.",
    "cohort.open": "The cohort was opened.",
    "cohort.enrol": "Somebody was given a place.",
    "session.edit": "A session was changed.",
    "attendance.record": "Attendance was recorded.",
    "attendance.verify": "Attendance was verified: {minutes} minutes.",
    "attendance.correct": "Attendance was corrected.",
    "enrolment.register": "A place in the course was given.",
    "enrolment.start": "The confidentiality agreement was signed; the course began.",
    "enrolment.pause": "The course was paused.",
    "enrolment.resume": "The course went on.",
    "enrolment.assess": "A competency was assessed.",
    "enrolment.complete": "The course was completed.",
    "enrolment.close_incomplete": "The course was closed before it was complete.",
    "enrolment.extend": "More time was given for the course.",
    "enrolment.withdraw": "The course was left.",
    "enrolment.recommend": "The director gave a word on the internship.",
    "enrolment.reopen": "The completion of the course was taken back.",
    "internship.propose": "An internship was proposed.",
    "internship.propose_supervisors": "Supervisors were named.",
    "internship.activate": "The agreement is signed by all; the internship began.",
    "internship.go_on_leave": "A leave began.",
    "internship.come_back": "The leave ended.",
    "internship.suspend": "The internship was suspended.",
    "internship.lift": "The suspension was lifted.",
    "internship.ask_for_completion": "Completion was asked for.",
    "internship.attest": "One party gave its word on the completion.",
    "internship.send_back": "Completion was not given yet.",
    "internship.complete": "The internship was completed.",
    "internship.withdraw": "The internship was left.",
    "internship.terminate": "The internship was ended.",
    "internship.reopen": "The completion of the internship was taken back.",
    "supervision.invite": "A {role} was asked to supervise.",
    "supervision.sign": "A supervisor signed the agreement.",
    "supervision.decline": "A supervisor declined.",
    "supervision.end": "A supervision ended.",
    "case.propose": "A case was proposed.",
    "case.approve": "A case was found suitable.",
    "case.decline": "A case was found not suitable.",
    "case.triadic": "The meeting of three was held.",
    "case.open": "A case was opened.",
    "case.propose_closure": "The closing of a case was proposed.",
    "case.attest": "One party gave its word on the closing of a case.",
    "case.close": "A case was closed by mutual decision.",
    "case.continue": "The work on a case goes on.",
    "entry.log": "An entry was written.",
    "entry.submit": "A month was sent for signature.",
    "entry.recall": "An entry was taken back.",
    "entry.sign": "Entries were signed.",
    "entry.return": "An entry came back with a comment.",
    "entry.redraft": "An entry was taken up again.",
    "entry.delete": "A draft was deleted.",
    "entry.supersede": "An amended entry took the place of an earlier one.",
    "entry.void": "A signed entry was voided.",
    "sign_off.sign": "A month was signed.",
    "sign_off.sign_part": "A month was signed in part.",
    "sign_off.return": "A month came back unsigned.",
    "sign_off.decline": "A signature was declined.",
    "sign_off.cancel": "A request for signature was taken back.",
    "sign_off.revoke": "A signature was revoked.",
    "evaluation.send": "An evaluation was sent.",
    "signature.made": "A signature was given.",
    "certificate.propose": "A certificate was proposed.",
    "certificate.approve": "A certificate was approved by a second person.",
    "certificate.issue": "A certificate was issued.",
    "certificate.drop": "A proposed certificate was dropped.",
    "certificate.suspend": "A certificate was suspended.",
    "certificate.reinstate": "A certificate was reinstated.",
    "certificate.revoke": "A certificate was revoked.",
    "certificate.supersede": "A certificate was replaced.",
    "certificate.show_name": "The name is shown to whoever checks the number.",
    "certificate.hide_name": "The name is kept from whoever checks the number.",
    "certificate.list": "The holder is listed in the directory.",
    "certificate.unlist": "The holder is no longer listed in the directory.",
    "post.try_again": "A letter was sent again.",
    "program.publish": "A version of the program was published.",
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
        return text.format_map(_Known(facts))
    thing, _, verb = kind.partition(".")
    return f"{_NAMES.get(thing, thing).capitalize().replace('_', ' ')}: {verb.replace('_', ' ')}."


class _Known(dict[str, object]):
    """A fact an old event lacks is left out of its sentence rather than failing the page."""

    def __missing__(self, key: str) -> str:
        return "…"
