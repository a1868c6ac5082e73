"""What agencies sent in, on the desk: taken up, given back, declined."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.achievements.actions import submissions
from prasan.achievements.views.loading import load_version
from prasan.news.forms import AnswerForm
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_ANSWERS: dict[str, Any] = {"back": submissions.give_back, "decline": submissions.decline}
_SAID = {"back": "ส่งกลับให้ผู้ส่งแก้ไขแล้ว", "decline": "แจ้งผู้ส่งแล้วว่าไม่รับเป็นผลงาน"}


@require_POST
@staff_only
def take_up(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    try:
        submissions.take_up(version, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "รับเรื่องแล้ว ผลงานเป็นร่างของสำนักงาน ตรวจแล้วเสนอได้")
    return redirect(version.staff_url)


@get_or_post
@staff_only
def answer(request: StaffRequest, pk: int, number: int, how: str) -> HttpResponse:
    """Back to the sender, or not taken: asks why first."""
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
            return redirect("achievements:achievements")
    return render(request, "achievements/staff/answer.html", {"version": version, "form": form, "how": how})
