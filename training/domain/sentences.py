"""What happened, in a sentence: every kind of event in the words a person would use."""

from training.domain.machines import MACHINES

# Where the machine's own words would sound like a machine.
SENTENCES = {
    "person.join": "The record began.",
    "role.appoint": "Took up the role of {role}.",
    "role.dismiss": "Laid down the role of {role}.",
    "licence.verify": "A licence was verified, valid to {expires_on}.",
    "application.begin": "The application was begun.",
    "application.save": "A part of the application was saved.",
    "application.read": "The application was opened and read.",
    "application.submit": "The application was sent.",
    "application.begin_review": "The committee began to read the application.",
    "application.decide": "The committee decided.",
    "application.release_offer": "A place was offered.",
    "application.release_waitlist": "The application went on the waiting list.",
    "application.release_decline": "The application was declined.",
    "application.accept": "The place was accepted.",
    "application.enrol": "A place in a cohort was given.",
    "consent.give": "Consent was given.",
    "consent.withdraw": "Consent was withdrawn.",
    "reference.request": "A letter of recommendation was asked for.",
    "reference.receive": "A letter of recommendation arrived.",
    "reference.refuse": "A referee declined to write.",
    "review.declare_clear": "A committee member declared no conflict of interest.",
    "review.recuse": "A committee member stepped back from the file.",
    "review.submit": "A committee member sent a review.",
    "enrolment.start": "The confidentiality agreement was signed; the course began.",
    "enrolment.complete": "The course was completed.",
    "attendance.verify": "Attendance was verified: {minutes} minutes.",
    "internship.propose_supervisors": "Supervisors were named.",
    "internship.activate": "The agreement is signed by all; the internship began.",
    "internship.ask_for_completion": "Completion was asked for.",
    "internship.complete": "The internship was completed.",
    "supervision.sign": "A supervisor signed the agreement.",
    "case.approve": "A case was found suitable.",
    "case.open": "A case was opened.",
    "case.close": "A case was closed by mutual decision.",
    "entry.submit": "Entries were sent for signature.",
    "entry.sign": "Entries were signed.",
    "entry.return": "Entries came back with a comment.",
    "sign_off.sign": "A supervisor signed a month.",
    "signature.made": "A signature was given.",
    "certificate.propose": "A certificate was proposed.",
    "certificate.approve": "A certificate was approved by a second person.",
    "certificate.issue": "A certificate was issued.",
    "certificate.revoke": "A certificate was revoked.",
}

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
