"""Files of the public register that are made once for an edition and kept until the next.

The files are the state of the work: a part that lies there is done. `making.txt` says when somebody began,
so that readers who wait do not begin again; a maker that died is followed by another after `PATIENCE`.
Files of earlier editions hold what may have been withdrawn since: the first file of a new one removes them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import IO

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "made/register"
PATIENCE = timedelta(minutes=15)
_MAKING = "making.txt"


def open_kept(edition: str, name: str) -> File[bytes] | None:
    """The file of this edition, or None while it is not made."""
    path = f"{FOLDER}/{edition}/{name}"
    return default_storage.open(path) if default_storage.exists(path) else None


def made(edition: str) -> set[str]:
    """Names of the files that are ready."""
    try:
        _, names = default_storage.listdir(f"{FOLDER}/{edition}")
    except FileNotFoundError:
        return set()
    return set(names) - {_MAKING}


def keep(edition: str, name: str, write: Callable[[IO[bytes]], None]) -> File[bytes]:
    """Make a file unless it is there, and open it. Written beside and moved in whole."""
    if found := open_kept(edition, name):
        return found
    _drop_others(edition)
    with tempfile.TemporaryFile() as file:
        write(file)
        file.seek(0)
        path = default_storage.save(f"{FOLDER}/{edition}/{name}", File(file))
    return default_storage.open(path)


def begin(edition: str) -> bool:
    """Whether the caller shall begin to make this edition: nobody did, or who did has died."""
    path = f"{FOLDER}/{edition}/{_MAKING}"
    if default_storage.exists(path):
        with default_storage.open(path) as file:
            began = datetime.fromisoformat(file.read().decode())
        if timezone.now() - began < PATIENCE:
            return False
        default_storage.delete(path)
    default_storage.save(path, ContentFile(timezone.now().isoformat().encode()))
    return True


def _drop_others(edition: str) -> None:
    try:
        editions, _ = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for other in set(editions) - {edition}:
        for name in default_storage.listdir(f"{FOLDER}/{other}")[1]:
            default_storage.delete(f"{FOLDER}/{other}/{name}")
        with suppress(OSError):
            default_storage.delete(f"{FOLDER}/{other}")
