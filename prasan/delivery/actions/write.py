"""Write messages into the ledger; a worker sends them once the transaction has committed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from prasan.contacts.models import ContactPoint
from prasan.delivery.channels import Channel
from prasan.delivery.channels.registry import channel as channel_named
from prasan.delivery.models import Delivery, Message
from prasan.delivery.states import ANSWERS, CONFIRMATION, DeliveryState
from prasan.files.models import Attachment
from prasan.thai import dates

_AT_ONCE = 500
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,240}>")


@dataclass(frozen=True, slots=True)
class Text:
    """What is said. Letters with an equal text share one row of it. `files` are keys of attachments."""

    subject: str
    body: str
    html: str = ""
    files: tuple[int, ...] = ()
    picture_url: str = ""
    preview_url: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One row to write. `key` makes writing it twice harmless.

    `to` None, or `reason` (Thai) given: the row is kept as suppressed and says why. `recipient` is the name
    to show, by default the contact's.
    """

    key: str
    to: ContactPoint | None
    text: Text
    recipient: str = ""
    channel: str = "email"
    reason: str = ""
    in_reply_to: str = ""


def write(
    *,
    key: str,
    to: ContactPoint | None,
    purpose: str,
    subject: str,
    body: str,
    at: datetime,
    recipient: str = "",
    html: str = "",
    channel: str = "email",
    topic: str = "",
    version: int | None = None,
    in_reply_to: str = "",
) -> Delivery:
    """The delivery of `key`, written now if it was not before.

    Without an address (`to` None), or when nothing may go there, the row is kept as suppressed and says why,
    so that a list of who was told names those who were not. `in_reply_to` is the Message-ID of a mail that
    this one answers.
    """
    letter = Letter(key, to, Text(subject, body, html), recipient, channel, in_reply_to=in_reply_to)
    write_many([letter], purpose=purpose, at=at, topic=topic, version=version, is_bulk=False)
    return Delivery.objects.select_related("content", "contact_point").get(key=key)


def write_many(
    letters: Iterable[Letter],
    *,
    purpose: str,
    at: datetime,
    topic: str = "",
    version: int | None = None,
    is_bulk: bool = True,
) -> int:
    """Write `letters`, a few hundred a transaction; returns how many rows are new.

    Writing them again, after a crash in the middle too, adds only what was missing. `is_bulk`: news that a
    reader may stop; False for answers to what somebody asked for.
    """
    sheaf = _Sheaf(purpose, at, topic, version, is_bulk)
    rest = iter(letters)
    written = 0
    while some := list(islice(rest, _AT_ONCE)):
        written += sheaf.write(some)
    return written


class _Sheaf:
    """What the letters of one call have in common; texts once written are used again."""

    def __init__(self, purpose: str, at: datetime, topic: str, version: int | None, is_bulk: bool) -> None:
        self.purpose, self.at, self.topic, self.version, self.is_bulk = purpose, at, topic, version, is_bulk
        self._messages: dict[Text, Message] = {}
        self._domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]

    @transaction.atomic
    def write(self, letters: list[Letter]) -> int:
        keys = [letter.key for letter in letters]
        known = set(Delivery.objects.filter(key__in=keys).values_list("key", flat=True))
        new = {letter.key: letter for letter in letters if letter.key not in known}
        if new:
            self._write_texts({letter.text for letter in new.values()})
            Delivery.objects.bulk_create(map(self._row, new.values()), ignore_conflicts=True)
        return len(new)

    def _write_texts(self, texts: set[Text]) -> None:
        new = sorted(texts - self._messages.keys(), key=lambda text: text.subject)
        made = Message.objects.bulk_create(
            Message(
                subject=" ".join(text.subject.split())[:300],
                text=text.body,
                html=text.html,
                is_bulk=self.is_bulk,
                has_files=bool(text.files),
                picture_url=text.picture_url,
                preview_url=text.preview_url,
            )
            for text in new
        )
        self._messages |= dict(zip(new, made, strict=True))
        for text in filter(lambda text: text.files, new):
            self._messages[text].files.set(Attachment.objects.filter(pk__in=text.files))

    def _row(self, letter: Letter) -> Delivery:
        way = channel_named(letter.channel)
        reason = letter.reason or why_suppressed(letter.to, way, self.purpose, is_bulk=self.is_bulk)
        return Delivery(
            key=letter.key,
            topic=self.topic,
            version=self.version,
            channel=letter.channel,
            contact_point=letter.to,
            recipient=(letter.recipient or (letter.to.contact.name if letter.to else ""))[:250],
            purpose=self.purpose,
            content=self._messages[letter.text],
            message_id=f"<{uuid4().hex}@{self._domain}>",
            in_reply_to=_one_id(letter.in_reply_to),
            state=DeliveryState.SUPPRESSED if reason else way.first_state,
            reason=reason[:300],
            created_at=self.at,
            next_try_at=self.at,
        )


def _one_id(found: str) -> str:
    """What came with somebody's mail goes into a header of ours only if it has the shape of an id."""
    return found if _MESSAGE_ID.fullmatch(found) else ""


def why_suppressed(to: ContactPoint | None, way: Channel, purpose: str, *, is_bulk: bool) -> str:
    """Thai, or "" when a message may go there."""
    return next(_reasons(to, way, purpose, is_bulk), "")


def _reasons(to: ContactPoint | None, way: Channel, purpose: str, is_bulk: bool) -> Iterator[str]:
    if to is None or to.kind != way.kind:
        yield way.no_address
        return
    if to.needs_confirmation and purpose not in {CONFIRMATION, *ANSWERS}:
        yield "ที่อยู่นี้มาจากแบบฟอร์มสาธารณะ เจ้าของยังไม่ยืนยัน"
    if refusal := way.why_not(to.address):
        yield refusal
    if to.failed_at:
        yield f"ที่อยู่นี้เคยส่งไม่ถึง: {to.failure}"
    if is_bulk and to.unsubscribed_at:
        yield f"ผู้รับขอหยุดรับตั้งแต่ {dates.short(timezone.localdate(to.unsubscribed_at))}"
