"""A member's own page by link, and the public form ขอรับข่าว. Opening a page changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.network import held, links
from prasan.network.actions import members as acts
from prasan.network.actions import own_page
from prasan.network.actions.purging import kept_days
from prasan.network.forms import NoteForm, PreferForm, SignUpForm
from prasan.network.models import Group, NetworkMember
from prasan.network.views.staff import deliveries_of
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_SHOWN = 20
_THEIRS = frozenset({"pause", "resume", "leave"})
_SAID = {
    "pause": "พักรับข่าวแล้ว กดรับข่าวต่อได้ทุกเมื่อ",
    "resume": "รับข่าวต่อแล้ว",
    "leave": "ท่านออกจากเครือข่ายแล้ว จะไม่มีข่าวส่งถึงท่านอีก",
}
View = Callable[[HttpRequest, str, NetworkMember], HttpResponse]


def _by(
    find: Callable[[str], NetworkMember | None],
) -> Callable[[View], Callable[[HttpRequest, str], HttpResponse]]:
    """Whoever has no link that answers sees nothing of any member."""

    def by_link(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, token: str) -> HttpResponse:
            member = find(token)
            if member is None and find is links.by_own_page and links.by_old_own_page(token):
                return render(request, "network/public/expired.html", {"token": token}, status=410)
            if member is None:
                return render(request, "network/public/unknown.html", status=404)
            return view(request, token, member)

        return never_cache(guarded)

    return by_link


@require_safe
@_by(links.by_own_page)
def own(request: HttpRequest, token: str, member: NetworkMember) -> HttpResponse:
    """What the office holds, what was sent, and what the member may do."""
    return _own(request, token, member)


def _own(
    request: HttpRequest, token: str, member: NetworkMember, note: NoteForm | None = None,
    prefer: PreferForm | None = None,
) -> HttpResponse:  # fmt: skip
    whole = held.with_all(NetworkMember.objects.filter(pk=member.pk)).get()
    context = {
        "member": whole,
        "token": token,
        "lines": held.lines_of(whole, without=("notes",)),
        "deliveries": deliveries_of(whole).exclude(purpose=own_page.PURPOSE)[:_SHOWN],
        "notes": whole.messages.all()[:_SHOWN],
        "note": note or NoteForm(),
        "prefer": prefer or PreferForm(initial={"channel": whole.channel, "how": whole.how}),
    }
    return render(request, "network/public/own.html", context)


@require_POST
@_by(links.by_own_page)
def turn_own(request: HttpRequest, token: str, member: NetworkMember) -> HttpResponse:
    """One press: pause, resume or leave."""
    _turn(request, member)
    return redirect("network:own", token)


def _turn(request: HttpRequest, member: NetworkMember) -> None:
    act = request.POST.get("act", "")
    if act not in _THEIRS:
        return
    try:
        acts.turn(member, act, by=None, at=timezone.now(), how=own_page.BY_LINK)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _SAID[act])


@require_POST
@_by(links.by_own_page)
def prefer(request: HttpRequest, token: str, member: NetworkMember) -> HttpResponse:
    form = PreferForm(request.POST)
    if not form.is_valid():
        return _own(request, token, member, prefer=form)
    try:
        acts.prefer(member, **form.cleaned_data, by=None, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "บันทึกช่องทางรับข่าวแล้ว")
    return redirect("network:own", token)


@require_POST
@_by(links.by_own_page)
def correct(request: HttpRequest, token: str, member: NetworkMember) -> HttpResponse:
    """A note to the officer, who mends the register."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _own(request, token, member, note=form)
    own_page.leave_note(member, text=form.cleaned_data["text"], at=timezone.now())
    messages.success(request, "ส่งข้อความถึงเจ้าหน้าที่แล้ว")
    return redirect("network:own", token)


@require_POST
@_by(links.by_old_own_page)
def new_link(request: HttpRequest, token: str, member: NetworkMember) -> HttpResponse:
    """Whoever holds a link that is too old has a new one sent, to the address of the member alone."""
    _send_link(request, member)
    return redirect("network:own", token)


@get_or_post
@_by(links.by_leaving)
def leaving(request: HttpRequest, token: str, member: NetworkMember) -> HttpResponse:
    """The link at the foot of every mail: pause, leave, or have the link to the own page sent. Shows nothing
    of the member, for mails are forwarded."""
    if request.method == "POST":
        if request.POST.get("act") == "link":
            _send_link(request, member)
        else:
            _turn(request, member)
        return redirect("network:leaving", token)
    return render(request, "network/public/leaving.html", {"member": member, "token": token})


def _send_link(request: HttpRequest, member: NetworkMember) -> None:
    try:
        own_page.send_link(member, by=None, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "ส่งลิงก์หน้าของท่านไปที่อีเมลแล้ว")


@never_cache
@get_or_post
def join(request: HttpRequest) -> HttpResponse:
    """ขอรับข่าว. The answer is the same whatever is known of the address."""
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place = get_adapter().get_client_ip(request)
        try:
            own_page.ask_to_confirm(**form.cleaned_data, place=place, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("network:join_sent")
    has_groups = Group.objects.filter(is_open=True).exists()
    return render(
        request,
        "network/public/join.html",
        {"form": form, "has_groups": has_groups, "kept_days": kept_days()},
    )


@require_safe
def join_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "network/public/join_sent.html")


@never_cache
@get_or_post
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The question of the mail: one press by the owner of the address."""
    wish = own_page.wish_for(token)
    if wish is None:
        return render(request, "network/public/unknown.html", status=404)
    if request.method == "POST":
        try:
            member = own_page.confirm_wish(wish, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("network:confirm", token)
        messages.success(request, "ยืนยันแล้ว ท่านจะได้รับข่าวทางอีเมลนี้")
        return redirect(links.own_page(member))
    context = {
        "wish": wish,
        "token": token,
        "is_old": wish.expires_at <= timezone.now() and not wish.confirmed_at,
    }
    return render(request, "network/public/confirm.html", context)
