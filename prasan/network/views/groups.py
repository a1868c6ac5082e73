"""Groups by audience."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from prasan.network import held
from prasan.network.actions import groups as acts
from prasan.network.forms import AddToGroupForm, GroupForm
from prasan.network.models import Group, NetworkMember
from prasan.network.states import MemberState
from prasan.network.views.staff import get_or_post, member_of, network_only
from prasan.office.access import StaffRequest
from prasan.ui.refusal import Refused

_PER_PAGE = 50
_MOST_FOUND = 10


@network_only
@require_safe
def groups(request: StaffRequest) -> HttpResponse:
    """All groups with how many are in them."""
    present = Q(members__merged_into=None) & ~Q(members__state=MemberState.LEFT)
    found = Group.objects.annotate(size=Count("members", filter=present & Q(members__isnull=False)))
    return render(request, "network/staff/groups.html", {"groups": found.in_thai_order()})


@get_or_post
@network_only
def new_group(request: StaffRequest) -> HttpResponseBase:
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := _keep(request, None, form)):
        return redirect("network:group", made.pk)
    return render(request, "network/staff/group_new.html", {"form": form})


@get_or_post
@network_only
def group(request: StaffRequest, pk: int) -> HttpResponseBase:
    """One group: its name, its members, who may join."""
    found = get_object_or_404(Group, pk=pk)
    start = {"name": found.name, "audience": found.audience, "is_open": found.is_open}
    form = GroupForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and _keep(request, found, form):
        return redirect("network:group", pk)
    inside = held.with_all(NetworkMember.objects.listed().present().filter(groups=pk).in_thai_order())
    context = {
        "group": get_object_or_404(Group, pk=pk),
        "form": form,
        "page_obj": Paginator(inside, _PER_PAGE).get_page(request.GET.get("page")),
        "adding": AddToGroupForm(),
    }
    return render(request, "network/staff/group.html", context)


def _keep(request: StaffRequest, found: Group | None, form: GroupForm) -> Group | None:
    try:
        kept = acts.keep_group(found, **form.cleaned_data, by=request.user, at=timezone.now())
    except Refused as refused:
        form.add_error("name", str(refused))
        return None
    messages.success(request, f"บันทึกกลุ่ม “{kept.name}” แล้ว")
    return kept


@require_POST
@network_only
def add_to_group(request: StaffRequest, pk: int) -> HttpResponseBase:
    """By a part of a name: one found is added, several are offered."""
    found, form = get_object_or_404(Group, pk=pk), AddToGroupForm(request.POST)
    if not form.is_valid():
        messages.error(request, "พิมพ์ชื่อสมาชิก")
        return redirect("network:group", pk)
    listed = NetworkMember.objects.listed().present().select_related("contact")
    chosen = str(request.POST.get("member", ""))
    if chosen.isascii() and chosen.isdecimal():
        matching = list(listed.filter(pk=chosen[:18]))
    else:
        matching = list(listed.called(form.cleaned_data["name"]).in_thai_order()[: _MOST_FOUND + 1])
    if len(matching) == 1:
        return _add(request, found, matching[0])
    if not matching:
        messages.error(request, f"ไม่พบสมาชิกชื่อ “{form.cleaned_data['name']}” เพิ่มในทะเบียนเครือข่ายก่อน")
        return redirect("network:group", pk)
    context = {"group": found, "found": matching[:_MOST_FOUND], "name": form.cleaned_data["name"]}
    return render(request, "network/staff/group_choose.html", context)


def _add(request: StaffRequest, found: Group, member: NetworkMember) -> HttpResponseBase:
    try:
        acts.add_member(found, member, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"เพิ่ม{member}ในกลุ่มแล้ว")
    return redirect("network:group", found.pk)


@require_POST
@network_only
def drop_from_group(request: StaffRequest, pk: int, member: int) -> HttpResponseBase:
    found, who = get_object_or_404(Group, pk=pk), member_of(member)
    acts.remove_member(found, who, by=request.user, at=timezone.now())
    messages.success(request, f"ถอน{who}จากกลุ่มแล้ว เพิ่มกลับได้ด้วยชื่อ")
    return redirect("network:group", pk)


@require_POST
@network_only
def drop_group(request: StaffRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(Group, pk=pk)
    try:
        acts.drop_group(found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("network:group", pk)
    messages.success(request, f"ลบกลุ่ม “{found.name}” แล้ว")
    return redirect("network:groups")
