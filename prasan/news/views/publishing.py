"""What was consented to goes out, now or at its time; what should not stand is taken down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.news.actions import publishing
from prasan.news.forms import ScheduleForm, TakeDownForm
from prasan.news.views.loading import load_story, load_version
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@staff_only
def publish(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    try:
        publishing.publish(version, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "เผยแพร่แล้ว")
    return redirect(version.staff_url)


@get_or_post
@staff_only
def schedule(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.schedule(version, when=form.when(), by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "ตั้งเวลาเผยแพร่แล้ว")
            return redirect(version.staff_url)
    return render(request, "news/staff/schedule.html", {"form": form, "version": version})


@require_POST
@staff_only
def unschedule(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    try:
        publishing.unschedule(version, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "ยกเลิกการตั้งเวลาแล้ว")
    return redirect(version.staff_url)


@get_or_post
@staff_only
def take_down(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask why first."""
    story = load_story(pk)
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            publishing.take_down(
                story, why=data["why"], replaced_by=data.get("story"), by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "ถอนข่าวแล้ว หน้าข่าวแสดงประกาศแทนเนื้อข่าว")
            return redirect("news:staff_story", pk)
    return render(request, "news/staff/take_down.html", {"form": form, "story": story})
