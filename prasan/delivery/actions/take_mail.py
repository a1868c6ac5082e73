"""Taking in a mail: kept whole, numbered, sorted, told to the rooms above, answered with a receipt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from prasan.delivery.actions.bounces import take_bounce
from prasan.delivery.actions.receipts import send_receipt
from prasan.delivery.inbound.kinds import FROM_PEOPLE, LARGEST_MB, MailKind
from prasan.delivery.inbound.letter import Letter
from prasan.delivery.models import Delivery, InboundMail, YearOfMail
from prasan.delivery.signals import mail_foreseen, mail_received
from prasan.files.actions import Kept, own, put
from prasan.files.kinds import ANY_KIND
from prasan.thai.dates import be_year
from prasan.ui.refusal import Refusal, Refused

_OTHERS = {
    "bounce": (MailKind.BOUNCE, "ระบบอีเมลของผู้รับแจ้งว่าส่งไม่ถึง"),
    "auto": (MailKind.AUTO, "โปรแกรมตอบกลับเอง"),
    "spam": (MailKind.SPAM, "ตัวกรองหรือถ้อยคำบอกว่าเป็นจดหมายขยะ"),
    "unreadable": (MailKind.UNREADABLE, "อ่านข้อความหรือไฟล์ไม่ได้"),
}
_RECEIPT = re.compile(r"รับที่\s{0,3}([0-9]{1,6})/(2[0-9]{3})(?![0-9])")
_MOST_FILES, _LONGEST_BODY = 200, 200_000


def take_mail(data: bytes, *, at: datetime) -> InboundMail:
    """The row of the mail in `data`; of one that was taken before, the row that it has.

    Raises `Refused` when it is empty or larger than `LARGEST_MB`; of other bytes nothing raises.
    """
    if len(data) > LARGEST_MB * 1024 * 1024:
        raise Refused(Refusal(f"จดหมายใหญ่เกิน {LARGEST_MB} MB ให้ผู้ส่งลดขนาดภาพหรือแบ่งส่งหลายฉบับ"))
    if not data.strip():
        raise Refused(Refusal("จดหมายว่างเปล่า ไม่มีสิ่งใดให้รับ"))
    letter = Letter.of(data)
    identity = letter.identity()
    return InboundMail.objects.filter(identity=identity).first() or _Taking.of(letter, identity, at).take()


@dataclass(slots=True)
class _Taking:
    """All that takes long is done before the transaction, which other writers wait for: the bytes are kept,
    the kind is found, pictures are decoded. Killed before it commits, files without rows are left, which
    `files` sweeps away, and the mail is still wherever it came from."""

    row: InboundMail
    letter: Letter
    is_open: bool
    kept: Kept
    tray: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, letter: Letter, identity: str, at: datetime) -> Self:
        kept = put(ContentFile(letter.data, name="จดหมาย.eml"), limit_mb=LARGEST_MB, allowed=ANY_KIND)
        row = InboundMail(received_at=at, identity=identity, **_said(letter))
        _find_thread(row, letter)
        row.kind, row.why, is_open = _kind_of(row, letter)
        return cls(row, letter, is_open, kept)

    def take(self) -> InboundMail:
        row, read = self.row, self.letter.mail
        is_from_people = row.kind in FROM_PEOPLE
        if is_from_people:
            mail_foreseen.send(InboundMail, mail=row, read=read, is_open=self.is_open, tray=self.tray)
        with transaction.atomic():
            year = YearOfMail.locked(be_year(timezone.localdate(row.received_at)))
            if known := InboundMail.objects.filter(identity=row.identity).first():
                return known
            self._keep(year)
            if row.kind == MailKind.BOUNCE:
                _mark_bounced(row, self.letter, row.received_at)
            if is_from_people:
                told = {"is_open": self.is_open, "at": row.received_at, "tray": self.tray}
                mail_received.send(InboundMail, mail=row, read=read, **told)
                send_receipt(row, at=row.received_at)
        return row

    def _keep(self, year: YearOfMail) -> None:
        row = self.row
        row.year, row.number = year.year, year.next_number()
        row.original = own(self.kept, by=None, name=f"จดหมาย-{row.number}-{row.year}.eml")
        row.save()


def _said(letter: Letter) -> dict[str, Any]:
    """What the mail says, in the width of our columns and without what no database takes."""
    mail = letter.mail
    return {
        "sender_name": _line(mail.sender.name if mail.sender else "", 250),
        "sender_address": _line(mail.sender.address if mail.sender else "", 254).lower(),
        "answer_to": letter.answer_to(),
        "recipients": [_line(one, 254) for one in letter.recipients],
        "subject": _line(mail.subject, 300),
        "body": _plain(mail.body)[:_LONGEST_BODY],
        "files": [
            {
                "name": _line(one.name, 200),
                "type": _line(one.type, 100),
                "size": one.size,
                "sha256": one.sha256,
            }
            for one in mail.attachments[:_MOST_FILES]
        ],
        "problems": [_plain(one)[:300] for one in mail.problems],
        "message_id": _line(mail.message_id, 250),
    }


def _plain(text: str) -> str:
    """Without NUL and lone surrogates, which PostgreSQL refuses."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _line(text: str, longest: int) -> str:
    return " ".join(_plain(text).split())[:longest]


