"""What was sent to whom, what came of it, and what a person decides about it."""

from __future__ import annotations

import io
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from prasan.accounts.models import User
from prasan.delivery import quota
from prasan.delivery.actions import hand_over, resend, stop, take_as_sent, take_back
from prasan.delivery.forms import HandOverForm
from prasan.delivery.listing import HEADERS, Asked, lines, sheet_rows, tabs
from prasan.delivery.models import Delivery
from prasan.delivery.report import reached_nobody
from prasan.delivery.states import Choice
from prasan.files import sheets
from prasan.office.access import StaffRequest, staff_only
from prasan.office.policies import why_not_manage_office
from prasan.ui.refusal import Refusal, Refused

_PER_PAGE = 50
_SAID = {
    Choice.SEND_AGAIN: "จัดคิวส่งถึง{}อีกครั้งแล้ว",
    Choice.TAKE_AS_SENT: "ถือว่าส่งถึง{}แล้ว",
    Choice.STOP: "ไม่ส่งถึง{}แล้ว",
    Choice.HANDED_OVER: "บันทึกการส่งมอบถึง{}แล้ว",
    Choice.NOT_HANDED_OVER: "คืนรายการส่งมอบถึง{}เป็นรอส่งมอบแล้ว",
}


@require_safe
@staff_only
def deliveries(request: StaffRequest) -> HttpResponse:
    asked, at = Asked.of(request.GET), timezone.now()
    page = Paginator(asked.rows(at=at), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "lines": lines(page, at=at),
        "tabs": tabs(asked, at=at),
        "asked": asked,
        "topic_title": asked.topic and _title_of(asked),
        "unheard": [] if asked.query else reached_nobody(at=at),
        "quotas": quota.told_by_other_sides(),
        "outlook": quota.outlook("email", at=at),
        "keeps_office": why_not_manage_office(
            request.user, on=request.standing.day, standing=request.standing
        )
        is None,
    }
    return render(request, "delivery/staff/deliveries.html", context)


def _title_of(asked: Asked) -> str:
    first = asked.scope().select_related("content").order_by("pk").first()
    return first.content.subject if first else ""


@require_safe
@staff_only
def delivery_sheet(request: StaffRequest, kind: str) -> HttpResponseBase:
    """What the list shows, as CSV or XLSX."""
    if kind not in sheets.TYPES:
        raise Http404
    asked = Asked.of(request.GET)
    file = io.BytesIO()
    sheets.write(
        file, kind, HEADERS, sheet_rows(asked, at=timezone.now()), title="การส่ง", widths=[22] * len(HEADERS)
    )
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"การส่ง.{kind}", content_type=sheets.TYPES[kind])


@require_safe
@staff_only
def delivery(request: StaffRequest, pk: int) -> HttpResponse:
    """One message: what it says, each try with its answer, and what people decided."""
    row = _row(pk)
    context = {
        "line": lines([row], at=timezone.now())[0],
        "row": row,
        "attempts": row.attempts.all(),
        "decisions": row.decisions.select_related("by"),
        "replies": row.replies.all(),
        "form": HandOverForm(),
    }
    return render(request, "delivery/staff/delivery.html", context)


def _row(pk: int) -> Delivery:
    return get_object_or_404(Delivery.objects.select_related("contact_point", "content"), pk=pk)


@require_POST
@staff_only
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    row, choice = _row(pk), request.POST.get("choice", "")
    if choice not in Choice.values:
        raise Http404
    try:
        _do(row, Choice(choice), request.POST.get("link", ""), by=request.user, at=timezone.now())
        messages.success(request, _SAID[Choice(choice)].format(row.recipient))
    except Refused as refused:
        messages.error(request, refused.refusal.message)
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else "deliveries")


def _do(row: Delivery, choice: Choice, link: str, *, by: User, at: datetime) -> None:
    if choice == Choice.HANDED_OVER:
        form = HandOverForm({"link": link})
        if not form.is_valid():
            raise Refused(Refusal("ลิงก์ต้องขึ้นต้นด้วย https:// หรือเว้นว่างไว้"))
        hand_over(row, by=by, at=at, link=form.cleaned_data["link"])
        return
    act = {
        Choice.SEND_AGAIN: resend,
        Choice.TAKE_AS_SENT: take_as_sent,
        Choice.NOT_HANDED_OVER: take_back,
        Choice.STOP: stop,
    }[choice]
    act(row, by=by, at=at)
