"""Mail handed to a server by SMTP, and its answers in three kinds: never, later, not about this letter."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
)
from typing import Self
from urllib.parse import unquote, urlsplit

from training.domain.tongue import gettext as _

TIMEOUT = 10
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

Deliver = Callable[[EmailMessage], None]
"""Returns when the mail has been taken; raises Undelivered where it has not."""


class Undelivered(Exception):
    """The server will not take this letter now. The words are for whoever looks after the post."""


class Refused(Undelivered):
    """It will not take this letter ever."""


class ServerAway(Undelivered):
    """It takes no letter at all: there is no use in trying the next."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes: `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte."""

    scheme: str
    host: str
    port: int
    user: str
    password: str

    @classmethod
    def at(cls, url: str) -> Self:
        parts = urlsplit(url)
        port = parts.port or (465 if parts.scheme == "smtps" else 25)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.scheme, parts.hostname or "localhost", port, user, password)

    def deliver(self, mail: EmailMessage) -> None:
        try:
            with self._connect() as smtp:
                self._introduce(smtp)
                _hand_over(smtp, mail)
        except Undelivered:
            raise
        except (OSError, SMTPException) as error:
            raise ServerAway(
                _("The mail server did not take it: %(answer)s", answer=_words(error))
            ) from error

    def _connect(self) -> SMTP:
        if self.scheme == "smtps":
            return SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=ssl.create_default_context())
        return SMTP(self.host, self.port, timeout=TIMEOUT)

    def _introduce(self, smtp: SMTP) -> None:
        """Encrypted where the server offers it, save on this machine, where certificates are seldom real."""
        smtp.ehlo()
        if self.scheme == "smtp" and self.host not in LOOPBACK and smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
        if self.user:
            smtp.login(self.user, self.password)


def _hand_over(smtp: SMTP, mail: EmailMessage) -> None:
    try:
        smtp.send_message(mail)
    except SMTPRecipientsRefused as error:
        ((code, words),) = error.recipients.values()
        raise _kind(code)(
            _("The mail server refused the address: %(code)s %(answer)s", code=code, answer=_text(words))
        ) from error
    except SMTPDataError as error:
        raise _kind(error.smtp_code)(
            _("The mail server refused the letter: %(answer)s", answer=_words(error))
        ) from error
    except SMTPNotSupportedError as error:
        raise Refused(_("The mail server cannot take an address with these letters in it.")) from error


def _kind(code: int) -> type[Undelivered]:
    return Refused if code >= 500 else Undelivered


def _words(error: OSError | SMTPException) -> str:
    code, words = getattr(error, "smtp_code", None), getattr(error, "smtp_error", None)
    return f"{code} {_text(words)}" if words is not None else str(error) or type(error).__name__


def _text(words: bytes | str) -> str:
    """A server's answer on one line, no longer than one reads."""
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:300]
