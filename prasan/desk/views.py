"""งานของฉัน: the first page of everyone who works here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prasan.accounts.models import User
from prasan.desk.cards import Card, Desk, desk_of
from prasan.office.access import StaffRequest, staff_only
from prasan.office.policies import why_not_staff
from prasan.office.standing import Standing

_TABS = {"todo": "รอท่านทำ", "ahead": "จะถึงท่าน", "proposed": "ท่านเสนอไว้"}
_MOST = 100
_WITHOUT_POST = "บัญชีของท่านใช้งานได้ แต่วันนี้ยังไม่มีตำแหน่งหรือหน่วยงานที่ดูแล เมื่อสำนักงานบันทึกให้แล้ว งานของท่านจะขึ้นหลังเข้าสู่ระบบ"


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Where everyone lands after sign-in; whoever holds no post here goes on to what is theirs."""
    user = request.user
    if isinstance(user, User) and why_not_staff(user, Standing(timezone.localdate())):
        return _elsewhere(request, user)
    return _desk(request)


def _elsewhere(request: HttpRequest, user: User) -> HttpResponseBase:
    """The page of the person's agency, else their account with a word why."""
    if user.agencies.exists():
        return redirect("agencies:mine")
    messages.info(request, _WITHOUT_POST)
    return redirect("account_me")


@staff_only
def _desk(request: StaffRequest) -> HttpResponseBase:
    """What waits for the reader, what will come to them, what they proposed."""
    desk = desk_of(request.user, request.standing)
    tab = request.GET.get("tab", "todo")
    tab = tab if tab in _TABS else "todo"
    counts = {"todo": desk.count, "ahead": len(desk.ahead), "proposed": len(desk.proposed)}
    context = {
        "desk": desk,
        "tab": tab,
        "tabs": [(key, label, counts[key]) for key, label in _TABS.items()],
        "piles": _piles(desk, tab),
        "others": desk.proposed[:5] if tab == "todo" else [],
        "today": timezone.localdate(),
    }
    return render(request, "desk/home.html", context)


def _piles(desk: Desk, tab: str) -> list[tuple[str, list[Card], int]]:
    """(heading, cards shown, cards there are) of one tab."""
    if tab == "todo":
        piles = [(pile.heading, pile.cards) for pile in desk.to_do]
    elif tab == "ahead":
        piles = [("จะถึงท่านเมื่อขั้นก่อนหน้าพิจารณาแล้ว", desk.ahead)]
    else:
        piles = [("ท่านเสนอไว้ อยู่ระหว่างพิจารณา", desk.proposed)]
    return [(heading, cards[:_MOST], len(cards)) for heading, cards in piles if cards]
