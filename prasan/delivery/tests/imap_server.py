"""A small IMAP server for tests: one folder, the commands that our client uses (RFC 3501, 6851)."""

from __future__ import annotations

import re
import socket
import socketserver
import ssl
import threading
from dataclasses import dataclass, field


@dataclass
class Box:
    """`mails` {uid: bytes}; `seen` and `moved` fill while somebody works with it."""

    mails: dict[int, bytes] = field(default_factory=dict)
    password: str = "secret"
    seen: set[int] = field(default_factory=set)
    moved: dict[int, str] = field(default_factory=dict)
    dies_at: str = ""
    """The command at which the connection breaks off."""
    said: list[str] = field(default_factory=list)


class _Talk(socketserver.StreamRequestHandler):
    @property
    def box(self) -> Box:
        return self.server.box  # type: ignore[attr-defined]

    def handle(self) -> None:
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            self.tag, _, command = line.partition(" ")
            word = command.split(" ")[1 if command.upper().startswith("UID") else 0].upper()
            self.box.said.append(command)
            if word == self.box.dies_at:
                return
            answer = getattr(self, f"do_{word.lower()}", self.do_noop)(command)
            if answer != "-":
                self._say(f"{self.tag} {answer or 'OK done'}")
            if word == "LOGOUT":
                return

    def finish(self) -> None:
        """The wire that STARTTLS made is ours to close."""
        super().finish()
        self.request.close()

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def do_noop(self, command: str) -> str:
        return ""

    def do_capability(self, command: str) -> str:
        self._say("* CAPABILITY IMAP4rev1 MOVE STARTTLS")
        return ""

    def do_starttls(self, command: str) -> str:
        self._say(f"{self.tag} OK begin")
        assert self.server.context  # type: ignore[attr-defined]
        self.request = self.server.context.wrap_socket(self.request, server_side=True)  # type: ignore[attr-defined]
        self.setup()
        return "-"

    def do_login(self, command: str) -> str:
        return "" if f'"{self.box.password}"' in command else "NO [AUTHENTICATIONFAILED] wrong password"

    def do_select(self, command: str) -> str:
        self._say(f"* {len(self.box.mails)} EXISTS")
        return "OK [READ-WRITE] selected"

    def do_search(self, command: str) -> str:
        here = [uid for uid in self.box.mails if uid not in self.box.seen | self.box.moved.keys()]
        self._say(f"* SEARCH {' '.join(map(str, here))}")
        return ""

    def do_fetch(self, command: str) -> str:
        uid = int(command.split()[2])
        data = self.box.mails[uid]
        if "SIZE" in command:
            self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(data)})")
        else:
            self.wfile.write(f"* 1 FETCH (UID {uid} BODY[] {{{len(data)}}}\r\n".encode() + data + b")\r\n")
        return ""

    def do_store(self, command: str) -> str:
        self.box.seen.add(int(command.split()[2]))
        return ""

    def do_move(self, command: str) -> str:
        uid, name = re.findall(r"MOVE (\d+) \"?([^\"]+)", command)[0]
        self.box.moved[int(uid)] = name
        return ""


class ImapServer(socketserver.ThreadingTCPServer):
    """`with ImapServer(Box(...)) as server:` listens at `server.port`.

    With a `context` it speaks TLS from the first byte, or, if `starts_plain`, when it is asked to.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(
        self, box: Box, context: ssl.SSLContext | None = None, *, starts_plain: bool = False
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.box, self.context, self.starts_plain = box, context, starts_plain
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def get_request(self) -> tuple[socket.socket, object]:
        wire, address = super().get_request()
        if self.context and not self.starts_plain:  # the handshake is the handler's, not the listener's
            wire = self.context.wrap_socket(wire, server_side=True, do_handshake_on_connect=False)
        return wire, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever does not trust us hangs up in the middle; that is what some tests are about."""

    def server_close(self) -> None:
        self.shutdown()
        super().server_close()
