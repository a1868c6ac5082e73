"""People of the office."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from prasan.accounts.actions import invite
from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office.policies import why_not_manage_office
from prasan.ui.refusal import Refused, ensure


@transaction.atomic
def add_person(*, name: str, email: str, by: User) -> User:
    """Someone who can be appointed; invited at once. Raises `Refused` when the address is taken."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    known = User.objects.filter(email__iexact=email).first()
    if known:
        raise Refused(f"อีเมลนี้เป็นของ {known.name} ซึ่งอยู่ในระบบแล้ว")
    user = User.objects.create_user(email, name)
    record("person_added", user, by=by)
    invite(user, by=by, at=timezone.now())
    return user


@transaction.atomic
def invite_person(user: User, *, by: User) -> None:
    """The invitation once more. Raises `Refused`."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    invite(user, by=by, at=timezone.now())


@transaction.atomic
def rename_person(user: User, *, name: str, by: User) -> User:
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    user.name = name
    user.save(update_fields=["name"])
    record("person_renamed", user, by=by)
    return user


@transaction.atomic
def set_office_admin(user: User, *, is_admin: bool, by: User) -> User:
    """Give or take the right to keep the office's records. Nobody takes it from themselves."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    if user == by and not is_admin:
        raise Refused("ถอนสิทธิของตนเองไม่ได้ ให้ผู้ดูแลระบบคนอื่นหรือผู้อำนวยการถอน")
    user.is_office_admin = is_admin
    user.save(update_fields=["is_office_admin"])
    record("office_admin_set", user, by=by, is_admin=is_admin)
    return user
