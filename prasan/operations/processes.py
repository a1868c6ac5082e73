"""Starting the processes of the house and ending all of them, whatever happens."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from django.conf import settings

logger = logging.getLogger(__name__)

END_WITHIN_SECONDS = 25.0
_MOST_STARTS, _STARTS_WINDOW = 5, 60.0


class HouseFellError(Exception):
    """A part of the house does not stay up."""


@dataclass
class Child:
    """A process that is started again when it dies, though not for ever."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    starts: deque[float] = field(default_factory=lambda: deque(maxlen=_MOST_STARTS))

    def start(self) -> None:
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            [sys.executable, "-m", "prasan.operations.leash", *self.command],
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,  # our own stdout says READY and the links, nothing else
            start_new_session=True,  # Ctrl-C reaches us alone; we end the children in order
            cwd=settings.BASE,
        )

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def sweep(self) -> None:
        """What a child that was killed outright has left in its group would go on answering on the port."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def keeps_dying(self) -> bool:
        return len(self.starts) == _MOST_STARTS and time.monotonic() - self.starts[0] < _STARTS_WINDOW

    def signal_group(self, number: int) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, number)


class House:
    """The children, from the first start to the last end."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children

    def start(self) -> None:
        for child in self.children:
            child.start()

    def restart_the_dead(self) -> None:
        """Raises `HouseFellError` when one dies again and again."""
        for child in self.children:
            if not child.has_died():
                continue
            assert child.process is not None
            logger.error("%s ended with %s", child.name, child.process.returncode)
            child.sweep()
            if child.keeps_dying():
                raise HouseFellError(f"{child.name} keeps dying")
            child.start()

    def end(self) -> None:
        """Ask all to end, wait, then make them."""
        for child in self.children:
            child.signal_group(signal.SIGTERM)
        until = time.monotonic() + END_WITHIN_SECONDS
        for child in self.children:
            _wait(child, until)
            child.sweep()


def _wait(child: Child, until: float) -> None:
    if child.process is None:
        return
    try:
        child.process.wait(max(0.1, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        logger.error("%s did not end in time", child.name)
