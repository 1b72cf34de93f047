"""The demo's own mail server: takes every mail and puts it into the mailbox. Only this machine reaches it."""

import signal
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from training.post import mailbox

HOST = "127.0.0.1"


class ToMailbox:
    """What aiosmtpd asks for: a method named after the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- its name
        mailbox.put(self.folder, envelope.content)
        return "250 OK"


def mail_server(folder: Path, port: int) -> Controller:
    """Not started yet: `.start()`, and `.stop()` at the end."""
    return Controller(ToMailbox(folder), hostname=HOST, port=port)


def run_mail_server(folder: Path, port: int) -> None:
    """Serve until the process is ended."""
    server = mail_server(folder, port)
    server.start()
    signal.pause()
