"""One outgoing mail, in the shape that old and new mail programs read Thai from.

Written out by hand: the standard library's message objects take ten times as long (3 ms for a page of Thai),
and folding here never parts a letter from its marks. Tests read every mail back with the library.
"""

from __future__ import annotations

import re
from base64 import b64encode
from binascii import b2a_base64
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256

from prasan.delivery.channels import Outgoing
from prasan.files.models import Attachment
from prasan.thai.segment import words
from prasan.ui.breaks import COMPOUNDS

WIDTH = 72
# Vowels and marks above or below their letter take no column of their own.
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_ABOVE_BELOW = re.compile(f"[{_MARKS}]+")
# A blank stays with both its neighbours: beside the edge of an encoded word it gets lost or doubled.
_CELL = re.compile(f".[{_MARKS}\u0e33]*(?: .[{_MARKS}\u0e33]*){{0,2}}", re.DOTALL)
_COMPOUND = re.compile("|".join(sorted(map(re.escape, COMPOUNDS), key=len, reverse=True)))
_RUN = re.compile(r"([\u0e00-\u0e7f]+|[^\s\u0e00-\u0e7f]+|\s+)")
_ADDRESS = re.compile(r"[^\s<>\"(),:;@\\\[\]]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_PLAIN = re.compile(r"[ A-Za-z0-9!/'_-]{0,60}")
_PLAIN_END = re.compile(r"(.*?)((?: [A-Za-z0-9]{1,20})*)", re.DOTALL)
# RFC 2047, 2: an encoded word has at most 75 characters: 45 bytes beside "=?utf-8?b?" and "?=".
_WORD_BYTES = 45
_LINE_BYTES = 57
_CRLF = "\r\n"


def build(message: Outgoing, *, to: str, sender: str, sender_name: str, at: datetime) -> bytes:
    """The mail, ready for the wire: base64 UTF-8, so no relay on the way can spoil a Thai letter.

    Lines end between words and are marked as flowed (RFC 3676 with DelSp), so a reader's program may join
    them again. News can be stopped by one press (RFC 8058); what nobody wrote by hand is marked as automatic,
    which keeps holiday answers from coming back (RFC 3834). Raises ValueError when `to` cannot stand in a
    header.
    """
    if not to.isascii() or not _ADDRESS.fullmatch(to):
        raise ValueError(f"not an address: {to!r}")
    headers = [
        f"From: {_phrase(sender_name)} <{sender}>",
        f"To: {to}",
        f"Subject: {_encoded(message.subject)}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: {message.message_id}",
        *_about_replies(message),
        "Content-Language: th",
        "MIME-Version: 1.0",
    ]
    return _CRLF.join(headers).encode("ascii") + b"\r\n" + _content(message)


def _about_replies(message: Outgoing) -> list[str]:
    answered = message.in_reply_to
    thread = [f"In-Reply-To: {answered}", f"References: {answered}"] if answered else []
    if message.is_personal:
        return thread
    if not message.is_bulk:
        return [f"Auto-Submitted: {'auto-replied' if answered else 'auto-generated'}", *thread]
    if not message.unsubscribe_url:
        return []
    return [
        f"List-Unsubscribe: <{message.unsubscribe_url}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]


def _phrase(name: str) -> str:
    """A display name. Its last plain words stay plain, so that "… เขต 2" mostly is one encoded word: some
    readers, Python's among them, put a blank between two."""
    found = _PLAIN_END.fullmatch(name)
    assert found is not None
    return _encoded(found[1]) + found[2]


@lru_cache(maxsize=8)
def _encoded(text: str) -> str:
    """`text` as encoded words (RFC 2047), each ending between two letters with all their marks."""
    if _PLAIN.fullmatch(text):
        return text
    text = text.encode("utf-8", "replace").decode()
    found, room = [""], _WORD_BYTES
    for cell in _CELL.findall(text):
        size = len(cell.encode())
        if size > room and found[-1]:
            found.append("")
            room = _WORD_BYTES
        found[-1] += cell
        room -= size
    return f"{_CRLF} ".join(f"=?utf-8?b?{b64encode(word.encode()).decode()}?=" for word in found)


def _content(message: Outgoing) -> bytes:
    """The headers and body of the content: text alone, text and HTML, and files with either."""
    kept = message.content if message.content is not None else -1
    text = flowed(message.body, kept)
    html = message.html
    if message.unsubscribe_url:
        text += f"\n\n-- \nหยุดรับข่าวทางอีเมลนี้:\n{message.unsubscribe_url}\n"
        html = html and f'{html}\n<p><a href="{message.unsubscribe_url}">หยุดรับข่าวทางอีเมลนี้</a></p>\n'
    part = _text_part("plain", text, '; format="flowed"; delsp="yes"')
    if html:
        part = _joined("alternative", [part, _text_part("html", html, "")])
    if message.files:
        part = _joined("mixed", [part, *_file_parts(message.files)])
    return part


def _text_part(kind: str, text: str, parameters: str) -> bytes:
    raw = text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8", "replace")
    lines = [
        b2a_base64(raw[start : start + _LINE_BYTES], newline=False)
        for start in range(0, len(raw), _LINE_BYTES)
    ]
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"{parameters}\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    )
    return head.encode("ascii") + b"\r\n".join(lines) + b"\r\n"


def _joined(kind: str, parts: Sequence[bytes]) -> bytes:
    """A multipart whose boundary cannot stand in its parts: they hold base64, which has no underscore."""
    boundary = f"_prasan_{kind}_{sha256(b''.join(parts)).hexdigest()[:24]}_"
    line = f"--{boundary}".encode()
    inner = b"".join(line + b"\r\n" + part for part in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode() + inner + line + b"--\r\n"
    )


@lru_cache(maxsize=4)
def _file_parts(files: tuple[Attachment, ...]) -> tuple[bytes, ...]:
    """Encoded once for all who get them."""
    return tuple(_file_part(file) for file in files)


def _file_part(file: Attachment) -> bytes:
    main, _, sub = (file.content_type or "application/octet-stream").partition("/")
    part = EmailMessage(policy=SMTP)
    with file.file.open("rb") as opened:
        part.set_content(
            opened.read(), maintype=main, subtype=sub, filename=file.name, disposition="attachment"
        )
    del part["MIME-Version"]
    return part.as_bytes()


@lru_cache(maxsize=4)
def flowed(text: str, content: int) -> str:
    """`flow(text)`, kept for the letters that share one content."""
    return flow(text)


def flow(text: str) -> str:
    """`text` in lines of at most `WIDTH` columns that end between words; addresses are never broken."""
    return "\n".join(line for paragraph in text.splitlines() for line in _flow_line(paragraph.rstrip()))


def _flow_line(paragraph: str) -> list[str]:
    """Only runs that a line's end falls into are parted into words: finding words is what takes long."""
    if _columns(paragraph) <= WIDTH:
        return [_stuff(paragraph)]
    lines, line, width = [], "", 0
    for run in _RUN.findall(paragraph):
        columns = _columns(run)
        if width + columns <= WIDTH or run.isspace():
            line, width = line + run, width + columns
            continue
        for piece in _pieces(run):
            columns = _columns_of_word(piece)
            if width and width + columns > WIDTH:
                lines.append(line + " ")
                line, width = "", 0
            line, width = line + piece, width + columns
    return [_stuff(each) for each in [*lines, line]]


def _pieces(run: str) -> list[str]:
    """What a line may end between: Thai words one by one, everything else whole."""
    return _whole_words(run) if "\u0e00" <= run[0] <= "\u0e7f" else [run]


def _whole_words(run: str) -> list[str]:
    """Words of a Thai run, those of one compound (ปี|การศึกษา, ผู้|อำนวยการ) as one."""
    found: list[str] = []
    inside = _insides(run)
    end = 0
    for word in words(run):
        if end in inside:
            found[-1] += word
        else:
            found.append(word)
        end += len(word)
    return found


def _insides(run: str) -> set[int]:
    """Places in `run` where a line would end inside a compound."""
    return {at for compound in _COMPOUND.finditer(run) for at in range(compound.start() + 1, compound.end())}


def _columns(text: str) -> int:
    return len(_ABOVE_BELOW.sub("", text))


_columns_of_word = lru_cache(maxsize=8_192)(_columns)


def _stuff(line: str) -> str:
    """A blank before what a flowed reader would take for its own sign (RFC 3676, 4.4)."""
    return f" {line}" if line.startswith((" ", ">", "From ")) else line
