"""The server: what is the same for both of those it stands in for."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from prasan.delivery.standin import facebook, line
from prasan.delivery.standin.box import Box
from prasan.delivery.standin.known import PAGE, SECRET, TOKEN
from prasan.delivery.standin.said import Answer, Call

__all__ = ["PAGE", "SECRET", "TOKEN", "StandIn", "standing_in"]

SLOW_SECONDS = 30.0
"""Longer than our own channels wait."""
_MOST_BYTES = 30 * 1024 * 1024
_VERSION = re.compile(r"^/v\d+\.\d+(?=/)")


class StandIn(ThreadingHTTPServer):
    """Hears on `port` of this machine, any free one by default."""

    daemon_threads = True

    def __init__(self, folder: Path, *, port: int = 0, slow_seconds: float = SLOW_SECONDS) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.box, self.slow_seconds = Box(folder), slow_seconds

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is what we are here for."""


@contextmanager
def standing_in(folder: Path, *, slow_seconds: float = SLOW_SECONDS) -> Iterator[StandIn]:
    """In a thread, until left."""
    server = StandIn(folder, slow_seconds=slow_seconds)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def log_message(self, *words: object) -> None:
        """Nothing: `serve` says what matters."""

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > _MOST_BYTES:
            return self._say(Answer(413, {"message": "Request entity too large"}))
        parts = urlsplit(self.path)
        path = _VERSION.sub("", parts.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        call = Call(method, path, query, self.headers, self.rfile.read(length))
        room, name = (line, "line") if path.startswith("/v2/bot/") else (facebook, "facebook")
        fault = self.server.box.next_fault(name, is_question=method == "GET")
        if fault in room.REFUSALS:
            return self._say(room.REFUSALS[fault])
        answer = room.answer(call, self.server.box)
        if fault == "slow":
            time.sleep(self.server.slow_seconds)
        if fault in {"slow", "lost"}:
            self.close_connection = True
            self.connection.close()
            return None
        return self._say(answer)

    def _say(self, answer: Answer) -> None:
        body = json.dumps(answer.body).encode()
        self.send_response(answer.status)
        headers: dict[str, Any] = {"Content-Type": "application/json", "Content-Length": len(body)}
        for name, value in (headers | answer.headers).items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)
