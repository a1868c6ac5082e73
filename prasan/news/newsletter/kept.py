"""Files that were made once and are known by the digest of what they show; swept when nobody asks for them.

They can be made again at any time, so they lie beside the office's files and not among them.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from prasan.files import made

UNUSED = timedelta(days=45)
_NAME = re.compile(r"[0-9a-f]{64}\.(a4\.png|preview\.png|pdf|json)")


def folder() -> Path:
    """`made/newsletters` of the data folder."""
    return made.folder("newsletters")


def find(name: str) -> Path | None:
    """The file, if it was made; asking for it keeps it from being swept."""
    path = _path(name)
    try:
        os.utime(path)
    except FileNotFoundError:
        return None
    return path


def keep(name: str, content: bytes) -> Path:
    """Written beside its place and moved there whole: no reader sees half of it."""
    return made.write_whole(_path(name), content)


def find_words(name: str) -> dict[str, Any] | None:
    """What was kept by `keep_words`."""
    path = find(name)
    found: dict[str, Any] | None = json.loads(path.read_bytes()) if path else None
    return found


def keep_words(name: str, words: dict[str, Any]) -> None:
    keep(name, json.dumps(words, ensure_ascii=False).encode())


def sweep(*, at: datetime) -> int:
    """Remove what nobody asked for lately; returns how many files. Called by the minute tick."""
    oldest = (at - UNUSED).timestamp()
    removed = 0
    for path in folder().glob("*/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
                removed += 1
    return removed


def clear() -> None:
    """Nothing of what was taken down stays behind; what is still public is made again when asked for."""
    for path in folder().glob("*/*"):
        path.unlink(missing_ok=True)


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name of a made file: {name!r}")
    return folder() / name[:2] / name
