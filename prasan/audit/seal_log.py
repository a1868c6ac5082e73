"""`DATA/seals.log`: each seal once more, outside the database. A line: last event, a blank, digest (hex).

Whoever can write to the database alone cannot alter it, and every backup holds a copy of it, which nobody who
breaks in later can alter.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from django.conf import settings

from prasan.audit.models import Seal

_LONGER_THAN_A_LINE = 200


def path() -> Path:
    return settings.DATA / "seals.log"


def line_of(seal: Seal) -> str:
    return f"{seal.last_event} {seal.digest}"


def write_up_to(made: Seal) -> None:
    """Append `made`, and the seals before it whose lines a crash or a full disk has kept away."""
    with path().open("a+b") as log:
        fcntl.flock(log, fcntl.LOCK_EX)
        last = _last_line(log)
        due = Seal.objects.filter(pk__lte=made.pk, pk__gt=_logged_up_to(last, made)).order_by("pk")
        log.write("".join(f"{line_of(seal)}\n" for seal in due).encode())


def read() -> list[str] | None:
    """All whole lines; None when there is no log."""
    if not path().is_file():
        return None
    content = path().read_text(encoding="ascii", errors="replace")
    return [line for line in content[: content.rfind("\n") + 1].splitlines() if line]


def _last_line(log: IO[bytes]) -> str:
    """The last whole line; what follows it was torn off while being written and is cut away."""
    size = log.seek(0, os.SEEK_END)
    log.seek(max(0, size - _LONGER_THAN_A_LINE))
    tail = log.read()
    whole = tail[: tail.rfind(b"\n") + 1]
    log.truncate(size - len(tail) + len(whole))
    return whole.decode("ascii", "replace").rstrip("\n").rpartition("\n")[2]


def _logged_up_to(last: str, made: Seal) -> int:
    """Key of the last seal that the log knows. A log that was taken away or altered begins anew at `made`:
    what is missing before stays missing, so that it is found."""
    if not last and not Seal.objects.filter(pk__lt=made.pk).exists():
        return 0
    known = Seal.objects.filter(digest=last.rpartition(" ")[2]).order_by("-pk").first()
    return known.pk if known else made.pk - 1
