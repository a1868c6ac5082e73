"""LINE: the office's official account writes to all its friends at once, to one of them, or to a group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from prasan.contacts.models import ContactPoint
from prasan.delivery.channels import (
    TOKEN,
    TOKEN_SHAPE,
    Channel,
    Picture,
    PictureBy,
    Quota,
    Setting,
    Step,
    Telling,
    Way,
    kept,
)

FRIENDS = "friends"
"""The address that means everybody who added the office's account (Messaging API: broadcast)."""
# What the Messaging API writes to; the LINE ID that people tell each other is none of these.
_ACCOUNT = re.compile(r"[UCR][0-9a-f]{32}")
# Messaging API reference, "Image message": JPEG or PNG, HTTPS, 10 MB, its preview 1 MB, addresses of 2,000
# characters; "Text message": 5,000 UTF-16 units.
_PICTURES = frozenset({"image/jpeg", "image/png"})
_MEGABYTE = 1024 * 1024
_LONGEST_URL = 2_000


def token() -> str:
    return kept.get("line", "token")


def _open_way() -> Way:
    from prasan.delivery.channels.line.push import LineWay  # takes seconds to load

    return LineWay()


def _own_address() -> str:
    return FRIENDS if token() else ""


def _why_not(address: str) -> str:
    if not token():
        return "สำนักงานยังไม่ได้ตั้งค่าบัญชี LINE"
    if address == FRIENDS or _ACCOUNT.fullmatch(address):
        return ""
    return "ผู้รับยังไม่ได้เพิ่มบัญชี LINE ของสำนักงานเป็นเพื่อน"


def _why_not_picture(picture: Picture) -> str:
    if not picture.url:
        return "ข่าวนี้ไม่ได้เลือกเผยแพร่บนเว็บ LINE จึงไม่มีที่ไปรับภาพ"
    if not is_public(picture.url):
        return "LINE รับภาพจากเว็บสาธารณะแบบ https เท่านั้น ที่อยู่เว็บของสำนักงานยังไม่เป็นเช่นนั้น"
    if picture.content_type not in _PICTURES:
        return "LINE รับภาพชนิด JPEG หรือ PNG เท่านั้น"
    if picture.size > 10 * _MEGABYTE or picture.preview_size > _MEGABYTE:
        return "ภาพใหญ่กว่าที่ LINE รับ (ภาพ 10 MB ภาพย่อ 1 MB)"
    if max(len(picture.url), len(picture.preview_url)) > _LONGEST_URL:
        return "ที่อยู่ของภาพยาวกว่าที่ LINE รับ"
    return ""


def is_public(url: str) -> bool:
    """Whether a server elsewhere may fetch it: https, and no name or number of this machine or house."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or "." not in host or host.endswith((".local", ".localhost", ".internal")):
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        return True


def _quota() -> Quota | None:
    if not token():
        return None
    from prasan.delivery.channels.line.push import quota_left

    return quota_left()


def _trial() -> Iterator[Step]:
    from prasan.delivery.channels.line.trial import trial

    return trial()


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
    story_label="LINE ถึงเพื่อนทุกคนของบัญชีสำนักงาน",
    own_address=_own_address,
    telling=Telling.CHAT,
    longest=5_000,
    picture_by=PictureBy.URL,
    why_not_picture=_why_not_picture,
    removing="LINE เรียกข้อความที่ส่งแล้วคืนไม่ได้ แจ้งผู้รับให้ลบและอย่าส่งต่อได้เท่านั้น",
    settings=(
        Setting(
            "token",
            "Channel access token",
            "รหัสยาวประมาณ 170 ตัวอักษร คัดลอกทั้งหมด",
            pattern=TOKEN,
            shape=TOKEN_SHAPE,
        ),
    ),
    guide="เปิด LINE Developers Console เลือกบัญชีทางการของสำนักงาน แท็บ Messaging API "
    "แล้วกด Issue ที่ Channel access token เมื่อรหัสหมดอายุหรือถูกยกเลิก ให้กด Reissue "
    "แล้วนำรหัสใหม่มาใส่ที่นี่ ข้อความที่รออยู่จะส่งต่อเอง",
    trial=_trial,
)
