"""Reading a mail: bytes in, a `Mail` out. Never raises, and stops with what it has when its time is up."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO

from prasan.delivery.mail import bounce, bounce_text, charset, content, kinds, quoted
from prasan.delivery.mail.budget import SECONDS, Budget
from prasan.delivery.mail.headers import Address, Headers, addresses
from prasan.delivery.mail.message import Bounced, Kind, Mail
from prasan.delivery.mail.parts import Tree, take_apart
from prasan.files.kinds import UNKNOWN, sniff

logger = logging.getLogger(__name__)

NOTHING = "ไม่มีข้อความหรือไฟล์ให้แสดง"
NOT_MAIL = "ไฟล์นี้ไม่ใช่จดหมาย อ่านเป็นข้อความไม่ได้"
NO_HEADERS = "จดหมายไม่มีส่วนหัว ไม่ทราบผู้ส่งและเรื่อง"
NO_SENDER = "จดหมายไม่บอกผู้ส่ง"
TOO_LONG = "จดหมายซับซ้อนเกินไป อ่านได้เพียงบางส่วนในเวลาที่กำหนด"
NOBODY_NAMED = "จดหมายตีกลับไม่บอกว่าส่งไม่ถึงที่อยู่ใด"
BROKEN = "อ่านจดหมายฉบับนี้ไม่สำเร็จ เก็บต้นฉบับไว้แล้ว"
MANY_LOST = "ข้อความส่วนใหญ่อ่านไม่ออก"

_MESSAGE_ID = re.compile(r"<[^<>\s]+>")
_BOM = b"\xef\xbb\xbf"
_ARCHIVES = (b"PK\x03\x04", b"Rar!\x1a", b"7z\xbc\xaf", b"\x1f\x8b")
_DOUBLE_CR = b"\r\r\n"
_HEAD_END = re.compile(rb"\n\r?\n")
_LONE_CR = re.compile(rb"\r(?!\n|[A-Za-z][A-Za-z-]{1,40}:)")
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_LEADING_BLANKS = re.compile(rb"^\s*\n(?=[A-Za-z-]{2,40}:)")
_MOST_REFERENCES = 200


def read(data: bytes, *, seconds: float = SECONDS) -> Mail:
    """The mail in `data`, a whole RFC 5322 message with its headers. `seconds` bounds the reading."""
    try:
        if is_other_file(data):
            return unreadable(NOT_MAIL)
        return _Reading.of(data, Budget(seconds)).mail()
    except Exception:
        # Mail is hostile: whatever it found in here, the office still gets a row and keeps the original.
        logger.exception("A mail of %d bytes could not be read", len(data))
        return Mail("unreadable", None, "", "", problems=(BROKEN,))


def is_other_file(data: bytes) -> bool:
    """A picture, a PDF, an Office file, an Outlook .msg or an archive in the place of a mail."""
    return data.startswith(_ARCHIVES) or sniff(BytesIO(data[:32])) != UNKNOWN


def unreadable(problem: str) -> Mail:
    """What stands for a mail of which nothing can be said but why."""
    return Mail("unreadable", None, "", "", problems=(problem,))


@dataclass(slots=True)
class _Reading:
    """One mail on its way."""

    tree: Tree
    budget: Budget
    walk: content.Reader

    @classmethod
    def of(cls, data: bytes, budget: Budget) -> _Reading:
        tree = take_apart(_prepared(data), budget.left(0.6))
        return cls(tree, budget, content.Reader(tree, budget))

    @property
    def headers(self) -> Headers:
        return self.tree.root.headers

    def mail(self) -> Mail:
        found = self.walk.read()
        text = "\n\n".join(part for piece in found.texts if (part := piece.text.rstrip()).strip())
        if not text.strip():
            text = self._spare_text()
        self.headers.charset = self.walk.charset or self.headers.charset
        subject = self.headers.text("subject").strip()
        senders = addresses(self.headers, "from") or addresses(self.headers, "sender")
        sender = senders[0] if senders else None
        bounced, kind = self._kind(sender, subject, text, has_files=bool(found.files))
        return Mail(
            kind=kind,
            sender=sender,
            subject=subject,
            body=self._body(kind, subject, text),
            attachments=tuple(found.files),
            bounced=tuple(bounced),
            problems=self._problems(kind, sender, bounced),
            to=addresses(self.headers, "to"),
            cc=addresses(self.headers, "cc"),
            reply_to=addresses(self.headers, "reply-to"),
            date=_date(self.headers),
            message_id=next(iter(self._ids("message-id")), ""),
            in_reply_to=self._ids("in-reply-to"),
            references=self._ids("references"),
            original_message_id=bounce.original_message_id(self.tree) if kind in {"bounce", "auto"} else "",
        )

    def _spare_text(self) -> str:
        """A telephone gateway's text, which came as a named file; it stays a file too."""
        for part, name in self.walk.spare:
            if name.lower().endswith((".txt", ".text")):
                return self.walk.read_text(part)
        return ""

    def _kind(
        self, sender: Address | None, subject: str, text: str, *, has_files: bool
    ) -> tuple[list[Bounced], Kind]:
        bounced, is_bounce, is_report = self._bounce(sender, subject, text)
        if is_bounce:
            return bounced, "bounce"
        if kinds.is_spam(self.headers, subject):
            return [], "spam"
        if is_report or kinds.is_auto(self.tree, self.headers, subject, has_files=has_files):
            return [], "auto"
        if kinds.is_offer(self.headers, subject, text, has_files=has_files):
            return [], "spam"
        return [], self._shown(text, has_files=has_files)

    def _bounce(self, sender: Address | None, subject: str, text: str) -> tuple[list[Bounced], bool, bool]:
        """Who was not reached; whether it is a bounce; whether it is a delivery report of any sort."""
        report = bounce.read(self.tree)
        if report is not None and report.actions:
            return report.failed, bool(report.failed), True
        is_report = kinds.is_report(self.tree) or report is not None
        if not is_report and not kinds.is_text_bounce(self.headers, sender, subject, text):
            return [], False, False
        own = frozenset(to.address.lower() for to in addresses(self.headers, "to"))
        found = bounce_text.recipients(text, self.headers, own)
        if not found and (address := bounce.original_recipient(self.tree)):
            found = [Bounced(address, bounce.status_in(text) or "5.0.0", bounce.tidy(text))]
        return found, True, is_report

    def _shown(self, text: str, *, has_files: bool) -> Kind:
        """Whether a person would see anything of it."""
        if self.walk.is_encrypted and not text.strip():
            return "unreadable"
        if not text.strip() and content.BINARY in self.walk.problems:
            return "unreadable"
        if not text.strip() and not has_files:
            self.walk.say(NOTHING)
            return "message" if self.headers.fields else "unreadable"
        if text.count("\ufffd") * 3 > len(text.strip()) and not has_files:
            self.walk.say(MANY_LOST)
            return "unreadable"
        return "message"

    def _body(self, kind: Kind, subject: str, text: str) -> str:
        if kind == "bounce":
            return text.strip("\n").rstrip()
        answers = "in-reply-to" in self.headers or "references" in self.headers
        return quoted.new_text(text, quoted.reply_of(subject, answers=answers), self.budget)

    def _ids(self, name: str) -> tuple[str, ...]:
        if name not in self.headers:
            return ()
        return tuple(_MESSAGE_ID.findall(self.headers.text(name))[:_MOST_REFERENCES])

    def _problems(self, kind: Kind, sender: Address | None, bounced: list[Bounced]) -> tuple[str, ...]:
        problems = self.walk.problems
        problems.update(dict.fromkeys(sorted(self.tree.problems)))
        if not self.headers.fields:
            problems[NO_HEADERS] = None
        elif sender is None:
            problems[NO_SENDER] = None
        if kind == "bounce" and not bounced:
            problems[NOBODY_NAMED] = None
        if kind == "unreadable" and not self.headers.fields and self.tree.data:
            problems[NOT_MAIL] = None
        if kind == "unreadable" and not problems.keys() - {NO_HEADERS, NO_SENDER}:
            problems[NOTHING] = None
        if self.budget.was_spent:
            problems[TOO_LONG] = None
        return tuple(problems)


