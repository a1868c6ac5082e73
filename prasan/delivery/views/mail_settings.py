"""Proving that mail leaves and comes in, and how much of it may leave a day."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.delivery import quota
from prasan.delivery.actions.limits import set_quota
from prasan.delivery.channels import Step
from prasan.delivery.channels.email.trial import trial
from prasan.delivery.forms import QuotaForm
from prasan.delivery.inbound import ways
from prasan.delivery.inbound.trial import mailbox_trial
from prasan.office.access import StaffRequest, manager_only
from prasan.office.models import OfficeProfile


@require_http_methods(["GET", "HEAD", "POST"])
@manager_only
def mail_settings(request: StaffRequest) -> HttpResponse:
    """What the office sends by; with POST a trial mail to oneself or `back` to the office, or a look into
    the mailbox (`box`)."""
    steps: list[Step] = []
    box_steps: list[Step] = []
    is_back = "back" in request.POST
    if request.method == "POST" and "box" in request.POST:
        box_steps = list(mailbox_trial()) if settings.IMAP_HOST else []
    elif request.method == "POST":
        office = OfficeProfile.current()
        name = office.short_name if office else "ประสาน"
        to = ways.own_address() if is_back else request.user.email
        steps = list(trial(to, sender_name=name, at=timezone.localtime()))
    limit = quota.limit_of("email")
    context = {
        "steps": steps,
        "is_well": bool(steps) and all(step.is_well for step in steps),
        "is_back": is_back,
        "facts": _facts(),
        "box_steps": box_steps,
        "is_box_well": all(step.is_well for step in box_steps),
        "has_box": bool(settings.IMAP_HOST),
        "ways_in": ways.ways_in(),
        "own_address": ways.own_address(),
        "last_own_mail_at": ways.last_own_mail_at(),
        "form": QuotaForm(initial={"per_day": limit}),
        "outlook": quota.outlook("email", at=timezone.now()),
    }
    return render(request, "delivery/staff/mail_settings.html", context)


def _facts() -> list[tuple[str, str, str]]:
    """(what, value, the setting that it comes from)."""
    has_tls = settings.EMAIL_USE_TLS or settings.EMAIL_PORT == 465
    return [
        ("เซิร์ฟเวอร์", f"{settings.EMAIL_HOST} พอร์ต {settings.EMAIL_PORT}", "PRASAN_SMTP"),
        ("ส่งในนาม", settings.DEFAULT_FROM_EMAIL, "PRASAN_FROM"),
        ("บัญชี", settings.EMAIL_HOST_USER or "ไม่ใช้บัญชี", "PRASAN_SMTP_USER"),
        ("การเข้ารหัส", "เข้ารหัส" if has_tls else "ไม่เข้ารหัส", "PRASAN_SMTP_TLS"),
    ]


@require_POST
@manager_only
def mail_quota(request: StaffRequest) -> HttpResponse:
    form = QuotaForm(request.POST)
    if form.is_valid():
        set_quota("email", form.cleaned_data["per_day"], by=request.user, at=timezone.now())
        messages.success(request, "บันทึกจำนวนที่ส่งได้ต่อวันแล้ว")
    else:
        messages.error(request, "จำนวนต้องเป็นเลขจำนวนเต็มตั้งแต่ 1 หรือเว้นว่างไว้")
    return redirect("mail_settings")
