"""The register of the network for staff: list, one member, form 7.3."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.delivery.models import Delivery
from prasan.network import events, held, policies
from prasan.network.actions import members as acts
from prasan.network.actions import own_page
from prasan.network.fields import CONSENT, Values
from prasan.network.filters import Query, choices
from prasan.network.forms import MemberForm, RenewForm
from prasan.network.models import MemberNote, NetworkMember
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refusal, Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_PER_PAGE = 20
_SHOWN_DELIVERIES = 10
_UNDO = {"pause": "resume", "leave": "restore"}
_SAID = {
    "pause": "พักรับข่าวแล้ว",
    "resume": "รับข่าวต่อแล้ว",
    "leave": "ออกจากเครือข่ายแล้ว",
    "restore": "กลับเข้าเครือข่ายแล้ว",
}


def network_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Personal data of people outside the office: for whoever holds a post in it."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if refusal := policies.why_not_keep_network(request.user, request.standing):
            said = {"reason": refusal.message, "exception": refusal.message}
            return render(request, "403.html", said, status=403)
        return view(request, *args, **kwargs)

    return staff_only(guarded)


def member_of(pk: int) -> NetworkMember:
    return get_object_or_404(held.with_all(NetworkMember.objects.listed()), pk=pk)


@network_only
@require_safe
def members(request: StaffRequest) -> HttpResponse:
    """The list, searched and filtered."""
    query = Query.read(request.GET)
    found = query.members(today=timezone.localdate())
    page = Paginator(held.with_all(found), _PER_PAGE).get_page(request.GET.get("page"))
    listed = NetworkMember.objects.listed()
    context = {
        "query": query,
        "choices": choices(query),
        "page_obj": page,
        "count": page.paginator.count,
        "is_empty": not listed.exists(),
        "notes": MemberNote.objects.filter(done_at=None, member__merged_into=None).count(),
        "today": timezone.localdate(),
    }
    return render(request, "network/staff/list.html", context)


@network_only
@require_safe
def member(request: StaffRequest, pk: int) -> HttpResponse:
    """One member with everything that is held, what was sent, and who did what."""
    found = member_of(pk)
    context = {
        "member": found,
        "lines": held.lines_of(found, without=(*CONSENT, "groups", "name")),
        "groups": sorted(found.groups.all(), key=lambda group: group.name),
        "deliveries": deliveries_of(found)[:_SHOWN_DELIVERIES],
        "events": events.of_member(found),
        "notes": found.messages.select_related("done_by"),
        "merges": found.merges.filter(undone_at=None).select_related("dropped__contact", "by"),
        "today": timezone.localdate(),
    }
    return render(request, "network/staff/member.html", context)


def deliveries_of(found: NetworkMember) -> Any:
    """What went to the points of a member, latest first."""
    found_at = Delivery.objects.filter(contact_point__contact=found.contact_id)
    return found_at.select_related("content").order_by("-pk")


@get_or_post
@network_only
def new(request: StaffRequest) -> HttpResponseBase:
    """Form 7.3, empty."""
    form = MemberForm(request.POST or None)
    return _form(request, form, None, acts.add)


@get_or_post
@network_only
def edit(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Form 7.3 of one member."""
    found = member_of(pk)
    form = MemberForm(request.POST or None, start=held.values_of(found))

    def save(values: Values, **who: Any) -> NetworkMember:
        acts.change(found, values, **who)
        return found

    return _form(request, form, found, save)


def _form(
    request: StaffRequest, form: MemberForm, found: NetworkMember | None, save: Callable[..., NetworkMember]
) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        try:
            saved = save(form.values, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"บันทึก{saved}แล้ว")
            return redirect(f"{reverse('network:member', args=[saved.pk])}?saved=1")
    context = {"form": form, "member": found, "keep": f"member-{found.pk}" if found else "member-new"}
    return render(request, "network/staff/edit.html", context)


@get_or_post
@network_only
def renew(request: StaffRequest, pk: int) -> HttpResponseBase:
    """ต่อวาระ, from the list of those whose term ends; then back to it."""
    found = member_of(pk)
    form = RenewForm(request.POST or None, initial={"order_no": found.order_no, "order_on": found.order_on})
    if request.method == "POST" and form.is_valid():
        try:
            acts.renew(found, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("term_to", str(refused))
        else:
            messages.success(request, f"ต่อวาระของ{found}แล้ว")
            return redirect(f"{reverse('network:members')}?show=term")
    return render(request, "network/staff/renew.html", {"form": form, "member": found})


@require_POST
@network_only
def turn(request: StaffRequest, pk: int, act: str) -> HttpResponseBase:
    """pause, resume, leave or restore; the page then offers to take it back."""
    found = get_object_or_404(NetworkMember.objects.listed().select_related("contact"), pk=pk)
    if act not in _SAID:
        return _refuse(request, pk, Refusal("ไม่รู้จักคำสั่งนี้"))
    try:
        acts.turn(found, act, by=request.user, at=timezone.now())
    except Refused as refused:
        return _refuse(request, pk, refused.refusal)
    messages.success(request, f"{found} {_SAID[act]}")
    undo = f"?undo={_UNDO[act]}" if act in _UNDO else ""
    return redirect(f"{reverse('network:member', args=[pk])}{undo}")


def _refuse(request: StaffRequest, pk: int, refusal: Refusal) -> HttpResponseBase:
    messages.error(request, refusal.message)
    return redirect("network:member", pk)


@require_POST
@network_only
def send_link(request: StaffRequest, pk: int) -> HttpResponseBase:
    """ส่งลิงก์ให้สมาชิก."""
    found = member_of(pk)
    try:
        own_page.send_link(found, by=request.user, at=timezone.now())
    except Refused as refused:
        return _refuse(request, pk, refused.refusal)
    messages.success(request, f"ส่งลิงก์ไปที่ {found.email} แล้ว")
    return redirect("network:member", pk)


@require_POST
@network_only
def note_done(request: StaffRequest, pk: int) -> HttpResponseBase:
    """What the member asked for is done."""
    note = get_object_or_404(MemberNote.objects.select_related("member__contact"), pk=pk)
    own_page.finish_note(note, by=request.user, at=timezone.now())
    messages.success(request, "บันทึกว่าดำเนินการแล้ว")
    return redirect("network:member", note.member_id)


@network_only
@require_safe
def notes(request: StaffRequest) -> HttpResponse:
    """What members wrote and nobody has done yet, oldest first."""
    waiting = MemberNote.objects.filter(done_at=None, member__merged_into=None)
    found = waiting.select_related("member__contact").order_by("pk")
    return render(request, "network/staff/notes.html", {"notes": found})
