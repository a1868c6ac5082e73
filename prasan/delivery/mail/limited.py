"""Reading with a hard end, for whoever reads in the main thread of a process."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from prasan.delivery.mail import reading
from prasan.delivery.mail.message import Mail

_LIMIT = 4.6
"""Seconds after which even a single long step is broken off; the reader itself stops before."""


class _TimeUpError(Exception):
    """Raised by the alarm inside a step that did not look at its budget."""


def _alarm(number: int, frame: FrameType | None) -> None:
    raise _TimeUpError


@contextmanager
def _limited() -> Iterator[None]:
    """Only the main thread hears an alarm; elsewhere the reader's own budget must do."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _alarm)
    signal.setitimer(signal.ITIMER_REAL, _LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def read(data: bytes) -> Mail:
    """As `reading.read`; what takes too long or too much memory is unreadable."""
    try:
        with _limited():
            return reading.read(data)
    except (_TimeUpError, MemoryError, RecursionError):
        return reading.unreadable(reading.TOO_LONG)
