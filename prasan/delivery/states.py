"""States of one delivery. Tables, no functions."""

from __future__ import annotations

from datetime import timedelta

from django.db import models


class DeliveryState(models.TextChoices):
    QUEUED = "queued", "รอส่ง"
    SENDING = "sending", "กำลังส่ง"
    ACCEPTED = "accepted", "ปลายทางรับไว้แล้ว"
    DELIVERED = "delivered", "ถึงผู้รับแล้ว"
    UNKNOWN = "unknown", "ไม่ทราบผล"
    FAILED = "failed", "ส่งไม่สำเร็จ"
    BOUNCED = "bounced", "ตีกลับ"
    SUPPRESSED = "suppressed", "ไม่ส่ง"
    WAITING = "waiting", "รอส่งมอบ"
    HANDED_OVER = "handed_over", "ส่งมอบแล้ว"


class Choice(models.TextChoices):
    """What a person may decide about a delivery."""

    SEND_AGAIN = "send_again", "ส่งใหม่"
    TAKE_AS_SENT = "take_as_sent", "ถือว่าส่งแล้ว"
    STOP = "stop", "ไม่ส่งแล้ว"
    HANDED_OVER = "handed_over", "ส่งมอบแล้ว"
    NOT_HANDED_OVER = "not_handed_over", "ยังไม่ได้ส่งมอบ"


DUE = frozenset({DeliveryState.QUEUED})
# A person decides: sending again may give the reader the same mail twice, or go to a dead address.
FOR_A_PERSON = frozenset({DeliveryState.FAILED, DeliveryState.UNKNOWN, DeliveryState.BOUNCED})
# Not begun: may still be stopped, as when the story was corrected or withdrawn.
NOT_BEGUN = frozenset({DeliveryState.QUEUED, DeliveryState.WAITING})
GOT_IT = frozenset({DeliveryState.ACCEPTED, DeliveryState.DELIVERED, DeliveryState.HANDED_OVER})
# Their reader has the text or may have it: a correction goes to all of them.
MAY_HAVE_IT = GOT_IT | {DeliveryState.UNKNOWN, DeliveryState.SENDING}
UNDER_WAY = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.WAITING})
DID_NOT_GET_IT = frozenset({DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.SUPPRESSED})

TRANSITIONS: dict[DeliveryState, tuple[str, dict[str, DeliveryState]]] = {
    DeliveryState.QUEUED: (
        "งานเบื้องหลัง",
        {"หยิบไปส่ง": DeliveryState.SENDING, "ไม่ส่งแล้ว": DeliveryState.SUPPRESSED},
    ),
    DeliveryState.SENDING: (
        "งานเบื้องหลัง",
        {
            "ปลายทางรับ": DeliveryState.ACCEPTED,
            "ปลายทางขอให้รอ": DeliveryState.QUEUED,
            "ขาดตอนก่อนได้คำตอบ": DeliveryState.UNKNOWN,
            "ปลายทางไม่รับ": DeliveryState.FAILED,
        },
    ),
    DeliveryState.ACCEPTED: (
        "ปลายทาง",
        {"แจ้งว่าถึงแล้ว": DeliveryState.DELIVERED, "แจ้งว่าส่งไม่ถึง": DeliveryState.BOUNCED},
    ),
    DeliveryState.UNKNOWN: (
        "เจ้าหน้าที่",
        {
            "ส่งใหม่": DeliveryState.QUEUED,
            "ถือว่าส่งแล้ว": DeliveryState.ACCEPTED,
            "แจ้งว่าส่งไม่ถึง": DeliveryState.BOUNCED,
            "แจ้งว่าถึงแล้ว": DeliveryState.DELIVERED,
        },
    ),
    DeliveryState.FAILED: ("เจ้าหน้าที่", {"ส่งใหม่": DeliveryState.QUEUED}),
    DeliveryState.BOUNCED: ("เจ้าหน้าที่", {"ส่งใหม่": DeliveryState.QUEUED}),
    DeliveryState.WAITING: (
        "เจ้าหน้าที่",
        {"ส่งมอบ": DeliveryState.HANDED_OVER, "ไม่ส่งแล้ว": DeliveryState.SUPPRESSED},
    ),
    DeliveryState.HANDED_OVER: ("เจ้าหน้าที่", {"เลิกทำ": DeliveryState.WAITING}),
    DeliveryState.DELIVERED: ("–", {}),
    DeliveryState.SUPPRESSED: ("เจ้าหน้าที่", {"เชื่อมต่อช่องทางของสำนักงานแล้ว ส่งใหม่": DeliveryState.QUEUED}),
}

# How long to wait after each time that the other side put it off; the last one is repeated. Being put off
# is never a failure, however often: after HELD_UP the row is listed, and a person may stop it.
WAITS = tuple(timedelta(minutes=m) for m in (0.5, 1, 2, 5, 15, 30, 60, 180, 360, 720, 1440))
HELD_UP = timedelta(days=5)
"""RFC 5321, 4.5.4.1: four to five days is how long others keep trying."""
LEASE = timedelta(minutes=5)

# Purposes whose text holds a secret link: it is forgotten as soon as the message has left.
SECRET_PURPOSES = frozenset({"account"})
CONFIRMATION = "confirm_address"
"""The purpose of the question that alone may go to an address which came by a public form."""
ANSWER_TO_MAIL = "mail_answer"
"""To whoever wrote to us, about what they wrote: the answer to a mail is no news."""
PERSONAL_ANSWER = "mail_personal"
"""Likewise, and written by a person of the office: the only mail that is not automatic (RFC 3834, 5)."""
ANSWERS = frozenset({ANSWER_TO_MAIL, PERSONAL_ANSWER})

OUTCOMES = {
    "accepted": "ปลายทางรับไว้แล้ว",
    "delayed": "ปลายทางขอให้ส่งใหม่ภายหลัง",
    "unreachable": "ติดต่อทางออกไม่ได้",
    "address_refused": "ปลายทางไม่รับที่อยู่นี้",
    "message_refused": "ปลายทางไม่รับข้อความนี้",
    "unknown": "ไม่ทราบผล",
    "delivered": "แจ้งว่าถึงผู้รับแล้ว",
    "bounced": "แจ้งว่าส่งไม่ถึง",
    "warned": "แจ้งว่ายังส่งไม่ถึงและจะลองต่อ",
}
"""How an attempt's outcome (`channels.Outcome`) is shown."""
