"""States of one delivery. Tables, no functions."""

from __future__ import annotations

from django.db import models


class DeliveryState(models.TextChoices):
    QUEUED = "queued", "รอส่ง"
    SENDING = "sending", "กำลังส่ง"
    ACCEPTED = "accepted", "เครื่องปลายทางรับแล้ว"
    UNKNOWN = "unknown", "ไม่ทราบผล"
    FAILED = "failed", "ส่งไม่สำเร็จ"
    SUPPRESSED = "suppressed", "ไม่ส่ง"


DUE = frozenset({DeliveryState.QUEUED})
ENDED = frozenset({DeliveryState.ACCEPTED, DeliveryState.FAILED, DeliveryState.SUPPRESSED})
