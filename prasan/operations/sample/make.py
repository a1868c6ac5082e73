"""The people, posts and orders of the sample office."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from prasan.accounts.models import User
from prasan.office.actions.load import load_office
from prasan.office.models import OfficeProfile
from prasan.thai.dates import be_year

FOLDER = Path(__file__).parent
WRITTEN_ON = date(2026, 11, 24)
"""The day for which `office.json` was written; every date in it moves with the day the sample is made."""

_DATES = frozenset({"from", "to", "dated_on"})


def make_office(*, at: datetime) -> None:
    """Load the sample office as of the day of `at`. The database must hold no office yet."""
    load_office(office_as_of(timezone.localdate(at)))
    profile = OfficeProfile.objects.get()
    profile.is_sample = True
    profile.province = "ระยอง"
    profile.address = "ถนนตัวอย่าง ตำบลทางเกวียน อำเภอแกลง จังหวัดระยอง 21110"
    profile.phone = "038000000"
    profile.email = "saraban@office.example"
    profile.opening_hours = "วันจันทร์–ศุกร์ 8.30–16.30 น. เว้นวันหยุดราชการ"
    profile.save()
    User.objects.filter(key="officer").update(is_office_admin=True)
    User.objects.create_user("school072@school.example", "นางสาวตัวอย่าง ครูธุรการ", key="school")
    User.objects.create_user("member@network.example", "นายทดสอบ สื่อชุมชน", key="member")


def office_as_of(day: date) -> Any:
    """The office file with all its dates, and the years in its order numbers, moved to `day`."""
    data = json.loads((FOLDER / "office.json").read_text(encoding="utf-8"))
    shift = day - WRITTEN_ON
    for row in [*data["holders"], *data["orders"]]:
        for key in _DATES & row.keys():
            row[key] = _moved(row[key], shift)
    for order in data["orders"]:
        order["no"] = re.sub(r"\d{4}$", str(be_year(date.fromisoformat(order["dated_on"]))), order["no"])
    return data


def _moved(value: str | None, shift: timedelta) -> str | None:
    return (date.fromisoformat(value) + shift).isoformat() if value else None
