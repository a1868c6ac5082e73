"""One row per message and contact point, written before anything is sent."""

from __future__ import annotations

from django.db import models

from prasan.contacts.models import ContactPoint
from prasan.delivery.states import DeliveryState


class Delivery(models.Model):
    """A message on its way to one address.

    `key` makes writing it twice harmless; `message_id` stays the same over retries (RFC 5322, 3.6.4).
    A worker that takes it sets `lease_until`; a row that died in the middle is found by the lease.
    """

    key = models.CharField("กุญแจกันซ้ำ", max_length=120, unique=True)
    channel = models.CharField("ช่องทาง", max_length=20, default="email")
    contact_point = models.ForeignKey(
        ContactPoint, verbose_name="ส่งถึง", on_delete=models.PROTECT, related_name="deliveries"
    )
    purpose = models.CharField("เรื่อง", max_length=60, db_index=True)
    subject = models.CharField("หัวเรื่อง", max_length=300)
    body = models.TextField("ข้อความ")
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    state = models.CharField("สถานะ", max_length=12, choices=DeliveryState, default=DeliveryState.QUEUED)
    reason = models.CharField("เหตุ", max_length=300, blank=True)
    created_at = models.DateTimeField("เขียนเมื่อ", auto_now_add=True)
    next_try_at = models.DateTimeField("ส่งครั้งต่อไป")
    lease_until = models.DateTimeField("จองถึง", null=True, blank=True)

    class Meta:
        verbose_name = "การส่ง"
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.contact_point}"


class Attempt(models.Model):
    """One try to send, with what the other side said."""

    delivery = models.ForeignKey(
        Delivery, verbose_name="การส่ง", on_delete=models.CASCADE, related_name="attempts"
    )
    at = models.DateTimeField("เมื่อ")
    outcome = models.CharField("ผล", max_length=20)
    code = models.CharField("รหัสตอบ", max_length=20, blank=True)
    text = models.CharField("คำตอบ", max_length=300, blank=True)

    class Meta:
        verbose_name = "ความพยายามส่ง"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.outcome}"
