"""Mails that were accepted and wait to be taken in: a file each, on the disk before anybody is told so.

A mail leaves the spool when its row is committed. Who is killed in between takes it again, and the row
that is there is found (`InboundMail.identity`).
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings

_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0<>\ud800-\udfff]")
_MOST_RECIPIENTS = 20
_LATE = timedelta(minutes=5)


def folder() -> Path:
    return settings.DATA / "mail-spool"


def failed_folder() -> Path:
    """Mails that could not be taken, for a person to look at; nothing is thrown away."""
    return folder() / "failed"


def put(content: bytes, *, sender: str = "", recipients: Sequence[str] = ()) -> Path:
    """Keep a mail; when this returns, a power cut does not lose it. Raises OSError when the disk is full.

    Who sent it and to whom, as the servers told each other, is written on top of it (RFC 5321, 4.4).
    """
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{uuid4().hex}.eml"
    unfinished = path.with_suffix(".part")
    try:
        with unfinished.open("wb") as file:
            file.write(_envelope(sender, recipients) + content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    _sync(folder())
    return path


def _envelope(sender: str, recipients: Sequence[str]) -> bytes:
    lines = [f"Return-Path: <{_UNSAFE.sub('', sender)}>"]
    lines += [f"Delivered-To: {_UNSAFE.sub('', one)}" for one in recipients[:_MOST_RECIPIENTS]]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8", "replace")


def _sync(path: Path) -> None:
    """A new name in a folder is on the disk only when the folder is."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def waiting() -> list[Path]:
    """The mails of the spool, the oldest first."""
    if not folder().is_dir():
        return []
    found = [(entry.stat().st_mtime_ns, Path(entry.path)) for entry in _entries()]
    return [path for _, path in sorted(found)]


def _entries() -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder()) as entries:
        yield from (entry for entry in entries if entry.name.endswith(".eml"))


@contextmanager
def held(path: Path) -> Iterator[bytes | None]:
    """The mail, for one worker at a time; None when another has it. Its death lets go of it at once."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield None
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        yield file.read() if path.exists() else None


def kept_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def put_aside(path: Path) -> None:
    failed_folder().mkdir(exist_ok=True)
    path.rename(failed_folder() / path.name)


def late(*, at: datetime) -> int:
    """How many mails wait longer than a worker needs."""
    before = (at - _LATE).timestamp()
    return sum(path.stat().st_mtime < before for path in waiting())


def failed() -> int:
    return len(list(failed_folder().glob("*.eml")))
