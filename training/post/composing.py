"""A letter as the mail that carries it: plain text and HTML, a discreet sender, an id that stays the same."""

from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from training.domain.tongue import gettext as _
from training.domain.tongue import marked
from training.models import Letter
from training.post.transport import Refused

SENDER_NAME = marked("Training office")
"""Says nothing of what the training is for: it stands on lock screens."""


def compose(letter: Letter, *, sender: str, at: datetime) -> EmailMessage:
    """Raises Refused for an address or a subject that no mail can carry, line breaks among them."""
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = Address(_(SENDER_NAME), addr_spec=sender)
        mail["To"] = Address(addr_spec=letter.to)
        mail["Subject"] = letter.subject
    except (ValueError, IndexError, MessageError) as error:  # the parser has its own for the empty address
        raise Refused(_("The address or the subject cannot stand in a mail.")) from error
    mail["Date"] = at
    mail["Message-ID"] = message_id(letter.key, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    return mail


def message_id(key: str, sender: str) -> str:
    """The same for every attempt at one letter, so that a second copy can be told from a second letter."""
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{sender.rpartition('@')[2]}>"
