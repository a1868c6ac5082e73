"""LINE: the office's official account writes to its friends and to the groups that it is in."""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings

from prasan.contacts.models import ContactPoint
from prasan.delivery.channels import Channel, Quota, Way

# What the Messaging API writes to; the LINE ID that people tell each other is none of these.
_ACCOUNT = re.compile(r"[UCR][0-9a-f]{32}")


def _open_way() -> Way:
    from prasan.delivery.channels.line.push import LineWay  # takes seconds to load

    return LineWay()


def _why_not(address: str) -> str:
    if not settings.LINE_TOKEN:
        return "สำนักงานยังไม่ได้ตั้งค่าบัญชี LINE"
    return "" if _ACCOUNT.fullmatch(address) else "ผู้รับยังไม่ได้เพิ่มบัญชี LINE ของสำนักงานเป็นเพื่อน"


def _quota() -> Quota | None:
    if not settings.LINE_TOKEN:
        return None
    from prasan.delivery.channels.line.push import quota_left

    return quota_left()


CHANNEL = Channel(
    name="line",
    label="LINE",
    kind=ContactPoint.Kind.LINE,
    no_address="ไม่มีบัญชี LINE",
    open_way=_open_way,
    why_not=_why_not,
    # LINE remembers a retry key for 24 hours; one hour is left for clocks and slow answers.
    known_again_for=timedelta(hours=23),
    quota=_quota,
)
