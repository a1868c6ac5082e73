"""What was sent to whom, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from prasan.delivery.actions import resend
from prasan.delivery.models import Delivery
from prasan.delivery.policies import why_not_resend
from prasan.delivery.states import FOR_A_PERSON, DeliveryState
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refusal, Refused

_PER_PAGE = 50
# What a person must decide about stands first.
_TABS = (
    DeliveryState.FAILED,
    DeliveryState.BOUNCED,
    DeliveryState.UNKNOWN,
    DeliveryState.WAITING,
    DeliveryState.QUEUED,
    DeliveryState.SENDING,
    DeliveryState.ACCEPTED,
    DeliveryState.DELIVERED,
    DeliveryState.HANDED_OVER,
    DeliveryState.SUPPRESSED,
)


@dataclass(frozen=True)
class Line:
    """One delivery on the page; `refusal` is why it may not be sent again."""

    row: Delivery
    is_for_a_person: bool
    refusal: Refusal | None


@require_safe
@staff_only
def deliveries(request: StaffRequest) -> HttpResponse:
    chosen = request.GET.get("state", "")
    rows = Delivery.objects.select_related("contact_point", "content").annotate(
        tries=Count("attempts"), last_try_at=Max("attempts__at")
    )
    if chosen in DeliveryState.values:
        rows = rows.filter(state=chosen)
    if words := request.GET.get("q", "").strip():
        rows = rows.filter(recipient__contains=words) | rows.filter(contact_point__address__icontains=words)
    page = Paginator(rows.order_by("-pk"), _PER_PAGE).get_page(request.GET.get("page"))
    lines = [Line(row, row.state in FOR_A_PERSON, why_not_resend(row)) for row in page]
    context = {"page_obj": page, "lines": lines, "tabs": _tabs(chosen), "q": words, "chosen": chosen}
    return render(request, "delivery/staff/deliveries.html", context)


def _tabs(chosen: str) -> list[dict[str, object]]:
    counts = dict(Delivery.objects.order_by().values_list("state").annotate(Count("pk")))
    every = {"code": "", "label": "ทั้งหมด", "count": sum(counts.values()), "is_current": not chosen}
    return [every] + [
        {"code": s.value, "label": s.label, "count": counts[s], "is_current": chosen == s}
        for s in _TABS
        if s in counts
    ]


@require_POST
@staff_only
def send_again(request: StaffRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(Delivery.objects.select_related("contact_point"), pk=pk)
    try:
        resend(delivery, by=request.user, at=timezone.now())
        messages.success(request, f"จัดคิวส่งถึง{delivery.recipient}อีกครั้งแล้ว")
    except Refused as refused:
        messages.error(request, refused.refusal.message)
    return redirect(reverse("deliveries"))
