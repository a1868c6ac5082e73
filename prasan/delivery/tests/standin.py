"""A stand-in for LINE and Facebook: checks tokens, proofs and retry keys, and misbehaves when told to.

`faults` are what the next calls do instead of answering well: "429", "500", "expired", "slow", "lost"
(taken, but the answer never comes).
"""

from __future__ import annotations

import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs
from uuid import UUID

TOKEN, SECRET, PAGE = "good-token", "app-secret", "100000000000001"
SLOW_SECONDS = 1.0


class StandIn(ThreadingHTTPServer):
    """What it took, by LINE's retry key and as posts."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.faults: list[str] = []
        self.pushed: dict[str, dict[str, object]] = {}
        self.posts: list[str] = []
        self.limit, self.used = 500, 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is what we are here for."""


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def log_message(self, *words: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self._say(401, {"message": "Authentication failed"})
        if self.path.endswith("/quota"):
            return self._say(200, {"type": "limited", "value": self.server.limit})
        return self._say(200, {"totalUsage": self.server.used})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        fault = self.server.faults.pop(0) if self.server.faults else ""
        if self.path == "/v2/bot/message/push":
            self._push(json.loads(body), fault)
        else:
            self._post({name: values[0] for name, values in parse_qs(body).items()}, fault)

    def _push(self, body: dict[str, object], fault: str) -> None:
        if fault == "expired" or self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self._say(401, {"message": "Authentication failed"})
        if fault == "429":
            return self._say(
                429, {"message": "The API rate limit has been exceeded"}, **{"Retry-After": "90"}
            )
        if fault == "500":
            return self._say(500, {"message": "Internal server error"})
        key = str(UUID(self.headers["X-Line-Retry-Key"]))
        is_new = key not in self.server.pushed
        self.server.pushed.setdefault(key, body)
        if self._stumbles(fault):
            return None
        if not is_new:
            return self._say(409, {"message": "The retry key is already accepted"})
        return self._say(200, {"sentMessages": [{"id": "1"}]})

    def _post(self, words: dict[str, str], fault: str) -> None:
        proof = hmac.new(SECRET.encode(), TOKEN.encode(), "sha256").hexdigest()
        if fault == "expired" or words.get("access_token") != TOKEN or words.get("appsecret_proof") != proof:
            return self._say(400, {"error": {"code": 190, "message": "Error validating access token"}})
        if fault == "429":
            return self._say(400, {"error": {"code": 32, "message": "Page request limit reached"}})
        if fault == "500":
            return self._say(500, {"error": {"code": 1, "message": "An unknown error occurred"}})
        self.server.posts.append(words["message"])
        return None if self._stumbles(fault) else self._say(200, {"id": "1_2"})

    def _stumbles(self, fault: str) -> bool:
        if fault == "slow":
            time.sleep(SLOW_SECONDS)
        if fault in {"slow", "lost"}:
            self.close_connection = True
            self.connection.close()
        return fault in {"slow", "lost"}

    def _say(self, status: int, answer: dict[str, object], **headers: str) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def standing_in() -> Iterator[StandIn]:
    server = StandIn()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
