"""What the `make` above us was told.

Ctrl-C reaches make and us alike. But SIGINT sent to make alone makes it wait for us in its signal handler,
without a word to us, for ever. While it waits there the signal is blocked, which Linux lets us see.
"""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

_SIGINT_BIT = 1 << (signal.SIGINT - 1)


def make_was_interrupted() -> bool:
    try:
        status = Path(f"/proc/{os.getppid()}/status").read_text(encoding="utf-8")
    except OSError:
        return False
    name = re.search(r"^Name:\s*(\S+)", status, re.MULTILINE)
    blocked = re.search(r"^SigBlk:\s*([0-9a-f]+)", status, re.MULTILINE)
    if not name or not blocked or name[1] not in {"make", "gmake"}:
        return False
    return bool(int(blocked[1], 16) & _SIGINT_BIT)
