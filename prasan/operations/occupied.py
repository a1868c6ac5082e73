"""One `serve` a folder: a second one would overwrite where the office says that it is reached."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "serve.lock"


class OccupiedError(Exception):
    """The office of this folder is open already; the text says in Thai and English where."""


@contextmanager
def occupy(folder: Path, *, port: int) -> Iterator[None]:
    """Hold `folder` until left, or until this process ends in whatever way. Raises `OccupiedError`."""
    with (folder / _NAME).open("a+", encoding="ascii") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise OccupiedError(_where(folder, note.read())) from None
        note.truncate(0)
        note.write(f"{os.getpid()} {port}")
        note.flush()
        yield


def _where(folder: Path, said: str) -> str:
    pid, _, port = said.partition(" ")
    return (
        f"สำนักงานในโฟลเดอร์ {folder} เปิดอยู่แล้วที่พอร์ต {port} (โปรแกรมหมายเลข {pid}) "
        "ปิดที่นั่นก่อน หรือใช้โฟลเดอร์อื่น เช่น make run DATA=…\n"
        f"The office in {folder} is already open on port {port} (process {pid}). Close it or choose another."
    )
