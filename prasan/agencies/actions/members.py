"""Who speaks for an agency: signed-in people who confirm its data and send in corrections."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.actions import invite
from prasan.accounts.models import User
from prasan.agencies import policies
from prasan.agencies.models import Agency
from prasan.audit.actions import record
from prasan.office.standing import Standing
from prasan.ui.refusal import Refused, ensure


@transaction.atomic
def add_member(agency: Agency, *, name: str, email: str, by: User, at: datetime) -> User:
    """Somebody known by their e-mail, or a new user who is invited at once. Raises `Refused`."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name)
        record("person_added", user, by=by, at=at)
        invite(user, by=by, at=at)
    elif not user.is_active:
        raise Refused(f"บัญชีของ {user.name} ปิดใช้งานอยู่")
    if not agency.members.filter(pk=user.pk).exists():
        agency.members.add(user)
        record("agency_member_added", agency, by=by, at=at, member=user.pk)
    return user


@transaction.atomic
def remove_member(agency: Agency, user: User, *, by: User, at: datetime) -> None:
    """They speak for the agency no more; what they sent in stays."""
    ensure(policies.why_not_work_on_register(by, Standing(timezone.localdate(at))))
    if agency.members.filter(pk=user.pk).exists():
        agency.members.remove(user)
        record("agency_member_removed", agency, by=by, at=at, member=user.pk)
