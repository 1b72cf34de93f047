"""Flask-Security's mails become letters in the outbox, in our words."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template
from flask_security import MailUtil

from training.actions.account import Message, send
from training.domain.tongue import Shape, say_date
from training.domain.tongue import gettext as _
from training.models import Invitation, Person
from training.web.access import now


def tell(person: Person, kind: str, subject: str, *, at: datetime, **fill: Any) -> None:
    """A letter of ours about the account, from `security/email/KIND.txt`; beside the change it tells of."""
    when = say_date(at.astimezone(ZoneInfo(person.zone)), Shape.MOMENT)
    text = render_template(f"security/email/{kind}.txt", user=person, when=when, **fill)
    send(person.chain, Message(kind, person.email, subject, text), at=at)


def invitation_letter(person: Person, invitation: Invitation, link: str, *, at: datetime) -> None:
    """From somebody of the office to whom they invite, who has no record yet: it stands with the inviter."""
    until = say_date(invitation.expires_at)
    text = render_template("security/email/invitation.txt", user=person, link=link, until=until)
    message = Message("invitation", invitation.email, _("An invitation"), text)
    send(person.chain, message, at=at)


class Outbox(MailUtil):
    """Writes a letter beside the change it tells of; the worker sends it. Nobody waits for a mail server."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: Any,
        sender: Any,  # noqa: ARG002 -- the worker knows it
        body: str | None,
        html: str | None,  # noqa: ARG002 -- made from the words
        **context: Any,
    ) -> None:
        kind = template.rpartition("/")[2]
        send(context["user"].chain, Message(kind, str(recipient), str(subject), body or ""), at=now())
