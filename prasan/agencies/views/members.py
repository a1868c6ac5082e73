"""The people of one agency who may sign in for it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.agencies import policies
from prasan.agencies.actions.members import add_member, remove_member
from prasan.agencies.models import Version
from prasan.agencies.upkeep_forms import MemberForm
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused


def _version(pk: int) -> Version:
    return get_object_or_404(Version.objects.current().select_related("agency"), agency=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def members(request: StaffRequest, pk: int) -> HttpResponse:
    version, form = _version(pk), MemberForm(request.POST or None)
    refusal = policies.why_not_work_on_register(request.user, request.standing)
    if request.method == "POST" and form.is_valid() and refusal is None:
        try:
            user = add_member(version.agency, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, f"{user.name} ดูแลข้อมูลของหน่วยงานนี้ได้แล้ว")
            return redirect("agencies:members", pk)
    context = {
        "form": form,
        "version": version,
        "members": version.agency.members.order_by("name"),
        "refusal": refusal,
    }
    return render(request, "agencies/staff/upkeep/members.html", context)


@require_POST
@staff_only
def drop_member(request: StaffRequest, pk: int, user: int) -> HttpResponse:
    version = _version(pk)
    member = get_object_or_404(version.agency.members, pk=user)
    try:
        remove_member(version.agency, member, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{member.name} ไม่ได้ดูแลข้อมูลของหน่วยงานนี้แล้ว")
    return redirect("agencies:members", pk)
