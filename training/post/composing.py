"""A letter as the mail that carries it: text and HTML of the same words, a discreet sender, an id that stays.

The words are the letter's own, then ours: why it came and where to turn. Templates: `templates/post`.
Nothing in a mail is fetched from anywhere, so that opening one tells nobody anything.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from training.domain.tongue import gettext as _
from training.domain.tongue import marked, spoken
from training.models import Letter
from training.post.transport import Refused

FOLDER = Path(__file__).parents[2] / "templates" / "post"

SENDER_NAME = marked("Training office")
"""Says nothing of what the training is for: it stands on lock screens."""

PREVIEW = marked("Open it when you have a quiet moment.")
"""What a list of mails shows beside the subject, in place of the first words of the letter."""

OPEN = marked("Open the page")
TURN = marked("If you have a question, simply answer this letter: the training office reads it.")
WHY_TAKING_PART = marked(
    "You get this letter because you take part in our training, or asked to. "
    "We write only when something waits for you or has changed."
)
WHY_ACCOUNT = marked(
    "You get this letter because of an account for this address. "
    "Such letters keep it safe, so they cannot be turned off."
)
WHY_REFEREE = marked(
    "You get this letter because somebody named you as a person who knows them well. "
    "If you say no on the page, we write no more."
)
WHY = {
    "reference_request": WHY_REFEREE,
    "reference_reminder": WHY_REFEREE,
    "change_email_instructions": WHY_ACCOUNT,
    "change_notice": WHY_ACCOUNT,
    "confirmation_instructions": WHY_ACCOUNT,
    "reset_instructions": WHY_ACCOUNT,
    "reset_notice": WHY_ACCOUNT,
    "welcome": WHY_ACCOUNT,
    "welcome_existing": WHY_ACCOUNT,
}

ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of a letter, or the one address it leads to.

    An address inside a sentence is no link of ours: it may stand in a name that somebody gave themselves.
    """

    text: str

    @property
    def is_link(self) -> bool:
        return ADDRESS.fullmatch(self.text) is not None


def compose(letter: Letter, *, sender: str, at: datetime, answers_to: str | None = None) -> EmailMessage:
    """Raises Refused for an address or a subject that no mail can carry, line breaks among them.

    `answers_to`: who reads what is answered, where that is not the sender.
    """
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = Address(_(SENDER_NAME), addr_spec=sender)
        mail["To"] = Address(addr_spec=letter.to)
        if answers_to:
            mail["Reply-To"] = Address(addr_spec=answers_to)
        mail["Subject"] = letter.subject
    except (ValueError, IndexError, MessageError) as error:  # the parser has its own for the empty address
        raise Refused(_("The address or the subject cannot stand in a mail.")) from error
    mail["Date"] = at
    mail["Message-ID"] = message_id(letter.key, sender)
    # Written by a machine, for one person, about what they did: no list, so nothing to unsubscribe from.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail.set_content(written(letter, "letter.txt"))
    mail.add_alternative(written(letter, "letter.html"), subtype="html")
    mail["Content-Language"] = spoken().code
    return mail


def written(letter: Letter, template: str) -> str:
    """One of the two parts. Both are made from the same words."""
    return _sheets.get_template(template).render(
        tongue=spoken(),
        subject=letter.subject,
        preview=_(PREVIEW),
        sender=_(SENDER_NAME),
        paragraphs=paragraphs(letter.text),
        open=_(OPEN),
        why=_(WHY.get(letter.kind, WHY_TAKING_PART)),
        turn=_(TURN),
    )


def paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(one.strip()) for one in re.split(r"\n\s*\n", text.strip())]


def message_id(key: str, sender: str) -> str:
    """The same for every attempt at one letter, so that a second copy can be told from a second letter."""
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{sender.rpartition('@')[2]}>"


_sheets = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=select_autoescape(("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
