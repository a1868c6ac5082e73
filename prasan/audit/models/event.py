"""Audit events and the seals over them. Triggers refuse every UPDATE and DELETE of both tables."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One act. Holds names of fields and digests, no personal values, so erasing a person breaks nothing."""

    at = models.DateTimeField("เมื่อ", db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="ผู้กระทำ",
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    action = models.CharField("การกระทำ", max_length=80)
    subject = models.CharField("สิ่งที่ถูกกระทำ", max_length=120, db_index=True)
    """`room.model:key`, for instance `agencies.changerequest:12`."""
    details = models.JSONField("รายละเอียด", default=dict)
    proof = models.CharField("ลายมือชื่อของระบบ", max_length=80, blank=True, default="")
    """Keyed hash by which the house knows its own events (`audit.proof`); empty in those from before."""

    class Meta:
        verbose_name = "เหตุการณ์"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proof"], condition=~models.Q(proof=""), name="audit_event_proof_serves_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class Seal(models.Model):
    """A hash over a run of events, chained to the seal before it."""

    first_event = models.PositiveBigIntegerField("เหตุการณ์แรก", unique=True)
    last_event = models.PositiveBigIntegerField("เหตุการณ์สุดท้าย", unique=True)
    count = models.PositiveIntegerField("จำนวน")
    digest = models.CharField("ค่าแฮช", max_length=64)
    previous_digest = models.CharField("ค่าแฮชก่อนหน้า", max_length=64, blank=True)
    sealed_at = models.DateTimeField("ปิดผนึกเมื่อ")

    class Meta:
        verbose_name = "ตราผนึก"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.first_event}–{self.last_event}"
