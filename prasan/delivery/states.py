"""States of one delivery. Tables, no functions."""

from __future__ import annotations

from datetime import timedelta

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
# A person decides: sending again may give the reader the same mail twice, or go to a dead address.
FOR_A_PERSON = frozenset({DeliveryState.FAILED, DeliveryState.UNKNOWN})

OWNER = {
    DeliveryState.QUEUED: "worker",
    DeliveryState.SENDING: "worker",
    DeliveryState.UNKNOWN: "officer",
    DeliveryState.FAILED: "officer",
    DeliveryState.ACCEPTED: None,
    DeliveryState.SUPPRESSED: None,
}
TRANSITIONS = {
    DeliveryState.QUEUED: {DeliveryState.SENDING},
    DeliveryState.SENDING: {
        DeliveryState.ACCEPTED,
        DeliveryState.QUEUED,
        DeliveryState.UNKNOWN,
        DeliveryState.FAILED,
    },
    DeliveryState.UNKNOWN: {DeliveryState.QUEUED},
    DeliveryState.FAILED: {DeliveryState.QUEUED},
    DeliveryState.ACCEPTED: set(),
    DeliveryState.SUPPRESSED: set(),
}

# How long to wait after each try that the other side put off; when they are used up, it failed.
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))
LEASE = timedelta(minutes=5)

# Purposes whose text holds a secret link: it is forgotten as soon as the message has left.
SECRET_PURPOSES = frozenset({"account"})
