"""What agencies sent in, on the desk: taken up, given back, declined, or merged with the same event."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.news.actions import submissions
from prasan.news.forms import AnswerForm
from prasan.news.views.loading import load_story, load_version
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_ANSWERS: dict[str, Any] = {"back": submissions.give_back, "decline": submissions.decline}
_SAID = {"back": "ส่งกลับให้ผู้ส่งแก้ไขแล้ว", "decline": "แจ้งผู้ส่งแล้วว่าไม่รับเป็นข่าว"}


@require_POST
@staff_only
def take_up(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    try:
        submissions.take_up(version, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(version.staff_url)
    messages.success(request, "รับเรื่องแล้ว ข่าวเป็นร่างของท่าน")
    return redirect("news:edit", pk, number)


@get_or_post
@staff_only
def answer(request: StaffRequest, pk: int, number: int, how: str) -> HttpResponse:
    """Back to the sender, or no story: asks why first."""
    if how not in _ANSWERS:
        raise Http404
    version = load_version(pk, number)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _ANSWERS[how](version, why=form.cleaned_data["why"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _SAID[how])
            return redirect("news:stories")
    return render(request, "news/staff/answer.html", {"version": version, "form": form, "how": how})


@require_POST
@staff_only
def merge(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    into = request.POST.get("into", "")
    target = load_story(int(into) if into.isdecimal() else 0)
    try:
        submissions.merge(version, into=target, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(version.staff_url)
    messages.success(request, "รวมข่าวแล้ว ภาพไปอยู่กับข่าวที่เลือก")
    return redirect("news:staff_story", target.pk)
