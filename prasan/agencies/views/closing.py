"""A new name, a closing, an opening again: drafts that climb the chain (domain: units merge and close)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prasan.agencies import policies
from prasan.agencies.actions import closing
from prasan.agencies.models import ChangeRequest, Version
from prasan.agencies.upkeep_forms import BasisForm, CloseForm, RenameForm
from prasan.agencies.views.editing import held_fields
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refusal, Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
Draft = Callable[..., ChangeRequest]


@get_or_post
@staff_only
def rename(request: StaffRequest, pk: int) -> HttpResponse:
    version, held = _version(pk), held_fields(pk)
    form = RenameForm(request.POST or None)
    refusal = policies.why_not_rename(version, "", held)
    words = {"title": f"เปลี่ยนชื่อ: {version.name}", "act": "บันทึกร่างการเปลี่ยนชื่อ", "is": "rename"}
    return _page(request, version, form, refusal, words, lambda **to: _rename(version, form, held, **to))


def _rename(version: Version, form: RenameForm, held: dict[str, str], **to: Any) -> ChangeRequest:
    return closing.draft_rename(version, name=form.cleaned_data["name"], held=held, **to)


@get_or_post
@staff_only
def close(request: StaffRequest, pk: int) -> HttpResponse:
    version, held = _version(pk), held_fields(pk)
    form = CloseForm(request.POST or None)
    refusal = policies.why_not_close(version, held)
    words = {"title": f"ปิดหรือยุบรวม: {version.name}", "act": "บันทึกร่างการปิด", "is": "close"}
    return _page(request, version, form, refusal, words, lambda **to: _close(version, form, held, **to))


def _close(version: Version, form: CloseForm, held: dict[str, str], **to: Any) -> ChangeRequest:
    said = form.cleaned_data
    day, successor = said["closed_on"], said["successor"]
    return closing.draft_close(version, closed_on=day, successor=successor, held=held, **to)


@get_or_post
@staff_only
def reopen(request: StaffRequest, pk: int) -> HttpResponse:
    version, held = _version(pk), held_fields(pk)
    form = BasisForm(request.POST or None)
    refusal = policies.why_not_reopen(version, held)
    words = {"title": f"เปิดอีกครั้ง: {version.name}", "act": "บันทึกร่างการเปิดอีกครั้ง", "is": "reopen"}
    return _page(
        request, version, form, refusal, words, lambda **to: closing.draft_reopen(version, held=held, **to)
    )


def _version(pk: int) -> Version:
    return get_object_or_404(Version.objects.current(), agency=pk)


def _page(
    request: StaffRequest,
    version: Version,
    form: BasisForm,
    refusal: Refusal | None,
    words: dict[str, str],
    draft: Draft,
) -> HttpResponse:
    refusal = policies.why_not_work_on_register(request.user, request.standing) or refusal
    if request.method == "POST" and form.is_valid() and refusal is None:
        reason = form.cleaned_data["reason"]
        try:
            change = draft(reason=reason, source=form.source, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกร่างแล้ว ตรวจแล้วกดเสนอ")
            return redirect("agencies:request", change.pk)
    context = {"form": form, "version": version, "refusal": refusal, "words": words}
    return render(request, "agencies/staff/upkeep/closing.html", context)
