"""Connecting the office's channels: what is entered, and the proof that it works."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from prasan.delivery.actions import channel_settings
from prasan.delivery.actions.limits import set_patience
from prasan.delivery.channels import Channel, Setting, Step, kept
from prasan.delivery.channels.registry import every_channel
from prasan.delivery.connected import is_connected, to_be_connected
from prasan.delivery.forms import PatienceForm
from prasan.delivery.models import Watch
from prasan.office.access import StaffRequest, manager_only
from prasan.ui.refusal import Refused
from prasan.ui.widgets import HouseForm


@require_safe
@manager_only
def channels(request: StaffRequest) -> HttpResponse:
    """Every channel that the office connects itself."""
    rows = [(way, is_connected(way), kept.kept_at(way.name)) for way in to_be_connected()]
    form = PatienceForm(initial={"hours": int(Watch.grace().total_seconds() // 3600)})
    return render(request, "delivery/staff/channels.html", {"rows": rows, "form": form})


@require_POST
@manager_only
def patience(request: StaffRequest) -> HttpResponse:
    form = PatienceForm(request.POST)
    if form.is_valid():
        set_patience(form.cleaned_data["hours"], by=request.user, at=timezone.now())
        messages.success(request, "บันทึกแล้ว")
    else:
        messages.error(request, "จำนวนชั่วโมงต้องเป็นเลขจำนวนเต็ม 1 ถึง 168")
    return redirect("channels")


@require_safe
@manager_only
@never_cache
def channel(request: StaffRequest, name: str) -> HttpResponse:
    return _page(request, _way(name))


@require_POST
@manager_only
def connect(request: StaffRequest, name: str) -> HttpResponse:
    way = _way(name)
    try:
        channel_settings.connect(way, request.POST.dict(), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"บันทึกการเชื่อมต่อ {way.label} แล้ว กด “ทดสอบ” เพื่อดูว่าใช้ได้")
    return redirect("channel_settings", name)


@require_POST
@manager_only
def disconnect(request: StaffRequest, name: str) -> HttpResponse:
    way = _way(name)
    channel_settings.disconnect(way, by=request.user, at=timezone.now())
    messages.success(request, f"เลิกเชื่อมต่อ {way.label} แล้ว")
    return redirect("channel_settings", name)


@require_POST
@manager_only
@never_cache
def try_out(request: StaffRequest, name: str) -> HttpResponse:
    """Ask the other side who we are; nothing is posted."""
    way = _way(name)
    if way.trial is None:
        raise Http404
    return _page(request, way, steps=list(way.trial()))


def _way(name: str) -> Channel:
    way = every_channel().get(name)
    if way is None or not way.settings:
        raise Http404
    return way


def _page(request: StaffRequest, way: Channel, steps: list[Step] | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "way": way,
        "form": _form(way),
        "fixed": [
            (each.label, kept.variable(way.name, each.name))
            for each in way.settings
            if kept.is_fixed(way.name, each.name)
        ],
        "is_connected": is_connected(way),
        "kept_at": kept.kept_at(way.name),
        "steps": steps,
        "is_well": bool(steps) and all(step.is_well for step in steps or []),
    }
    return render(request, "delivery/staff/channel.html", context)


def _form(way: Channel) -> HouseForm:
    form = HouseForm()
    for setting in way.settings:
        if not kept.is_fixed(way.name, setting.name):
            form.fields[setting.name] = _field(way, setting)
    return form


def _field(way: Channel, setting: Setting) -> forms.CharField:
    """A secret is never put on the page again, in no form."""
    now = kept.get(way.name, setting.name)
    help_text = setting.help_text
    if setting.is_secret and now:
        help_text = f"มีรหัสอยู่แล้ว ไม่แสดงอีก เว้นว่างเพื่อใช้รหัสเดิม {help_text}"
    widget = forms.PasswordInput(attrs={"autocomplete": "off"}) if setting.is_secret else forms.TextInput()
    return forms.CharField(
        label=setting.label,
        required=not setting.is_optional and not (setting.is_secret and now),
        help_text=help_text,
        max_length=1_000,
        initial="" if setting.is_secret else now,
        widget=widget,
    )
