"""Handing mails to the office's mail server, one connection for many."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from typing import Self

from django.conf import settings
from django.utils import timezone

from prasan.delivery.channels import Outcome, Outgoing, Reply
from prasan.delivery.channels.email.message import build
from prasan.office.models import OfficeProfile

_IMPLICIT_TLS_PORT = 465
_READY_FOR_TEXT = 354
_CLOSING = 421
_END = b".\r\n"
_TRIES = 2
_PATIENCE = 3
"""Servers look into a text before they take it, and giving up then costs a person a decision."""
# To MAIL, RCPT, DATA: the highest code that is a yes, and what a no means.
_REFUSALS = (
    (299, Outcome.MESSAGE_REFUSED, "เซิร์ฟเวอร์ไม่รับผู้ส่งนี้"),
    (299, Outcome.ADDRESS_REFUSED, "ปลายทางตอบว่าส่งถึงผู้รับนี้ไม่ได้"),
    (_READY_FOR_TEXT, Outcome.MESSAGE_REFUSED, "เซิร์ฟเวอร์ไม่รับข้อความ"),
)
_LEADING_PERIOD = re.compile(rb"^\.", re.MULTILINE)


class EmailWay:
    """An SMTP client that knows at which point of the talk it stands, for that decides what a loss means."""

    def __init__(self, sender_name: str) -> None:
        self._sender_name = sender_name
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._server:
            with suppress(smtplib.SMTPException, OSError):
                self._server.quit()
        self._drop()

    def send(self, message: Outgoing) -> Reply:
        """A connection that broke before the text was complete is tried once more on a new one."""
        try:
            to = _ascii(message.to)
            mail = self._written(message, to)
        except ValueError as error:  # UnicodeError is one
            return Reply(Outcome.ADDRESS_REFUSED, "ที่อยู่อีเมลนี้ใช้ส่งไม่ได้", "", str(error)[:300])
        for _ in range(_TRIES):
            try:
                server = self._connected()
            except (OSError, smtplib.SMTPException) as error:
                return _unreachable(error)
            try:
                return self._talk(server, to, mail)
            except (OSError, smtplib.SMTPException) as error:
                self._drop()
                lost = str(error)[:300]
        return Reply(Outcome.DELAYED, "การเชื่อมต่อขาดก่อนส่งข้อความ", "", lost)

    def _written(self, message: Outgoing, to: str) -> bytes:
        sender, now = settings.DEFAULT_FROM_EMAIL, timezone.localtime()
        mail = build(message, to=to, sender=sender, sender_name=self._sender_name, at=now)
        return _LEADING_PERIOD.sub(b"..", mail) + _END

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = connect()
        return self._server

    def _talk(self, server: smtplib.SMTP, to: str, mail: bytes) -> Reply:
        commands = (f"MAIL FROM:<{settings.DEFAULT_FROM_EMAIL}>", f"RCPT TO:<{to}>", "DATA")
        answers = _ask(server, commands)
        for (code, text), (most, hard, reason) in zip(answers, _REFUSALS, strict=False):
            if not 200 <= code <= most:
                return self._refused(server, code, text, hard, reason)
        assert server.sock is not None
        rest = memoryview(mail)
        while len(rest) > len(_END):
            # The system takes it whole, in part or not at all: a break here leaves no whole text with anyone.
            rest = rest[server.sock.send(rest) :]
        return self._end_text(server, rest)

    def _end_text(self, server: smtplib.SMTP, rest: memoryview) -> Reply:
        """With its end under way the server may have the message, whatever we hear of it."""
        assert server.sock is not None
        try:
            server.sock.settimeout(_PATIENCE * settings.EMAIL_TIMEOUT)
            server.send(bytes(rest))
            code, text = server.getreply()
            server.sock.settimeout(settings.EMAIL_TIMEOUT)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Reply(Outcome.UNKNOWN, "การเชื่อมต่อขาดขณะส่ง ผู้รับอาจได้รับแล้ว", "", str(error)[:300])
        if code >= 400:
            return self._refused(server, code, text, Outcome.MESSAGE_REFUSED, "เซิร์ฟเวอร์ไม่รับข้อความ")
        return Reply(Outcome.ACCEPTED, "", str(code), _text(text))

    def _refused(self, server: smtplib.SMTP, code: int, text: bytes, hard: Outcome, reason: str) -> Reply:
        """4xx means later, 5xx means never (RFC 5321, 4.2.1); the connection is readied for the next.

        421 speaks of the whole server, which closes (3.8); -1 is smtplib's word for an answer that is none.
        """
        if code == _CLOSING:
            self._drop()
            return Reply(Outcome.DELAYED, "เซิร์ฟเวอร์อีเมลขอให้รอ", str(code), _text(text), rests=True)
        try:
            server.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()
        if code < 500:
            return Reply(Outcome.DELAYED, "เซิร์ฟเวอร์ปลายทางขอให้ส่งใหม่ภายหลัง", str(code), _text(text))
        return Reply(hard, reason, str(code), _text(text))

    def _drop(self) -> None:
        if self._server:
            self._server.close()
            self._server = None


def _ask(server: smtplib.SMTP, commands: Sequence[str]) -> list[tuple[int, bytes]]:
    """The answers, up to the first refusal. All go out at once where the server takes them so (RFC 2920)."""
    answers: list[tuple[int, bytes]] = []
    if not server.has_extn("pipelining"):
        for command in commands:
            answers.append(server.docmd(command))
            if answers[-1][0] >= 400:
                break
        return answers
    server.send("".join(f"{command}\r\n" for command in commands))
    for _ in commands:
        answers.append(server.getreply())
    is_refused = any(code >= 400 for code, _ in answers)
    if is_refused and answers[-1][0] == _READY_FOR_TEXT:
        server.send(_END)  # it waits for a text that nobody would get; an empty one is refused (3.1)
        server.getreply()
    return answers


def open_way() -> EmailWay:
    """In the name of the office."""
    profile = OfficeProfile.current()
    return EmailWay(profile.short_name if profile else "ประสาน")


def connect(wait: float | None = None) -> smtplib.SMTP:
    """A greeted, encrypted and signed-in connection as the settings ask; raises OSError or SMTPException."""
    host, port, wait = settings.EMAIL_HOST, settings.EMAIL_PORT, wait or settings.EMAIL_TIMEOUT
    server: smtplib.SMTP
    if port == _IMPLICIT_TLS_PORT:
        server = smtplib.SMTP_SSL(host, port, timeout=wait, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(host, port, timeout=wait)
    try:
        if settings.EMAIL_USE_TLS and port != _IMPLICIT_TLS_PORT:
            server.starttls(context=ssl.create_default_context())
        server.ehlo_or_helo_if_needed()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        assert server.sock is not None
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or the lone period waits 40 ms
    except BaseException:
        server.close()
        raise
    return server


def _unreachable(error: Exception) -> Reply:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        reason = "เซิร์ฟเวอร์อีเมลไม่รับชื่อหรือรหัสผ่านของสำนักงาน"
    else:
        reason = "ติดต่อเซิร์ฟเวอร์อีเมลของสำนักงานไม่ได้"
    return Reply(Outcome.UNREACHABLE, reason, "", str(error)[:300])


def _ascii(address: str) -> str:
    """The address as SMTP without extensions takes it: a Thai domain in its xn-- form."""
    local, _, domain = address.rpartition("@")
    return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"


def _text(answer: bytes) -> str:
    return answer.decode("utf-8", "replace")[:300]
