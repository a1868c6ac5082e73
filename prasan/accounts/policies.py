"""Questions with a reason."""

from __future__ import annotations

from prasan.accounts.models import User
from prasan.ui.refusal import Refusal


def why_not_invite(user: User) -> Refusal | None:
    if not user.is_active:
        return Refusal("บัญชีนี้ถูกระงับการใช้งาน เปิดใช้ก่อนจึงส่งคำเชิญได้")
    if user.has_usable_password():
        return Refusal("ผู้ใช้นี้ตั้งรหัสผ่านแล้ว")
    return None
