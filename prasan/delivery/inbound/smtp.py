"""The door for mail servers: each mail is on the disk before its sender hears 250.

It stands behind the office's own mail server, which knows spam, TLS and the outside; it relays nothing.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from prasan.delivery.inbound import spool
from prasan.delivery.inbound.kinds import LARGEST_MB

logger = logging.getLogger(__name__)

# A little less than a mail may be, for the lines that the spool writes on top.
_MOST_BYTES = LARGEST_MB * 1024 * 1024 - 64 * 1024
_PATIENCE_SECONDS = 120
_MOST_AT_ONCE = 50


class Intake:
    """A handler of aiosmtpd."""

    def __init__(self) -> None:
        self._writing = asyncio.Semaphore(4)

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= _MOST_AT_ONCE:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        async with self._writing:
            try:
                await asyncio.to_thread(
                    spool.put,
                    envelope.content,
                    sender=envelope.mail_from or "",
                    recipients=envelope.rcpt_tos,
                )
            except OSError:
                logger.exception("a mail could not be kept")
                return "452 4.3.1 Insufficient system storage"
        return "250 2.0.0 Kept"


def start_intake(host: str, port: int) -> Any:
    """Listen in a thread; returns the controller (`.stop()`). Raises OSError when the port is taken."""
    from aiosmtpd.controller import Controller

    controller = Controller(
        Intake(),
        hostname=host,
        port=port,
        data_size_limit=_MOST_BYTES,
        ident="Prasan",
        enable_SMTPUTF8=True,
        timeout=_PATIENCE_SECONDS,
    )
    controller.start()
    return controller
