"""Child processes kept alive while we live, and ended with us, however we end.

They are forked from a process that has everything imported, so each is up at once and shares that memory.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.context import ForkProcess
from threading import Event
from time import monotonic

Work = Callable[[], None]

PATIENCE = 4.0
"""Seconds between asking a child to end and ending it."""

PR_SET_PDEATHSIG = 1
_fork = get_context("fork")
stopping = Event()


@dataclass(slots=True)
class Child:
    name: str
    work: Work
    process: ForkProcess | None = None
    deaths: list[float] = field(default_factory=list)

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.is_alive()

    def start(self) -> None:
        self.process = _fork.Process(target=_live, args=(self.work, os.getpid()), name=self.name)
        self.process.start()

    def wait(self) -> int:
        """How it ended: 0 where all went well. Returns early when we are told to stop."""
        while self.process is not None and self.process.is_alive() and not stopping.is_set():
            self.process.join(0.2)
        return (self.process.exitcode or 0) if self.process else 0

    def starts_again_at(self) -> float:
        """At once after one death; after each further one in a minute twice as late, up to half a minute."""
        recent = [death for death in self.deaths if death > self.deaths[-1] - 60]
        return self.deaths[-1] + (min(30.0, 0.5 * 2 ** (len(recent) - 2)) if len(recent) > 1 else 0)

    def end(self, deadline: float) -> None:
        if self.process is None:
            return
        self.process.join(max(0.0, deadline - monotonic()))
        with suppress(ProcessLookupError):  # its own children too, where it has some
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.join()


def _live(work: Work, parent: int) -> None:
    """The first lines of a child: its own group, ordinary signals, and death with the parent."""
    os.setpgid(0, 0)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:  # else it died before we could ask to be told
        work()


def stop_on_signals() -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)


def _stop(_number: int, _frame: object) -> None:
    stopping.set()


def keep(children: list[Child], tell: Callable[[str], None]) -> None:
    """Start again whatever dies, until a signal ends us."""
    while not stopping.is_set():
        alive = [child.process.sentinel for child in children if child.process]
        connection.wait(alive, timeout=0.2)
        if stopping.is_set():  # Ctrl-C in a terminal may have reached the children as well
            return
        for child in children:
            if not child.is_alive:
                _revive(child, tell)


def _revive(child: Child, tell: Callable[[str], None]) -> None:
    now = monotonic()
    if child.process is not None:
        tell(f"{child.name} ended with {child.process.exitcode} and is started again")
        child.deaths.append(now)
        child.process = None
    if now >= child.starts_again_at():
        child.start()


def end(children: list[Child]) -> None:
    """Ask all at once, wait a little, and leave none behind."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        if child.process is not None:
            child.process.terminate()
    deadline = monotonic() + PATIENCE
    for child in children:
        child.end(deadline)
