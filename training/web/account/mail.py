"""Flask-Security's mails become letters in the outbox, in our words."""

from typing import Any

from flask_security import MailUtil

from training.actions.account import Message, send
from training.web.access import now


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
