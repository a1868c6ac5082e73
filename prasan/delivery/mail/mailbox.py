"""Mails in files: one a file (.eml or anything), many in an mbox, Apple's .emlx; folders with all below."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_POSTMARK = (
    rb"From \S+[^\r\n]{0,20}? (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d[^\r\n]*"
    rb"(?:\r\n|\n|\r)"
)
_FIRST = re.compile(_POSTMARK)
_NEXT = re.compile(
    rb"(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)" + _POSTMARK + rb"(?=[A-Za-z][A-Za-z0-9-]{1,40}:|>From )"
)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_EMLX = re.compile(rb"^(\d{1,10})[ \t]*\r?\n")


class Found(NamedTuple):
    """A mail in a file; `label` is the path as asked, with `#2` for the second in an mbox."""

    label: str
    data: bytes


def files(path: Path) -> Iterator[Path]:
    """The files to read at `path`: itself, or all below it in the order of names, no hidden ones."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if not name.startswith(".") and file.is_file():
                yield file


def mails(path: Path) -> Iterator[Found]:
    """The mails in a file; raises OSError when it cannot be read."""
    if not path.is_file():
        # A pipe or device would keep us waiting.
        raise FileNotFoundError(2, os.strerror(2), str(path))
    data = path.read_bytes()
    if _FIRST.match(data):
        yield from _mbox(str(path), data)
    elif path.suffix.lower() == ".emlx" and (size := _EMLX.match(data)):
        yield Found(str(path), data[size.end() : size.end() + int(size[1])])
    else:
        yield Found(str(path), data)


def _mbox(label: str, data: bytes) -> Iterator[Found]:
    starts = [0, *(match.start() + 1 for match in _NEXT.finditer(data))]
    if len(starts) == 1:
        yield Found(label, _without_postmark(data))
        return
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        mail = _without_postmark(data[start:end].lstrip(b"\r\n"))
        yield Found(f"{label}#{number}", _ESCAPED.sub(rb"\1", mail))


def _without_postmark(data: bytes) -> bytes:
    first = _FIRST.match(data)
    return data[first.end() :] if first else data