def _prepared(data: bytes) -> bytes:
    """Without what stands before the headers: a BOM, blank lines; UTF-16 files made UTF-8; stray CRs gone."""
    if data.startswith(_WIDE_BOMS):
        data = charset.decode(data, "utf-16").text.encode("utf-8", "replace")
    data = data.removeprefix(_BOM)
    if data[:1] in (b"\n", b"\r", b" ", b"\t"):
        data = _LEADING_BLANKS.sub(b"", data)
    if _DOUBLE_CR in data[:4096]:
        data = data.replace(_DOUBLE_CR, b"\r\n")
    return _without_lone_cr(data)


def _without_lone_cr(data: bytes) -> bytes:
    """A CR inside of a header whose lines end otherwise is a space; in a file of CRs it ends the line."""
    first = data[:4096].find(b"\n")
    if first == -1 or b"\r" in data[: max(0, first - 1)]:
        return data
    end = _HEAD_END.search(data)
    head = data[: end.start()] if end else data
    return _LONE_CR.sub(b" ", head) + data[len(head) :] if _LONE_CR.search(head) else data


def _date(headers: Headers) -> datetime | None:
    """The Date header; None when there is none that means a moment."""
    raw = headers.raw("date")[:200]
    if not raw:
        return None
    try:
        return parsedate_to_datetime(raw.decode("ascii", "replace"))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
