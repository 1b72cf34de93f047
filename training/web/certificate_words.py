"""What the pages about certificates say: where one stands, what a step does, what was done."""

from datetime import date

from training.domain.certificate import CertificateMove, CertificateStatus, standing
from training.domain.tongue import gettext as _
from training.domain.tongue import marked, ngettext, say_date
from training.models import Certificate

DONE = {
    CertificateMove.APPROVE: marked("Approved. It can be issued now."),
    CertificateMove.ISSUE: marked(
        "Issued. The holder has a letter, and anyone with the number can check it."
    ),
    CertificateMove.DROP: marked("Dropped. Nothing was issued."),
    CertificateMove.SUSPEND: marked("Suspended. Whoever checks it is told so from now on."),
    CertificateMove.REINSTATE: marked("Reinstated. It is in force again."),
    CertificateMove.REVOKE: marked("Revoked. Whoever checks it is told so from now on."),
}
# Below the button: what follows from it.
FOLLOWS = {
    CertificateMove.APPROVE: marked(
        "Your signature says that you looked at what it states. It is not public before it is issued."
    ),
    CertificateMove.ISSUE: marked(
        "The PDF is printed and sealed, the holder gets a letter, and anyone with the number can check it."
    ),
    CertificateMove.DROP: marked("Nothing is issued. A new one can be proposed at any time."),
    CertificateMove.SUSPEND: marked("Whoever checks the number is told at once. It can be reinstated."),
    CertificateMove.REINSTATE: marked("Whoever checks the number is told at once that it is in force."),
    CertificateMove.REVOKE: marked("Whoever checks the number is told at once. It cannot be taken back."),
}
# Asked once more before what others see at once.
QUESTIONS = {
    CertificateMove.DROP: marked("Drop this certificate? Nothing will be issued."),
    CertificateMove.SUSPEND: marked("Suspend this certificate? Whoever checks it is told at once."),
    CertificateMove.REVOKE: marked("Revoke this certificate for good? It cannot be taken back."),
}
# What the date adds to the statuses.
DERIVED = {"valid": marked("valid"), "expired": marked("expired")}
STANDS = {
    "proposed": marked("Proposed. A second person has to look at it and approve it."),
    "approved": marked("Approved. It can be issued now."),
    "dropped": marked("Dropped. Nothing was issued, and there is nothing to check."),
    "valid": marked("In force since %(issued_on)s. Anyone with the number can check it."),
    "expired": marked("It expired on %(valid_to)s. Whoever checks it is told so."),
    "suspended": marked("Not in force since %(ended_on)s. Whoever checks it is told so."),
    "revoked": marked("Revoked on %(ended_on)s. Whoever checks it is told so."),
    "superseded": marked("Another one took its place on %(ended_on)s."),
}


def standing_said(word: str) -> str:
    """The word for where a certificate stands, in the reader's language."""
    return _(DERIVED[word]) if word in DERIVED else CertificateStatus(word).label.lower()


def stands(certificate: Certificate, today: date) -> str:
    """Where it stands, in the one sentence that a page begins with."""
    days = {
        name: say_date(day) if day else ""
        for name, day in (
            ("issued_on", certificate.issued_on),
            ("valid_to", certificate.valid_to),
            ("ended_on", certificate.ended_on),
        )
    }
    return _(STANDS[standing(certificate.status, certificate.valid_to, today)]) % days


def held_in_words(number: int) -> str:
    if not number:
        return _("Each has a number. Whoever has the number can check it, without an account.")
    return ngettext(
        "You hold one. Whoever has its number can check it, without an account.",
        "You hold %(number)s. Whoever has the number of one can check it, without an account.",
        number,
    )


def ready_in_words(number: int) -> str:
    """For the office, about one person."""
    if not number:
        return _("Nothing can be proposed today. Below stands what is there, and what is missing.")
    return ngettext("One can be proposed today.", "%(number)s can be proposed today.", number)


def waiting_in_words(number: int) -> str:
    """For the office, about all."""
    if not number:
        return _(
            "Nothing waits. One person proposes, another approves, then anyone can check what is issued."
        )
    return ngettext(
        "One waits for the office. One person proposes, another approves, then it is issued.",
        "%(number)s wait for the office. One person proposes, another approves, then it is issued.",
        number,
    )
