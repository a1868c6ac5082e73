"""Imports on the desk: drop a sheet in, see what is wrong with it, have its files, take it back."""

from __future__ import annotations

import tempfile
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from prasan.agencies import policies, tasks
from prasan.agencies.actions import imports, undoing
from prasan.agencies.full_disk import full_disk_refused
from prasan.agencies.import_screen import held, page, rules
from prasan.agencies.import_screen.forms import UploadForm
from prasan.agencies.import_screen.rows import counts_of
from prasan.agencies.importing.refusal import RefusedFile
from prasan.agencies.models import Import
from prasan.agencies.states import HOLDS_FIELDS, TAKEN, ImportState
from prasan.files.views import serve
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refusal, Refused

FOLDER = "agencies/staff/imports"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_PAGE = 30


@get_or_post
@staff_only
def import_list(request: StaffRequest) -> HttpResponse:
    """All imports, the last first; above them the place to drop a sheet."""
    refusal = policies.why_not_work_on_register(request.user, request.standing)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            with full_disk_refused():
                return redirect("agencies:import", _take_in(request, form.cleaned_data["file"]).pk)
        except Refused as refused:
            form.add_error("file", str(refused))
    rows = Import.objects.select_related("file", "by", "request__case")
    shown = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    entries = [{"source": row, "by": page.name_of(row.by, request.standing)} for row in shown]
    context = {"form": form, "refusal": refusal, "page_obj": shown, "entries": entries}
    return render(request, f"{FOLDER}/list.html", context)


@transaction.atomic
def _take_in(request: StaffRequest, uploaded: Any) -> Import:
    """The file, its import and the wish to have it judged: all of it or none."""
    source = imports.take_in(uploaded, by=request.user, at=timezone.now())
    tasks.analyse_import.enqueue(source.pk)
    return source


@require_safe
@staff_only
def import_page(request: StaffRequest, pk: int) -> HttpResponse:
    """One import by its state: progress, the reason why it is no table, or its rows and what they ask."""
    source = load(pk)
    if source.state in page.BUSY:
        template = "_progress" if request.htmx else "busy"  # type: ignore[attr-defined]
        return render(request, f"{FOLDER}/{template}.html", _busy_context(source))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    if source.state == ImportState.REFUSED:
        context = {"source": source, "form": UploadForm(), "refusal": _why_not(request)}
        return render(request, f"{FOLDER}/refused.html", context)
    return judged_page(request, source)


def _busy_context(source: Import) -> dict[str, Any]:
    is_late = source.lease_until is not None and source.lease_until < timezone.now()
    step = 5 if source.state == ImportState.PROPOSING else 3 if source.summary else 1
    counts = counts_of(source)
    ready = sum(counts[outcome] for outcome in TAKEN)
    return {"source": source, "is_late": is_late, "steps": page.STEPS, "step": step, "ready": ready}


def judged_page(request: StaffRequest, source: Import, card: page.Card | None = None) -> HttpResponse:
    context = page.context(source, request.user, request.standing, timezone.now(), request.GET.dict())
    if source.state == ImportState.READY:
        context["card"] = card or page.asked_card(source, context["survey"], request.GET.dict())
    context |= {"steps": page.STEPS, "undone": _just_done(source, request)} | _case_context(source)
    return render(request, f"{FOLDER}/page.html", context)


def _case_context(source: Import) -> dict[str, Any]:
    change = source.request
    back = change.reversed_by.filter(state__in=HOLDS_FIELDS).first() if change else None
    return {"change": change, "reversing": back}


def _just_done(source: Import, request: StaffRequest) -> dict[str, str] | None:
    """What was settled a moment ago, to be taken back with one press."""
    number, rule = request.GET.get("done", ""), request.GET.get("rule", "")
    if rule and source.choices.filter(choice__rule=rule).exists():
        url = f"{reverse('agencies:import_rule_undo', args=[source.pk])}?{urlencode({'rule': rule})}"
        return {"text": rules.describe(rule), "url": url}
    choice = source.choices.filter(pk=number).first() if number.isdecimal() and len(number) < 18 else None
    if choice is None:
        return None
    url = reverse("agencies:import_choice_undo", args=[source.pk, choice.pk])
    return {"text": f"แถว {choice.row}: {page.choice_text(choice.choice)}", "url": url}


@require_safe
@staff_only
def held_sheet(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The rows that were not taken, to be corrected and dropped in again."""
    source = load(pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        held.write_held(file, source)
    except RefusedFile as refused:
        file.close()
        messages.error(request, refused.reason_th)
        return redirect("agencies:import", pk)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=held.name_for(source))


@require_safe
@staff_only
def source_file(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The file as it was dropped in."""
    return serve(load(pk).file)


@get_or_post
@staff_only
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask first, say what will happen; then take the whole import back as one act."""
    source = load(pk)
    if request.method == "POST":
        return _undo(request, source)
    context = {"source": source, "refusal": _why_not(request)} | _case_context(source)
    return render(request, f"{FOLDER}/undo.html", context)


def _undo(request: StaffRequest, source: Import) -> HttpResponse:
    try:
        how, change = undoing.undo(source, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("agencies:import", source.pk)
    if how == "proposed" and change:
        messages.success(request, "เสนอให้ย้อนแล้ว ทะเบียนกลับเป็นเดิมเมื่ออนุมัติครบทุกขั้น")
        return redirect("agencies:request", change.pk)
    messages.success(request, "ย้อนการนำเข้าแล้ว ทะเบียนไม่เปลี่ยน")
    return redirect("agencies:import", source.pk)


def _why_not(request: StaffRequest) -> Refusal | None:
    return policies.why_not_work_on_register(request.user, request.standing)


def load(pk: int) -> Import:
    return get_object_or_404(Import.objects.select_related("file", "by", "request__case"), pk=pk)
