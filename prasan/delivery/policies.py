"""Questions with a reason."""

from __future__ import annotations

from prasan.delivery.models import Delivery
from prasan.delivery.states import FOR_A_PERSON, SECRET_PURPOSES
from prasan.ui.refusal import Refusal


def why_not_resend(delivery: Delivery) -> Refusal | None:
    if delivery.state not in FOR_A_PERSON:
        return Refusal("ส่งใหม่ได้เฉพาะข้อความที่ส่งไม่สำเร็จหรือไม่ทราบผล")
    if delivery.purpose in SECRET_PURPOSES:
        return Refusal("ข้อความนี้มีลิงก์เฉพาะตัวซึ่งลบไปแล้ว ให้ผู้รับขอลิงก์ใหม่")
    return None