def _find_thread(row: InboundMail, letter: Letter) -> None:
    """What it answers: the nearest of the Message-IDs it names that we sent, or that was sent to us."""
    mail = letter.mail
    named = [f"<{mail.original_message_id.strip('<> ')}>"] if mail.original_message_id else []
    named += [*mail.in_reply_to, *reversed(mail.references)]
    named = [one for one in dict.fromkeys(named[:50]) if len(one) <= 250]
    ours = {one.message_id: one for one in Delivery.objects.filter(message_id__in=named)}
    row.answers = next((ours[one] for one in named if one in ours), None)
    theirs = {one.message_id: one for one in InboundMail.objects.filter(message_id__in=named)}
    row.follows = next((theirs[one] for one in named if one in theirs), None) or _mail_of(row.answers)
    if row.follows is None and row.answers is None:
        row.follows = _by_number(row)
    row.topic = (row.follows.topic if row.follows else "") or (row.answers.topic if row.answers else "")


def _by_number(row: InboundMail) -> InboundMail | None:
    """The mail whose number the subject names, if its own writer names it: anybody can write numbers."""
    found = _RECEIPT.search(row.subject)
    if not found or not row.sender_address:
        return None
    number, year = (int(digits) for digits in found.groups())
    theirs = Q(sender_address=row.sender_address) | Q(answer_to=row.sender_address)
    return InboundMail.objects.filter(theirs, number=number, year=year).first()


def _mail_of(sent: Delivery | None) -> InboundMail | None:
    """The mail that we answered with `sent`."""
    kind, _, key = sent.topic.partition(":") if sent else ("", "", "")
    return InboundMail.objects.filter(pk=key).first() if kind == "mail" and key.isdecimal() else None


def _kind_of(row: InboundMail, letter: Letter) -> tuple[MailKind, str, bool]:
    """Kind, Thai reason, and whether only the content could tell."""
    mail = letter.mail
    if mail.kind in _OTHERS:
        return (*_OTHERS[mail.kind], False)
    if mail.message_id and Delivery.objects.filter(message_id=mail.message_id).exists():
        return MailKind.AUTO, "จดหมายที่สำนักงานส่งเองวนกลับมา", False
    if row.answers or row.follows:
        return MailKind.REPLY, "ตอบจดหมายที่มีอยู่ในระบบ", False
    named = letter.named_kind()
    if named:
        return named, "ตามที่อยู่ที่ส่งถึง", False
    return MailKind.REQUEST, "ไม่มีภาพหรือหัวข้อของข่าว", True


def _mark_bounced(row: InboundMail, letter: Letter, at: datetime) -> None:
    """The rows of the ledger that it speaks of; the first is shown with the mail."""
    mail, marked = letter.mail, []
    for one in mail.bounced:
        marked += take_bounce(
            addresses=[one.address],
            message_id=mail.original_message_id,
            reason=_line(one.reason, 300) or "ปลายทางแจ้งว่าส่งไม่ถึง",
            permanent=one.permanent,
            at=at,
            code=one.status[:20],
        )
    if not mail.bounced and mail.original_message_id:
        marked += take_bounce(
            addresses=[], message_id=mail.original_message_id, reason="ตีกลับ", permanent=False, at=at
        )
    if marked and row.answers is None:
        row.answers, row.topic = marked[0], marked[0].topic
        row.save(update_fields=["answers", "topic"])
