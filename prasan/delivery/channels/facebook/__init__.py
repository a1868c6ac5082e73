"""Facebook: a post on the office's own page. Its contact point is the page's number."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from prasan.contacts.models import ContactPoint
from prasan.delivery.channels import (
    TOKEN,
    TOKEN_SHAPE,
    Channel,
    Picture,
    PictureBy,
    Setting,
    Step,
    Telling,
    Way,
    kept,
)

# Graph API, Page photos: at most 10 MB; of the kinds that it takes the house makes these two.
_PICTURES = frozenset({"image/jpeg", "image/png"})
_POST = re.compile(r"[0-9]{1,40}(_[0-9]{1,40})?")
_MOST_BYTES = 10 * 1024 * 1024


def page() -> str:
    return kept.get("facebook", "page")


def token() -> str:
    return kept.get("facebook", "token")


def _open_way() -> Way:
    from prasan.delivery.channels.facebook.post import FacebookWay

    return FacebookWay()


def _own_address() -> str:
    return page() if token() else ""


def _why_not(address: str) -> str:
    if not token() or not page():
        return "สำนักงานยังไม่ได้ตั้งค่าเพจ Facebook"
    return "" if address == page() else "ไม่ใช่เพจของสำนักงาน"


def _why_not_picture(picture: Picture) -> str:
    if picture.content_type not in _PICTURES:
        return "Facebook รับภาพชนิด JPEG หรือ PNG"
    return "ภาพใหญ่เกิน 10 MB ที่ Facebook รับ" if picture.size > _MOST_BYTES else ""


def _seen_at(answer: str) -> str:
    """Graph API, Page photos and feed: a post of a picture names itself in `post_id`, another in `id`."""
    try:
        found = json.loads(answer)
    except ValueError:
        return ""
    key = str(found.get("post_id") or found.get("id") or "") if isinstance(found, dict) else ""
    return f"https://www.facebook.com/{key}" if _POST.fullmatch(key) else ""


def _trial() -> Iterator[Step]:
    from prasan.delivery.channels.facebook.trial import trial

    return trial()


CHANNEL = Channel(
    name="facebook",
    label="Facebook",
    kind=ContactPoint.Kind.FACEBOOK,
    no_address="ไม่มีเพจ Facebook",
    open_way=_open_way,
    why_not=_why_not,
    story_label="Facebook เพจของสำนักงาน",
    own_address=_own_address,
    telling=Telling.PAGE,
    longest=63_206,
    picture_by=PictureBy.BYTES,
    why_not_picture=_why_not_picture,
    seen_at=_seen_at,
    removing="เปิดโพสต์แล้วลบที่เพจ ผู้ที่แชร์หรือบันทึกไว้แล้วเรียกคืนไม่ได้",
    settings=(
        Setting(
            "page",
            "หมายเลขเพจ",
            "ดูที่เพจ เมนู เกี่ยวกับ หัวข้อ ความโปร่งใสของเพจ",
            is_secret=False,
            pattern=r"[0-9]{5,20}",
            shape="เป็นตัวเลขล้วน 5–20 หลัก",
        ),
        Setting(
            "token",
            "Page access token",
            "รหัสของเพจ ไม่ใช่ของผู้ใช้ และมีสิทธิ์ pages_manage_posts",
            pattern=TOKEN,
            shape=TOKEN_SHAPE,
        ),
        Setting(
            "secret",
            "App secret",
            "ใส่เมื่อแอปตั้งให้ต้องมี appsecret_proof",
            is_optional=True,
            pattern=TOKEN,
            shape=TOKEN_SHAPE,
        ),
    ),
    guide="เปิด Meta for Developers เลือกแอปของสำนักงาน ขอ Page access token แบบระยะยาวของเพจ "
    "พร้อมสิทธิ์ pages_manage_posts และ pages_read_engagement เมื่อรหัสหมดอายุหรือผู้ดูแลเพจเปลี่ยนรหัสผ่าน "
    "ให้ขอรหัสใหม่แล้วนำมาใส่ที่นี่ ข้อความที่รออยู่จะส่งต่อเอง",
    trial=_trial,
)
