"""Who may run the office's own records, and who works here."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from prasan.accounts.models import User
from prasan.office.models import Holder, Order, PostKind
from prasan.ui.refusal import Refusal

NOT_STAFF = Refusal("หน้านี้สำหรับบุคลากรของสำนักงาน ท่านเข้าสู่ระบบด้วยบัญชีที่ไม่มีตำแหน่งในสำนักงานวันนี้")
NOT_ADMIN = Refusal("ผู้ดูแลระบบของสำนักงานหรือผู้อำนวยการเท่านั้นที่แก้ตำแหน่งและคำสั่งได้")


def why_not_staff(user: User | AnonymousUser, *, on: date) -> Refusal | None:
    """Staff hold a post or an order in force on the day (or look after the system)."""
    if not isinstance(user, User) or not user.is_active:
        return NOT_STAFF
    holds = (
        Holder.objects.on(on).filter(user=user).exists()
        or Order.objects.in_force(on).filter(user=user).exists()
    )
    return None if holds or user.is_office_admin else NOT_STAFF


def why_not_manage_office(user: User | AnonymousUser, *, on: date) -> Refusal | None:
    """Posts, holders, orders, chains and the calendar are kept by the admin or the director."""
    if not isinstance(user, User) or not user.is_active:
        return NOT_ADMIN
    is_director = Q(post__kind=PostKind.DIRECTOR)
    if user.is_office_admin or Holder.objects.on(on).filter(is_director, user=user).exists():
        return None
    return NOT_ADMIN
