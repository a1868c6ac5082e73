"""What the office's screens have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from prasan.office.access import StaffRequest
from prasan.office.policies import why_not_manage_office
from prasan.thai import dates
from prasan.ui.refusal import Refused


def page(request: StaffRequest, template: str, tab: str, **context: Any) -> HttpResponse:
    """A screen under the tabs of the office; `why_not` greys its acts out for who may only look."""
    why_not = why_not_manage_office(request.user, on=timezone.localdate())
    return render(
        request, template, {"tab": tab, "why_not": why_not, "today": timezone.localdate(), **context}
    )


def form_page(
    request: StaffRequest,
    form: BaseForm,
    act: Callable[..., object],
    *,
    tab: str,
    done: str,
    message: str,
    template: str = "office/staff/form.html",
    **context: Any,
) -> HttpResponse:
    """Show `form`; when it holds, `act(**cleaned_data)` and go to `done`. A refusal keeps what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.refusal.message)
        else:
            messages.success(request, message)
            return redirect(done)
    return page(request, template, tab, form=form, back_url=done, **context)


def day_asked(request: StaffRequest) -> tuple[date, str]:
    """The day of `?on=` in any Thai spelling, today when absent; and why it could not be read."""
    typed = request.GET.get("on", "").strip()
    if not typed:
        return timezone.localdate(), ""
    try:
        return dates.parse(typed, today=timezone.localdate()), ""
    except dates.DateError as error:
        return timezone.localdate(), error.message_th
