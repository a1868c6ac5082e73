"""Answering "ยังถูกต้องหรือไม่" by the link of an e-mail. Opening it changes nothing: mail scanners do that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.agencies import own_page
from prasan.agencies.actions import corrections, upkeep
from prasan.agencies.models import VerificationRequest, Version
from prasan.agencies.upkeep_forms import CorrectionForm
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Link:
    """A link that still answers, and what is in force of its agency."""

    token: str
    question: VerificationRequest
    version: Version


View = Callable[[HttpRequest, Link], HttpResponse]


def _by_link(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Whoever has no link that answers is told why, and sees nothing of the agency."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        question = upkeep.question_for(token)
        if question is None:
            return render(request, "agencies/public/upkeep/unknown.html", status=404)
        version, at = upkeep.current_of(question.agency_id), timezone.now()
        if refusal := upkeep.why_not_answer(question, version, at=at):
            context = {
                "refusal": refusal,
                "token": token,
                "may_renew": upkeep.why_gone(version, at=at) is None and question.expires_at <= at,
                "why_not_renew": upkeep.why_not_renew(question, version, at=at),
            }
            return render(request, "agencies/public/upkeep/spent.html", context, status=410)
        assert version is not None
        return view(request, Link(token, question, version))

    return never_cache(guarded)


@get_or_post
@_by_link
def verify(request: HttpRequest, link: Link) -> HttpResponse:
    """What the register holds, and one button."""
    if request.method == "POST":
        try:
            upkeep.confirm(link.question, seen=number(request.POST.get("version")), at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("agencies:verify", link.token)
        return redirect("agencies:verify_done", link.token)
    context = {
        "version": link.version,
        "sections": own_page.sections(link.version),
        "token": link.token,
        "expires_at": link.question.expires_at,
        "last": own_page.last_verification(link.version.agency_id),
        "waiting": own_page.corrections_of(link.version.agency_id),
    }
    return render(request, "agencies/public/upkeep/verify.html", context)


@get_or_post
@_by_link
def correct(request: HttpRequest, link: Link) -> HttpResponse:
    """The form; what was typed stays until it is sent."""
    base = base_version(request, link.version)
    form = CorrectionForm(base, request.POST or None, asks_name=True)
    if request.method == "POST" and form.is_valid():
        try:
            corrections.answer_with_correction(
                link.question,
                values=form.changed,
                note=form.cleaned_data["note"],
                name=form.cleaned_data["name_of_sender"],
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("agencies:verify_done", link.token)
    context = {
        "form": form,
        "version": base,
        "token": link.token,
        "keep": keep_key(link.version),
    }
    return render(request, "agencies/public/upkeep/correct.html", context)


@require_safe
@_by_link
def done(request: HttpRequest, link: Link) -> HttpResponse:
    """What was answered, and what happens next."""
    if link.question.answered_at is None:
        return redirect("agencies:verify", link.token)
    context = {
        "version": link.version,
        "token": link.token,
        "last": own_page.last_verification(link.version.agency_id),
        "sent": [
            row
            for row in own_page.corrections_of(link.version.agency_id)
            if row.correction.sent_at >= link.question.asked_at
        ],
        "asked_at": link.question.asked_at,
        "keep": keep_key(link.version),
    }
    return render(request, "agencies/public/upkeep/done.html", context)


@never_cache
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """A new link to the address that had the old one."""
    question = upkeep.question_for(token)
    if question is None:
        return render(request, "agencies/public/upkeep/unknown.html", status=404)
    try:
        upkeep.renew(question, upkeep.current_of(question.agency_id), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "ส่งลิงก์ใหม่ไปที่อีเมลเดิมแล้ว เปิดจากจดหมายฉบับล่าสุด")
    return redirect("agencies:verify", token)


def keep_key(version: Version) -> str:
    """Under which the browser keeps what was typed; another version is another form."""
    return f"correct-{version.agency_id}-{version.pk}"


def base_version(request: HttpRequest, current: Version) -> Version:
    """The version whose form was shown; whoever sends an old form sends only what they changed in it."""
    shown = Version.objects.filter(agency=current.agency_id, pk=number(request.POST.get("version")))
    return shown.first() or current


def number(text: str | None) -> int:
    """A number of a hidden field; 0 when somebody tampered with it."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0
