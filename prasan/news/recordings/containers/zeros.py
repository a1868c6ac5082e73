"""Overwriting in place, never more in memory than a piece."""

from __future__ import annotations

from typing import IO

_PIECE = 1 << 16
_NOTHING = bytes(_PIECE)


def write_zeros(file: IO[bytes], start: int, end: int) -> None:
    """From `start` up to `end`; the file keeps its length."""
    file.seek(start)
    left = end - start
    while left > 0:
        file.write(_NOTHING[: min(left, _PIECE)])
        left -= _PIECE


def read(file: IO[bytes], start: int, size: int) -> bytes:
    """At most `size` bytes from `start`."""
    file.seek(start)
    return file.read(size)
