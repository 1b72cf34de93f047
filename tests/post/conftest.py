"""A real mail server on a free port, whose answers a test may choose."""

import socket

import pytest

from training.post import mailbox
from training.post.server import ToMailbox


class Sink(ToMailbox):
    """The demo's mailbox, with answers that go wrong on request."""

    def __init__(self, folder):
        super().__init__(folder)
        self.rcpt_answer = None
        self.data_answer = None
        self.received = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if self.rcpt_answer:
            return self.rcpt_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.data_answer:
            return self.data_answer
        self.received.append(envelope)
        return await super().handle_DATA(server, session, envelope)

    @property
    def mails(self):
        return mailbox.newest(self.folder)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def sink(tmp_path):
    from aiosmtpd.controller import Controller

    handler = Sink(tmp_path / "mailbox")
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    handler.url = f"smtp://127.0.0.1:{controller.port}"
    yield handler
    controller.stop()
