"""Files that can be made again at any time: they lie beside the office's files (`made/…`), not among them."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

_UNFINISHED = ".making-"
_LONGER_THAN_ANY = timedelta(hours=1)


def folder(name: str) -> Path:
    """`made/<name>` of the data folder."""
    return Path(settings.DATA) / "made" / name


def write_whole(path: Path, content: bytes) -> Path:
    """Written beside its place and moved there whole: no reader sees half of it, whoever is killed when."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def sweep_unfinished(within: Path, *, at: datetime) -> None:
    """Remove what a process that was killed left half written."""
    oldest = (at - _LONGER_THAN_ANY).timestamp()
    for path in within.glob(f"**/{_UNFINISHED}*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()
