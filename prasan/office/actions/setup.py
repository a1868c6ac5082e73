"""The first run: hand out the link, keep what was typed, make the office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office.actions.load import load_office
from prasan.office.models import OfficeProfile, SetupLink
from prasan.ui.refusal import Refused

ALREADY_SET_UP = "สำนักงานนี้ตั้งค่าแล้ว"
LINK_SPENT = "ลิงก์ตั้งค่านี้ใช้ไปแล้ว"


def is_set_up() -> bool:
    return OfficeProfile.objects.exists()


@transaction.atomic
def issue_setup_link(at: datetime) -> str:
    """The token of a fresh link; earlier ones stop working, what was typed under them stays.

    Raises `Refused` when the office is set up.
    """
    if is_set_up():
        raise Refused(ALREADY_SET_UP)
    return SetupLink.issue(at=at)


@transaction.atomic
def keep_answers(link: SetupLink, question: str, typed: dict[str, list[str]]) -> None:
    """Remember a page as it was typed, right or wrong."""
    current = SetupLink.objects.select_for_update().get(pk=link.pk)
    current.answers = {**current.answers, question: typed}
    current.save(update_fields=["answers"])
    link.answers = current.answers


@transaction.atomic
def set_up_office(link: SetupLink, data: Any, *, admin_email: str, at: datetime) -> User:
    """Load the office and make the person of `admin_email` its keeper. The link is spent, its answers gone.

    Raises `OfficeFileError` for a mistake in `data`, `Refused` for a spent link or an e-mail not in it.
    """
    if not SetupLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at, answers={}):
        raise Refused(LINK_SPENT)
    load_office(data)
    admin = User.objects.filter(email__iexact=admin_email).first()
    if admin is None:
        raise Refused(f"ไม่พบอีเมล {admin_email} ในไฟล์")
    admin.is_office_admin = True
    admin.save(update_fields=["is_office_admin"])
    record("office_set_up", "office.officeprofile:1", by=admin, at=at)
    return admin
