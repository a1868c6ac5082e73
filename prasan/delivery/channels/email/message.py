"""One outgoing mail, in the shape that old and new mail programs read Thai from."""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from prasan.delivery.channels import Outgoing
from prasan.thai.segment import words

WIDTH = 72
# Vowels and marks above or below their letter take no column of their own.
_ABOVE_BELOW = re.compile("[ัิ-ฺ็-๎]")
_PIECE = re.compile(r"([\u0e00-\u0e7f]+|[^\s\u0e00-\u0e7f]+|\s+)")


def build(message: Outgoing, *, to: str, sender: str, sender_name: str, at: datetime) -> EmailMessage:
    """The mail, ready for the wire: base64 UTF-8, so no relay on the way can spoil a Thai letter.

    Lines end between words and are marked as flowed (RFC 3676 with DelSp), so a reader's program may join
    them again. `Auto-Submitted` keeps holiday answers from coming back (RFC 3834).
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(display_name=sender_name, addr_spec=sender)
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = "th"
    mail.set_content(
        flow(message.body), charset="utf-8", cte="base64", params={"format": "flowed", "delsp": "yes"}
    )
    return mail


def flow(text: str) -> str:
    """`text` in lines of at most `WIDTH` columns that end between words; addresses are never broken."""
    return "\n".join(line for paragraph in text.splitlines() for line in _flow_line(paragraph.rstrip()))


def _flow_line(paragraph: str) -> list[str]:
    lines, line, width = [], "", 0
    for piece in _pieces(paragraph):
        columns = _columns(piece)
        if width and width + columns > WIDTH and not piece.isspace():
            lines.append(line + " ")
            line, width = "", 0
        line, width = line + piece, width + columns
    return [_stuff(each) for each in [*lines, line]]


def _pieces(paragraph: str) -> list[str]:
    """Thai words one by one; everything else from blank to blank."""
    found: list[str] = []
    for run in _PIECE.findall(paragraph):
        found += words(run) if "\u0e00" <= run[0] <= "\u0e7f" else [run]
    return found


def _columns(piece: str) -> int:
    return len(piece) - len(_ABOVE_BELOW.findall(piece))


def _stuff(line: str) -> str:
    """A blank before what a flowed reader would take for its own sign (RFC 3676, 4.4)."""
    return f" {line}" if line.startswith((" ", ">", "From ")) else line
