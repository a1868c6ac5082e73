"""Print a one-time link for a person: also how an office gets back in."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from prasan.accounts.actions import make_sign_in_link
from prasan.accounts.models import SignInLink, User
from prasan.ui.commands import HouseCommand


class Command(HouseCommand):
    help = "ลิงก์เข้าสู่ระบบครั้งเดียว ใช้ได้ 10 นาที"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", metavar="PERSON", help="key in the office file, or e-mail")

    def handle(self, *args: Any, person: str, **options: Any) -> None:
        now = timezone.now()
        try:
            user = User.objects.person(person)
        except User.DoesNotExist:
            reason = f"ไม่พบผู้ใช้ “{person}” ในระบบ"
            self.answer(
                {"person": person, "url": None, "expires_at": None, "refused": reason}, text=reason, ok=False
            )
        link = make_sign_in_link(user, by=None, at=now)
        expires = timezone.localtime(now + SignInLink.LIFETIME).isoformat(timespec="seconds")
        self.answer({"person": person, "url": link, "expires_at": expires, "refused": None}, text=link)
