"""Which menu shows what, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from prasan.accounts.models import User
from prasan.desk.cards import count_for
from prasan.office.models import OfficeProfile
from prasan.office.policies import why_not_manage_office, why_not_staff
from prasan.office.standing import Standing


class Place(NamedTuple):
    """A place that a menu leads to; `short` is its word in the bar of a phone, `group` parts the rail."""

    label: str
    address: str
    icon: str
    short: str = ""
    group: str = ""


PUBLIC = (
    Place("หน่วยงานและโรงเรียน", "agencies:directory", "building"),
    Place("ข่าว", "news:home", "news"),
    Place("ผลงาน", "achievements:wall", "award"),
    Place("ข้อมูลเปิดและเอกสาร", "agencies:data", "braces"),
    Place("ติดต่อ", "site:contact", "phone"),
)
FOOT = (
    Place("ขอรับข่าว", "network:join", "mail"),
    Place("นโยบายข้อมูลส่วนบุคคล", "site:privacy", "shield"),
    Place("การเข้าถึงสำหรับทุกคน", "site:accessibility", "user"),
    Place("เจ้าหน้าที่เข้าสู่ระบบ", "account_login", "key"),
)
FOOT_SIGNED_IN = (
    *FOOT[:-1],
    Place("ส่งข่าวถึงสำนักงาน", "news:mine", "news", group="ส่ง"),
    Place("ส่งผลงานถึงสำนักงาน", "achievements:mine", "award", group="ส่ง"),
    Place("งานของฉัน", "desk:home", "inbox"),
    Place("บัญชีของฉัน", "account_me", "user"),
)
DESK = (
    Place("งานของฉัน", "desk:home", "inbox", "งาน"),
    Place("ทะเบียนหน่วยงาน", "agencies:register", "book", "ทะเบียน"),
    Place("ข่าว", "news:stories", "news", "ข่าว"),
    Place("คำขอปรับปรุง", "agencies:requests", "edit", "คำขอ"),
    Place("นำเข้าข้อมูล", "agencies:imports", "upload", "นำเข้า"),
    Place("ควรยืนยันอีกครั้ง", "agencies:stale", "clock"),
    Place("ผลงาน", "achievements:achievements", "award"),
    Place("เครือข่าย", "network:members", "network"),
    Place("จดหมายเข้า", "desk:mails", "mail"),
    Place("การส่ง", "deliveries", "send"),
    Place("ตำแหน่งและคำสั่ง", "office:posts", "order", group="สำนักงาน"),
    Place("บัญชีของฉัน", "account_me", "user", group="สำนักงาน"),
    Place("ดูหน้าเว็บสาธารณะ", "site:home", "globe", group="สำนักงาน"),
)
KEEPERS = (Place("ตรวจระบบ", "doctor", "shield", group="สำนักงาน"),)
"""For those who keep the office's own records."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a menu as shown; `count` is how many things wait for the person."""

    label: str
    url: str
    icon: str
    short: str
    group: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class Me:
    """The person signed in: by the real post, and as whom they act today until when."""

    name: str
    post: str
    acting: str = ""
    until: date | None = None


def context(request: HttpRequest) -> dict[str, Any]:
    """What the base templates need on every page; nothing is asked of the database until it is shown.

    The menus are values and no lazy objects: parts of a page are kept by them (`ui.templatetags.kept`).
    """
    standing = cast(Standing, SimpleLazyObject(lambda: _standing(request)))
    return {
        "office": SimpleLazyObject(OfficeProfile.current),
        "menu_public": _entries(request, PUBLIC),
        "menu_foot": cache(lambda: _entries(request, _foot(request))),
        "menu_desk": cache(lambda: _desk(request, standing)),
        "me": SimpleLazyObject(lambda: _me(request, standing)),
    }


def _standing(request: HttpRequest) -> Standing:
    """The office as of today, as the view was given it if it is one behind the desk."""
    given: Standing | None = getattr(request, "standing", None)
    return given or Standing(timezone.localdate())


def _entries(request: HttpRequest, places: tuple[Place, ...], waiting: int = 0) -> tuple[Entry, ...]:
    """The count stands on the first of them."""
    urls = (url for _, url in _addresses(places))
    above = (url for url in urls if request.path.startswith(url) and (url != "/" or request.path == "/"))
    return _menu(places, max(above, key=len, default=""), waiting)


@lru_cache(maxsize=256)
def _menu(places: tuple[Place, ...], current: str, waiting: int) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            place.label, url, place.icon, place.short, place.group, url == current, 0 if number else waiting
        )
        for number, (place, url) in enumerate(_addresses(places))
    )


@cache
def _addresses(places: tuple[Place, ...]) -> list[tuple[Place, str]]:
    """They stay the same as long as the house stands: looked up once, not for every page."""
    return [(place, reverse(place.address)) for place in places]


def _foot(request: HttpRequest) -> tuple[Place, ...]:
    return FOOT_SIGNED_IN if isinstance(request.user, User) else FOOT


def _desk(request: HttpRequest, standing: Standing) -> tuple[Entry, ...]:
    user = request.user
    if not isinstance(user, User) or why_not_staff(user, standing):
        return ()
    keeps = why_not_manage_office(user, on=standing.day, standing=standing) is None
    return _entries(request, DESK + KEEPERS if keeps else DESK, count_for(user, standing))


def _me(request: HttpRequest, standing: Standing) -> Me | None:
    if not isinstance(request.user, User):
        return None
    post, orders = standing.post_of(request.user), standing.orders_of(request.user)
    title = post.title if post else ""
    if not orders:
        return Me(request.user.name, title)
    order = orders[-1]
    return Me(request.user.name, title, f"{order.wording} {order.post.title}", order.to_on)
