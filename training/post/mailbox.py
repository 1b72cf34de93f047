"""The demo's mailbox: a folder with a file for each mail that arrived."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from pathlib import Path

SUFFIX = ".eml"


@dataclass(frozen=True, slots=True)
class Mail:
    name: str
    to: str
    sender: str
    subject: str
    text: str
    html: str
    arrived_at: datetime


def put(folder: Path, content: bytes) -> str:
    """Store a mail whole or not at all. Its Message-ID gives the name: a second copy is the same file."""
    name = sha256((_parsed(content)["Message-ID"] or content.hex()).encode()).hexdigest()[:24]
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{name}.{os.getpid()}"
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / f"{name}{SUFFIX}")
    return name


def newest(folder: Path, most: int = 100) -> list[Mail]:
    files = sorted(
        folder.glob(f"*{SUFFIX}"), key=lambda file: (file.stat().st_mtime, file.name), reverse=True
    )
    return [_read(file) for file in files[:most]]


def one(folder: Path, name: str) -> Mail | None:
    """The mail of that name. A name is only ever looked for among the files that are there."""
    return next((_read(file) for file in folder.glob(f"*{SUFFIX}") if file.stem == name), None)


def _read(file: Path) -> Mail:
    mail = _parsed(file.read_bytes())
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    return Mail(
        name=file.stem,
        to=str(mail["To"] or ""),
        sender=str(mail["From"] or ""),
        subject=str(mail["Subject"] or ""),
        text=str(text.get_content()).replace("\r\n", "\n") if text else "",
        html=str(html.get_content()).replace("\r\n", "\n") if html else "",
        arrived_at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
    )


def _parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=default)
