"""`DATA/seals.log`: each seal once more, outside the database.

A line: last event, a blank, digest (hex), a blank, when it was sealed (ISO, UTC); those from before the time
was taken in end with the digest. Each is on the disk before its seal is committed, so a seal without its line
was cut out of the log. A crash in between leaves one line more than seals: `actions.seal` finishes that seal.

Whoever can write to the database alone cannot alter the log, and every backup holds a copy of it, which
nobody who breaks in later can alter.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from prasan.audit.digest import in_utc
from prasan.audit.models import Seal

_LONGER_THAN_A_LINE = 400
_TRY_AGAIN_MS = 10


class HeldError(Exception):
    """Somebody else seals, or copies log and database, for longer than one was ready to wait."""


def path() -> Path:
    return settings.DATA / "seals.log"


@contextmanager
def held(*, wait_ms: int | None = None) -> Iterator[None]:
    """Log and table of seals stand still and fit each other; raises `HeldError` (None = waits)."""
    with (settings.DATA / "seals.lock").open("ab") as lock:
        _lock(lock, wait_ms)
        yield


def _lock(lock: IO[bytes], wait_ms: int | None) -> None:
    if wait_ms is None:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return None
    for _ in range(wait_ms // _TRY_AGAIN_MS + 1):
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_TRY_AGAIN_MS / 1000)
    raise HeldError


def line_of(seal: Seal) -> str:
    return f"{line_without_time(seal)} {in_utc(seal.sealed_at)}"


def line_without_time(seal: Seal) -> str:
    return f"{seal.last_event} {seal.digest}"


def append(seal: Seal) -> None:
    """On the disk when it returns. Cuts away what a crash or a full disk left of a line."""
    with path().open("a+b") as log:
        log.truncate(_whole_bytes(log))
        log.write(f"{line_of(seal)}\n".encode())
        log.flush()
        os.fsync(log.fileno())


def read() -> list[str] | None:
    """All whole lines; None when there is no log."""
    if not path().is_file():
        return None
    content = path().read_text(encoding="ascii", errors="replace")
    return [line for line in content[: content.rfind("\n") + 1].splitlines() if line]


def last_line() -> str:
    """The last whole line, or nothing."""
    if not path().is_file():
        return ""
    with path().open("rb") as log:
        end = _whole_bytes(log)
        log.seek(max(0, end - _LONGER_THAN_A_LINE))
        tail = log.read(end - log.tell())
    return tail.decode("ascii", "replace").rstrip("\n").rpartition("\n")[2]


def _whole_bytes(log: IO[bytes]) -> int:
    """How much of the log is whole lines."""
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - _LONGER_THAN_A_LINE))
    tail = log.read()
    return size - len(tail) + tail.rfind(b"\n") + 1
