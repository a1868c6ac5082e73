"""What a mail that came in is to the office. Tables, no functions."""

from __future__ import annotations

from django.db import models


class MailKind(models.TextChoices):
    NEWS = "news", "ข่าวที่ส่งเข้ามา"
    REQUEST = "request", "คำถามหรือคำขอ"
    REPLY = "reply", "ตอบจดหมายของสำนักงาน"
    BOUNCE = "bounce", "จดหมายตีกลับ"
    AUTO = "auto", "ตอบอัตโนมัติ"
    SPAM = "spam", "จดหมายขยะ"
    UNREADABLE = "unreadable", "อ่านไม่ได้"


FROM_PEOPLE = frozenset({MailKind.NEWS, MailKind.REQUEST, MailKind.REPLY})
"""Somebody wrote it and waits for an answer: these alone get a receipt."""

SORTED_BY_HAND = (MailKind.NEWS, MailKind.REQUEST, MailKind.REPLY, MailKind.SPAM)
"""What a person may call a mail; the others are what machines say of themselves."""

WAITS_FOR_ANSWER = frozenset({MailKind.REQUEST, MailKind.REPLY})
"""A person answers these themselves; the sender of news is told by what becomes of the story."""

LONGEST_ANSWER = 10_000

LARGEST_MB = 35
"""A mail with eight photos of a phone, in base64. Most providers stop at 25."""
