"""Entries that may be one person, and members whom the register of agencies knows."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from prasan.agencies.models import Version
from prasan.network import duplicates as finding
from prasan.network.actions import merging
from prasan.network.actions.members import tie
from prasan.network.models import Merge
from prasan.network.views.staff import member_of, network_only
from prasan.office.access import StaffRequest
from prasan.ui.refusal import Refused


@network_only
@require_safe
def duplicates(request: StaffRequest) -> HttpResponse:
    context = {
        "pairs": finding.pairs(),
        "known": finding.known_to_register(),
        "merges": Merge.objects.filter(undone_at=None).select_related(
            "kept__contact", "dropped__contact", "by"
        )[:20],
    }
    return render(request, "network/staff/duplicates.html", context)


@require_POST
@network_only
def merge(request: StaffRequest, pk: int, member: int) -> HttpResponseBase:
    """Keep `pk`, hide `member`."""
    kept, dropped = member_of(pk), member_of(member)
    try:
        merging.merge(kept, dropped, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"รวมเป็น {kept} รายการเดียวแล้ว แยกกลับได้ด้านล่าง")
    return redirect("network:duplicates")


@require_POST
@network_only
def part(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Undo a merge."""
    made = get_object_or_404(Merge.objects.select_related("kept__contact"), pk=pk)
    try:
        merging.part(made, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "แยกกลับเป็นสองรายการแล้ว")
    return redirect("network:duplicates")


@require_POST
@network_only
def tie_to_agency(request: StaffRequest, pk: int, agency: int) -> HttpResponseBase:
    """The member belongs to that agency of the register."""
    version = get_object_or_404(Version.objects.current(), agency=agency)
    found = member_of(pk)
    tie(found, version, by=request.user, at=timezone.now())
    messages.success(request, f"ผูก {found} กับ {version.name} แล้ว")
    return redirect("network:duplicates")
