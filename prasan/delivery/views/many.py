"""Deciding about all whose fate is not known, after one question."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from prasan.delivery.actions.decide_many import MANY, decide_many
from prasan.delivery.listing import Asked
from prasan.delivery.models.delivery import DeliveryQuerySet
from prasan.delivery.states import Choice, DeliveryState
from prasan.office.access import StaffRequest, staff_only


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def decide_all(request: StaffRequest) -> HttpResponse:
    """Of the topic asked for, or of all: with GET how many and what it means, with POST it is done.

    The highest row that was shown is named in the form: what became unknown since then is not decided unseen.
    """
    given = request.POST if request.method == "POST" else request.GET
    choice = given.get("choice", "")
    if choice not in MANY:
        raise Http404
    rows = (
        Asked.of(given).scope().filter(state=DeliveryState.UNKNOWN).select_related("content").order_by("pk")
    )
    back = given.get("back", "")
    back = back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else ""
    if request.method == "POST":
        _decide(request, rows, Choice(choice))
        return redirect(back or "deliveries")
    last = rows.last()
    context = {
        "choice": choice,
        "count": rows.count(),
        "last": last.pk if last else 0,
        "names": rows[:20],
        "topic": given.get("topic", ""),
        "back": back,
    }
    return render(request, "delivery/staff/decide_all.html", context)


def _decide(request: StaffRequest, rows: DeliveryQuerySet, choice: Choice) -> None:
    last = request.POST.get("last", "")
    seen = rows.filter(pk__lte=int(last)) if last.isdecimal() else rows.none()
    found = decide_many(seen, choice, by=request.user, at=timezone.now())
    verb = "จัดคิวส่งซ้ำ" if choice == Choice.SEND_AGAIN else "ถือว่าถึงแล้ว"
    messages.success(request, f"{verb} {found.done:,} ราย")
    for reason, count in found.refused.items():
        messages.error(request, f"{count:,} ราย: {reason}")
