"""One row per version, contact point and channel, written before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models

from prasan.contacts.models import ContactPoint
from prasan.delivery.models.message import Message
from prasan.delivery.states import DUE, HELD_UP, OUTCOMES, Choice, DeliveryState


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, *, at: datetime) -> DeliveryQuerySet:
        """What may be sent now, oldest turn first."""
        return self.filter(state__in=DUE, next_try_at__lte=at).order_by("next_try_at", "pk")

    def left_behind(self, *, at: datetime, dead: Iterable[str] = ()) -> DeliveryQuerySet:
        """What a worker took and never finished: its lease is over, or it is known to be `dead`."""
        gone = models.Q(lease_until__lt=at) | models.Q(claimed_by__in=list(dead))
        return self.filter(gone, state=DeliveryState.SENDING)

    def held_up(self, *, at: datetime) -> DeliveryQuerySet:
        """Put off by the other side for days, and still being tried."""
        return self.filter(state=DeliveryState.QUEUED, delays__gt=0, created_at__lt=at - HELD_UP)


class Delivery(models.Model):
    """A message on its way to one address.

    `key` makes writing it twice harmless; `message_id` stays the same over retries (RFC 5322, 3.6.4).
    A worker that takes it sets `claimed_by` and `lease_until`, and `tried_at` in a transaction of its own
    before the text leaves: so of a worker that died in the middle it is known which rows may have gone out.
    """

    key = models.CharField("กุญแจกันซ้ำ", max_length=120, unique=True)
    topic = models.CharField("เรื่องที่ส่ง", max_length=60, blank=True, db_index=True)
    """What it is about, by the room above: `story:12`. Empty for single messages."""
    version = models.PositiveIntegerField("ฉบับ", null=True, blank=True)
    channel = models.CharField("ช่องทาง", max_length=20, default="email")
    """Name of a folder in `channels/`."""
    contact_point = models.ForeignKey(
        ContactPoint,
        verbose_name="ส่งถึง",
        on_delete=models.PROTECT,
        related_name="deliveries",
        null=True,
        blank=True,
    )
    """None: there was no address to send to; the row says so."""
    recipient = models.CharField("ผู้รับ", max_length=250, blank=True)
    purpose = models.CharField("จุดประสงค์", max_length=60, db_index=True)
    content = models.ForeignKey(
        Message, verbose_name="ข้อความ", on_delete=models.PROTECT, related_name="deliveries"
    )
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    in_reply_to = models.CharField("ตอบข้อความ", max_length=250, blank=True)
    """Message-ID of the mail that it answers, so that mail programs show them together."""
    state = models.CharField("สถานะ", max_length=12, choices=DeliveryState, default=DeliveryState.QUEUED)
    reason = models.CharField("เหตุ", max_length=300, blank=True)
    created_at = models.DateTimeField("เขียนเมื่อ")
    next_try_at = models.DateTimeField("ส่งครั้งต่อไป")
    delays = models.PositiveSmallIntegerField("จำนวนครั้งที่ถูกขอให้รอ", default=0)
    claimed_by = models.CharField("ผู้จอง", max_length=80, blank=True)
    lease_until = models.DateTimeField("จองถึง", null=True, blank=True)
    tried_at = models.DateTimeField("เริ่มส่งออกเมื่อ", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "การส่ง"
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "next_try_at", "id"], name="delivery_turn")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(contact_point__isnull=False) | models.Q(state=DeliveryState.SUPPRESSED),
                name="delivery_without_address_is_suppressed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.content.subject} → {self.recipient}"

    @property
    def subject(self) -> str:
        return self.content.subject

    @property
    def body(self) -> str:
        return self.content.text


class Attempt(models.Model):
    """One try to send, or a later word about it, with what the other side said."""

    delivery = models.ForeignKey(
        Delivery, verbose_name="การส่ง", on_delete=models.CASCADE, related_name="attempts"
    )
    at = models.DateTimeField("เมื่อ")
    outcome = models.CharField("ผล", max_length=20)
    """A value of `channels.Outcome`."""
    code = models.CharField("รหัสตอบ", max_length=20, blank=True)
    text = models.CharField("คำตอบ", max_length=300, blank=True)

    class Meta:
        verbose_name = "ความพยายามส่ง"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"

    @property
    def label(self) -> str:
        return OUTCOMES.get(self.outcome, self.outcome)


class DeliveryDecision(models.Model):
    """What a person decided about a delivery; the only way to a second copy of the same message."""

    delivery = models.ForeignKey(
        Delivery, verbose_name="การส่ง", on_delete=models.CASCADE, related_name="decisions"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้ตัดสินใจ",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField("เมื่อ")
    choice = models.CharField("ทางเลือก", max_length=20, choices=Choice)
    link = models.URLField("ลิงก์ที่ส่งมอบ", max_length=500, blank=True)
    """Where the handed-over text can be seen: a post in a group, a page of the hub."""

    class Meta:
        verbose_name = "การตัดสินใจเรื่องการส่ง"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.choice}"
