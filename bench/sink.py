"""A mail server that keeps nothing, or a log of what it took: `python -m bench.sink PORT [LOG]`.

With a log, the Message-ID of each mail is written and on the disk before the 250 is said: of a mail that it
acknowledged it never forgets, however it ends. Prints READY when it listens.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>]*>)", re.IGNORECASE | re.MULTILINE)


class Sink:
    """A handler of aiosmtpd."""

    def __init__(self, log: Path | None) -> None:
        self._log = log.open("ab", buffering=0) if log else None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self._log:
            found = _MESSAGE_ID.search(envelope.content)
            self._log.write((found[1] if found else b"<none>") + b"\n")
            os.fsync(self._log.fileno())
        return "250 kept"


def main() -> None:
    log = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    # It may have been killed a moment ago: its port is still held by connections that end.
    controller = Controller(Sink(log), hostname="127.0.0.1", port=int(sys.argv[1]), ready_timeout=30)
    controller.start()
    print("READY", flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


if __name__ == "__main__":
    main()
