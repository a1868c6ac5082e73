"""Set an office up from a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office import kinds, office_file
from prasan.office.actions.calendar import fill_calendar
from prasan.office.models import Chain, Holder, OfficeProfile, Order, Post, Unit
from prasan.office.office_file import OfficeFileError
from prasan.thai.text import normalise

ALREADY_SET_UP = "สำนักงานนี้มีตำแหน่งอยู่แล้ว จึงไม่โหลดทับ แก้ที่หน้าตำแหน่งและคำสั่ง"

COUNTED = ("units", "posts", "people", "holders", "orders", "chains")


@transaction.atomic
def load_office(data: Any, *, by: User | None = None) -> dict[str, int]:
    """Load a whole office from parsed JSON; returns how many of each were made.

    Raises `OfficeFileError` and writes nothing when the file holds a mistake or the office has posts already.
    """
    office_file.check(data)
    if Post.objects.exists():
        raise OfficeFileError("", ALREADY_SET_UP)
    today = timezone.localdate()
    profile = OfficeProfile(**{key: value or "" for key, value in data["office"].items()}, made_on=today)
    profile.save()
    users = {row["key"]: _person(f"people[{n}]", row) for n, row in enumerate(data["people"])}
    posts = _posts(data)
    _holders(data["holders"], posts, users)
    _orders(data.get("orders", []), posts, users)
    for kind, steps in data["chains"].items():
        Chain.objects.create(kind_of_work=kind, name=kinds.name_of(kind), steps=steps)
    fill_calendar(first=date(today.year, 1, 1), last=date(today.year + 1, 12, 31), by=None)
    counts: dict[str, Any] = {key: len(data.get(key, [])) for key in COUNTED}
    record("office_loaded", profile, by=by, **counts)
    return counts


def _person(place: str, row: dict[str, str]) -> User:
    existing = User.objects.filter(email__iexact=row["email"]).first()
    if User.objects.filter(key=row["key"]).exclude(email__iexact=row["email"]).exists():
        raise OfficeFileError(f"{place}.key", f"“{row['key']}” เป็นรหัสของบุคคลอื่นที่อยู่ในระบบแล้ว")
    if existing is None:
        return User.objects.create_user(row["email"], row["name"], key=row["key"])
    existing.key, existing.name = row["key"], row["name"]
    existing.save(update_fields=["key", "name"])
    return existing


def _posts(data: dict[str, Any]) -> dict[str, Post]:
    units = {
        row["key"]: Unit.objects.create(key=row["key"], name=row["name"], position=position)
        for position, row in enumerate(data["units"])
    }
    posts = {}
    for row in data["posts"]:
        post = Post.objects.create(
            key=row["key"], title=row["title"], kind=row["kind"], unit=units.get(row.get("unit") or "")
        )
        post.supervises.set([units[key] for key in row.get("supervises", [])])
        posts[post.key] = post
    return posts


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _holders(rows: list[dict[str, Any]], posts: dict[str, Post], users: dict[str, User]) -> None:
    Holder.objects.bulk_create(
        Holder(
            post=posts[row["post"]],
            user=users[row["person"]],
            from_on=date.fromisoformat(row["from"]),
            to_on=_day(row.get("to")),
        )
        for row in rows
    )


def _orders(rows: list[dict[str, Any]], posts: dict[str, Post], users: dict[str, User]) -> None:
    Order.objects.bulk_create(
        Order(
            no=row["no"],
            dated_on=date.fromisoformat(row["dated_on"]),
            wording=normalise(row["wording"]),
            post=posts[row["post"]],
            user=users[row["person"]],
            from_on=date.fromisoformat(row["from"]),
            to_on=_day(row.get("to")),
            scope=row.get("scope") or None,
        )
        for row in rows
    )
