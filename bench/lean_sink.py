"""A mail server that does as little as one can: `python -m bench.lean_sink PORT [CERTIFICATE]`.

It takes commands in groups (PIPELINING, RFC 2920) and keeps nothing. With a certificate it demands STARTTLS
and a login (any name and password), as every relay of a provider does. Prints READY when it listens.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from pathlib import Path
from typing import Any

from prasan.delivery.tests.certificates import server_context

_END = b"\r\n.\r\n"


class Talk(asyncio.Protocol):
    """One connection."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._context, self._is_safe, self._is_known = context, context is None, context is None
        self._waiting, self._in_text = b"", False

    def connection_made(self, transport: Any) -> None:
        self._wire = transport
        self._say("220 lean ESMTP")

    def _say(self, *lines: str) -> None:
        self._wire.write("".join(f"{line}\r\n" for line in lines).encode())

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while self._step():
            pass

    def _step(self) -> bool:
        """Whether there was a whole text or a whole line."""
        end = _END if self._in_text else b"\r\n"
        found, there_is, rest = self._waiting.partition(end)
        if not there_is:
            return False
        self._waiting = rest
        if self._in_text:
            self._in_text = False
            self._say("250 2.0.0 Ok")
        else:
            self._answer(found[:4].upper().strip())
        return True

    def _answer(self, verb: bytes) -> None:
        match verb:
            case b"EHLO":
                offers = ("AUTH PLAIN" if self._is_safe else "STARTTLS",) if self._context else ()
                self._say("250-lean", *(f"250-{offer}" for offer in offers), "250 PIPELINING")
            case b"STAR" if self._context and not self._is_safe:
                self._say("220 Go ahead")
                asyncio.ensure_future(self._secure())
            case b"AUTH":
                self._is_known = True
                self._say("235 2.7.0 Welcome")
            case b"MAIL" if not self._is_known:
                self._say("530 5.7.0 Authentication required")
            case b"DATA":
                self._in_text = True
                self._say("354 Go ahead")
            case b"QUIT":
                self._say("221 Bye")
                self._wire.close()
            case _:
                self._say("250 2.0.0 Ok")

    async def _secure(self) -> None:
        assert self._context is not None
        self._is_safe, self._waiting = True, b""
        loop = asyncio.get_running_loop()
        self._wire = await loop.start_tls(self._wire, self, self._context, server_side=True)


async def listen(port: int, certificate: Path | None) -> None:
    context = server_context(certificate) if certificate else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Talk(context), "127.0.0.1", port, backlog=500)
    print("READY", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(listen(int(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None))
