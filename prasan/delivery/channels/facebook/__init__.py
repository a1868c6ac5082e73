"""Facebook: a post on the office's own page. Its contact point is the page's number."""

from __future__ import annotations

from django.conf import settings

from prasan.contacts.models import ContactPoint
from prasan.delivery.channels import Channel, Way


def _open_way() -> Way:
    from prasan.delivery.channels.facebook.post import FacebookWay

    return FacebookWay()


def _why_not(address: str) -> str:
    if not settings.FACEBOOK_TOKEN:
        return "สำนักงานยังไม่ได้ตั้งค่าเพจ Facebook"
    return "" if address == settings.FACEBOOK_PAGE else "ไม่ใช่เพจของสำนักงาน"


CHANNEL = Channel(
    name="facebook",
    label="Facebook",
    kind=ContactPoint.Kind.FACEBOOK,
    no_address="ไม่มีเพจ Facebook",
    open_way=_open_way,
    why_not=_why_not,
)
