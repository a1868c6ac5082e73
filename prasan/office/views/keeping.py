"""Chains, calendar, profile and people of the office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import IO, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.accounts.models import User
from prasan.accounts.policies import why_not_invite
from prasan.office.access import StaffRequest, manager_only, staff_only
from prasan.office.actions.calendar import add_holiday, fill_calendar, remove_holiday
from prasan.office.actions.chains import change_chain
from prasan.office.actions.people import add_person, invite_person, rename_person, set_office_admin
from prasan.office.actions.profile import PICTURES, change_profile
from prasan.office.forms import ChainForm, HolidayForm, PersonForm, ProfileForm, RenameForm
from prasan.office.models import Chain, Holiday, OfficeProfile
from prasan.office.overview import chain_views
from prasan.office.standing import Standing
from prasan.office.views.page import day_asked, form_page, page
from prasan.thai import dates
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def chains(request: StaffRequest) -> HttpResponse:
    day, wrong = day_asked(request)
    standing = request.standing if day == request.standing.day else Standing(day)
    return page(
        request, "office/staff/chains.html", "chains",
        views=chain_views(standing), day=day, wrong=wrong, typed=request.GET.get("on", ""),
    )  # fmt: skip


@get_or_post
@manager_only
def edit_chain(request: StaffRequest, pk: int) -> HttpResponse:
    chain = get_object_or_404(Chain, pk=pk)
    form = ChainForm(request.POST or None, initial={"name": str(chain), "steps": chain.steps})
    return form_page(
        request, form, lambda **words: change_chain(chain, **words, by=request.user),
        tab="chains", done=reverse("office:chains"), message="แก้ลำดับชั้นแล้ว", title=f"ลำดับชั้นของงาน “{chain}”",
        submit="บันทึก", notice="เรื่องที่เสนอไปแล้วใช้ลำดับชั้นเดิมจนจบ",
    )  # fmt: skip


@require_safe
@staff_only
def calendar(request: StaffRequest) -> HttpResponse:
    """Holidays of one fiscal year (พ.ศ.), 1 ต.ค. – 30 ก.ย."""
    this_year = dates.fiscal_year(timezone.localdate())
    year = _year_asked(request, this_year)
    first, last = _fiscal_year(year)
    holidays = Holiday.objects.filter(date__range=(first, last))
    return page(
        request, "office/staff/calendar.html", "calendar",
        year=year, years=range(this_year - 1, this_year + 3), holidays=holidays, first=first, last=last,
    )  # fmt: skip


def _year_asked(request: StaffRequest, default: int) -> int:
    typed = request.GET.get("year", "") or request.POST.get("year", "")
    return int(typed) if typed.isdecimal() and 2500 <= int(typed) <= 2650 else default


def _fiscal_year(year: int) -> tuple[date, date]:
    return date(year - 1 - dates.BE, 10, 1), date(year - dates.BE, 9, 30)


@require_POST
@manager_only
def fill_year(request: StaffRequest) -> HttpResponse:
    year = _year_asked(request, dates.fiscal_year(timezone.localdate()))
    first, last = _fiscal_year(year)
    count = fill_calendar(first=first, last=last, by=request.user)
    said = f"เติมวันหยุดราชการแล้ว {count} วัน" if count else "วันหยุดที่ระบบรู้จักของปีนี้อยู่ในปฏิทินครบแล้ว"
    messages.success(request, said)
    return redirect(f"{reverse('office:calendar')}?year={year}")


@get_or_post
@manager_only
def new_holiday(request: StaffRequest) -> HttpResponse:
    return form_page(
        request, HolidayForm(request.POST or None), lambda **words: add_holiday(**words, by=request.user),
        tab="calendar", done=reverse("office:calendar"), message="เพิ่มวันหยุดแล้ว",
        title="เพิ่มวันหยุด", submit="เพิ่ม",
    )  # fmt: skip


@require_POST
@manager_only
def drop_holiday(request: StaffRequest, pk: int) -> HttpResponse:
    holiday = get_object_or_404(Holiday, pk=pk)
    year = dates.fiscal_year(holiday.date)
    remove_holiday(holiday, by=request.user)
    messages.success(request, f"{dates.short(holiday.date)} เป็นวันทำการแล้ว")
    return redirect(f"{reverse('office:calendar')}?year={year}")


@require_safe
@staff_only
def profile(request: StaffRequest) -> HttpResponse:
    return page(request, "office/staff/profile.html", "profile", profile=OfficeProfile.current())


@get_or_post
@manager_only
def edit_profile(request: StaffRequest) -> HttpResponse:
    found = get_object_or_404(OfficeProfile, pk=1)
    initial = {name: getattr(found, name) for name in ProfileForm.base_fields}
    form = ProfileForm(request.POST or None, request.FILES or None, initial=initial)
    return form_page(
        request, form, lambda **words: _change_profile(words, by=request.user),
        tab="profile", done=reverse("office:profile"), message="บันทึกข้อมูลสำนักงานแล้ว",
        title="แก้ข้อมูลสำนักงาน", submit="บันทึก",
        multipart=True,
    )  # fmt: skip


def _change_profile(words: dict[str, Any], *, by: User) -> None:
    """A picture box says False for "take away", a file for a new one, the old one when left alone."""
    given = {name: words.pop(name) for name in PICTURES}
    pictures: dict[str, IO[bytes] | None] = {
        name: upload or None
        for name, upload in given.items()
        if upload is False or hasattr(upload, "content_type")
    }
    change_profile(by=by, changes=words, pictures=pictures)


@require_safe
@staff_only
def picture(request: StaffRequest, name: str) -> HttpResponseBase:
    found = OfficeProfile.current()
    file = getattr(found, name) if found and name in PICTURES else None
    if not file:
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")


@require_safe
@staff_only
def people(request: StaffRequest) -> HttpResponse:
    standing = request.standing
    users = User.objects.filter(is_active=True).order_by("name", "pk")
    rows = [(user, standing.posts_of(user), standing.orders_of(user)) for user in users]
    rows.sort(key=lambda row: not (row[1] or row[2] or row[0].is_office_admin))
    return page(request, "office/staff/people.html", "people", rows=rows)


@get_or_post
@manager_only
def new_person(request: StaffRequest) -> HttpResponse:
    return form_page(
        request, PersonForm(request.POST or None), lambda **words: add_person(**words, by=request.user),
        tab="people", done=reverse("office:people"), message="เพิ่มบุคคลและส่งคำเชิญแล้ว ระบุตำแหน่งให้ที่หน้าตำแหน่ง",
        title="เพิ่มบุคคล", submit="เพิ่ม",
    )  # fmt: skip


@get_or_post
@manager_only
def edit_person(request: StaffRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    return form_page(
        request, RenameForm(request.POST or None, initial={"name": user.name}),
        lambda name: rename_person(user, name=name, by=request.user),
        tab="people", done=reverse("office:people"), message="แก้ชื่อแล้ว",
        title=user.name, subtitle=user.email, submit="บันทึกชื่อ",
        template="office/staff/person_form.html", person=user, no_invitation=why_not_invite(user),
    )  # fmt: skip


@require_POST
@manager_only
def send_invitation(request: StaffRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    return _on_person(
        request, user, lambda: invite_person(user, by=request.user), f"ส่งคำเชิญไปที่ {user.email} แล้ว"
    )


@require_POST
@manager_only
def make_admin(request: StaffRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    is_admin = request.POST.get("is_admin") == "1"
    said = f"{user.name} {'เป็นผู้ดูแลระบบแล้ว' if is_admin else 'ไม่เป็นผู้ดูแลระบบแล้ว'}"
    return _on_person(request, user, lambda: set_office_admin(user, is_admin=is_admin, by=request.user), said)


def _on_person(request: StaffRequest, user: User, act: Callable[[], object], said: str) -> HttpResponse:
    """One press on a person's page: back to it, with what came of it."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.refusal.message)
    else:
        messages.success(request, said)
    return redirect("office:edit-person", user.pk)
