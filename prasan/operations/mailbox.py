"""The sample's mail: a server that sends nothing on and keeps each mail whole, and a way to read them."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings

from prasan.delivery.inbound import spool
from prasan.delivery.inbound.letter import is_one_of

_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{8}")
_MAX_BYTES = 30 * 1024 * 1024


def folder() -> Path:
    return settings.DATA / "mailbox"


class Sink:
    """A handler of aiosmtpd."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        keep(envelope.content)
        if ours := [one for one in envelope.rcpt_tos if leads_to_us(one)]:
            spool.put(envelope.content, sender=envelope.mail_from or "", recipients=ours)
        return "250 OK"


def leads_to_us(address: str) -> bool:
    """Whether a mail to `address` comes back to the office: it is of our domain, and one that we read."""
    own = settings.DEFAULT_FROM_EMAIL.lower()
    if address.rpartition("@")[2].lower() != own.rpartition("@")[2]:
        return False
    return is_one_of(address.lower(), [*settings.MAIL_NEWS, *settings.MAIL_REQUESTS, own])


def keep(content: bytes) -> str:
    """Write one mail; readers never see half of it. Returns its id."""
    folder().mkdir(parents=True, exist_ok=True)
    mail_id = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{uuid4().hex[:8]}"
    unfinished = folder() / f"{mail_id}.part"
    unfinished.write_bytes(content)
    unfinished.rename(folder() / f"{mail_id}.eml")
    return mail_id


def start_sink() -> Any:
    """Listen on a free port of this machine, in a thread; returns the controller (`.port`, `.stop()`)."""
    from aiosmtpd.controller import Controller

    controller = Controller(Sink(), hostname="127.0.0.1", port=free_port(), data_size_limit=_MAX_BYTES)
    controller.start()
    return controller


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Mail:
    id: str
    subject: str
    sender: str
    to: str
    date: datetime | None
    text: str


def mails() -> list[Mail]:
    """All mails, the newest first; their text is left out."""
    found = sorted(folder().glob("*.eml"), reverse=True)
    return [_mail(path.stem, path.read_bytes(), with_text=False) for path in found]


def mail(mail_id: str) -> Mail | None:
    """One mail with its text, or None."""
    path = folder() / f"{mail_id}.eml"
    if not _ID.fullmatch(mail_id) or not path.is_file():
        return None
    return _mail(mail_id, path.read_bytes(), with_text=True)


def _mail(mail_id: str, content: bytes, *, with_text: bool) -> Mail:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    date = message["Date"].datetime if message["Date"] else None
    return Mail(
        mail_id,
        str(message["Subject"] or ""),
        str(message["From"] or ""),
        str(message["To"] or ""),
        date,
        _text(message) if with_text else "",
    )


def _text(message: EmailMessage) -> str:
    """The plain text, its flowed lines joined again (RFC 3676)."""
    part = message.get_body(preferencelist=("plain",))
    if part is None:
        return ""
    text = str(part.get_content()).replace("\r\n", "\n")
    if part.get_param("format") != "flowed":
        return text
    joined = text.replace(" \n", "") if part.get_param("delsp") == "yes" else text.replace(" \n", " ")
    return "\n".join(line.removeprefix(" ") for line in joined.split("\n"))
