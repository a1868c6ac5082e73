"""Imports on the desk: drop a sheet in, see what is wrong with it, settle it, propose it, take it back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from prasan.agencies import casepage, policies, tasks
from prasan.agencies.actions import imports, proposing, settling
from prasan.agencies.import_screen import held, page, rules
from prasan.agencies.import_screen.columns import ColumnsForm, book_of, plans_of
from prasan.agencies.import_screen.forms import LevelsForm, UploadForm
from prasan.agencies.import_screen.levels import brought_by
from prasan.agencies.import_screen.rows import counts_of, find
from prasan.agencies.importing.refusal import RefusedFile
from prasan.agencies.models import ChangeRequest, Import
from prasan.agencies.states import HOLDS_FIELDS, TAKEN, ImportState, RequestState
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
    source = _load(pk)
    if source.state in page.BUSY:
        template = "_progress" if request.htmx else "busy"  # type: ignore[attr-defined]
        return render(request, f"{FOLDER}/{template}.html", _busy_context(source))
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRefresh()
    if source.state == ImportState.REFUSED:
        context = {"source": source, "form": UploadForm(), "refusal": _why_not(request)}
        return render(request, f"{FOLDER}/refused.html", context)
    return _judged(request, source)


def _busy_context(source: Import) -> dict[str, Any]:
    is_late = source.lease_until is not None and source.lease_until < timezone.now()
    step = 5 if source.state == ImportState.PROPOSING else 3 if source.summary else 1
    counts = counts_of(source)
    ready = sum(counts[outcome] for outcome in TAKEN)
    return {"source": source, "is_late": is_late, "steps": page.STEPS, "step": step, "ready": ready}


def _judged(request: StaffRequest, source: Import, card: page.Card | None = None) -> HttpResponse:
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


@require_POST
@staff_only
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """The answers to one row; then the next row that asks something."""
    source, data = _load(pk), request.POST
    number = data.get("row", "")
    row = find(source, data.get("sheet", ""), int(number)) if number.isdecimal() and len(number) < 8 else None
    card = page.card_for(source, row, data=data) if row else None
    if row is None or card is None:
        messages.info(request, "แถวนี้ไม่มีเรื่องต้องดูแล้ว")
        return redirect("agencies:import", pk)
    if "skip" in data:
        choice: dict[str, Any] = {"skip": True, "name": row["name"]}
    elif card.form.is_valid():
        choice = card.form.choice
    else:
        return _judged(request, source, card)
    seen = int(data["seen"]) if data.get("seen", "").isdecimal() else None
    at = timezone.now()
    return _then_judged(
        request,
        source,
        lambda: settling.settle(
            source, sheet=row["sheet"], row=row["row"], choice=choice, by=request.user, at=at, seen=seen
        ),
        lambda settled: {"done": settled.pk},
    )


@require_POST
@staff_only
def settle_by_rule(request: StaffRequest, pk: int) -> HttpResponse:
    """One answer to every row that asks the same."""
    source, key = _load(pk), request.POST.get("rule", "")
    return _then_judged(
        request,
        source,
        lambda: settling.settle_by_rule(
            source, rule=key, choice_of=rules.applier(key), by=request.user, at=timezone.now()
        ),
        lambda settled: {"rule": key},
    )


@require_POST
@staff_only
def undo_choice(request: StaffRequest, pk: int, choice: int) -> HttpResponse:
    """Ask about a settled row again."""
    source = _load(pk)
    return _then_judged(
        request,
        source,
        lambda: settling.take_back(source, choice=choice, by=request.user, at=timezone.now()),
    )


@require_POST
@staff_only
def undo_rule(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything that a rule settled is asked about again."""
    source, key = _load(pk), request.GET.get("rule", "")
    return _then_judged(
        request,
        source,
        lambda: settling.take_back_rule(source, rule=key, by=request.user, at=timezone.now()),
    )


def _then_judged(
    request: StaffRequest,
    source: Import,
    act: Callable[[], Any],
    query: Callable[[Any], dict[str, Any]] = lambda done: {},
) -> HttpResponse:
    """Do it, have the rows judged again, and back to the import."""
    try:
        with transaction.atomic():
            done = act()
            if settling.is_large(source):
                tasks.analyse_import.enqueue(source.pk)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("agencies:import", source.pk)
    if not settling.is_large(source):
        imports.analyse_if_waiting(source.pk, at=timezone.now())
    asked = query(done)
    address = reverse("agencies:import", args=[source.pk])
    return redirect(f"{address}?{urlencode(asked)}" if asked else address)


@require_safe
@staff_only
def settled(request: StaffRequest, pk: int) -> HttpResponse:
    """What was settled row by row: by whom and when, each to be taken back."""
    source = _load(pk)
    shown, rows = page.settled_rows(source, request.standing, request.GET.get("page"))
    refusal = settling.why_not_settle(source, request.user, timezone.now())
    context = {"source": source, "page_obj": shown, "settled": rows, "refusal": refusal}
    return render(request, f"{FOLDER}/settled.html", context)


@get_or_post
@staff_only
def columns(request: StaffRequest, pk: int) -> HttpResponse:
    """Which column is which field, sheet by sheet."""
    source = _load(pk)
    refusal = settling.why_not_settle(source, request.user, timezone.now())
    try:
        plans = plans_of(source, book_of(source)) if refusal is None else []
    except RefusedFile as refused:
        plans, refusal = [], Refusal(refused.reason_th)
    form = ColumnsForm(plans, request.POST or None)
    if request.method == "POST" and refusal is None and form.is_valid():
        return _then_judged(
            request,
            source,
            lambda: settling.correct_mapping(
                source, mapping=form.mapping, remember=form.remembered, by=request.user, at=timezone.now()
            ),
        )
    context = {"source": source, "form": form, "refusal": refusal, "steps": page.STEPS}
    return render(request, f"{FOLDER}/columns.html", context)


@get_or_post
@staff_only
def levels(request: StaffRequest, pk: int) -> HttpResponse:
    """How far each field goes out, why, and who is told; then the good rows are proposed."""
    source = _load(pk)
    if source.state in page.BUSY:
        return redirect("agencies:import", pk)
    brought = brought_by(source)
    form = LevelsForm(
        request.POST or None,
        brought=brought.agencies,
        without_proof=brought.without_proof,
        chosen=source.levels,
    )
    refusal = settling.why_not_settle(source, request.user, timezone.now())
    if request.method == "POST" and refusal is None and form.is_valid():
        response = _propose(request, source, form)
        if response is not None:
            return response
    draft = ChangeRequest(created_by=request.user, state=RequestState.DRAFT)
    context = {"source": source, "form": form, "brought": brought, "refusal": refusal, "steps": page.STEPS}
    context |= casepage.draft_context(draft, request.user, request.standing)
    return render(request, f"{FOLDER}/levels.html", context)


def _propose(request: StaffRequest, source: Import, form: LevelsForm) -> HttpResponse | None:
    """Where to go when it is proposed; None when it was refused, which the form then says."""
    at = timezone.now()
    try:
        settling.choose_levels(source, levels=form.departures, by=request.user, at=at)
        source.refresh_from_db()
        if settling.is_large(source):
            return _have_proposed(request, source, form)
        change = imports.propose_afresh(
            source, by=request.user, at=at, reason=form.cleaned_data["reason"], audience=form.audience_value
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    if change is None:
        messages.info(request, proposing.NOTHING)
        return redirect("agencies:import", source.pk)
    messages.success(request, "เสนอแล้ว แถวที่ไม่ผ่านยังเก็บไว้ในหน้าการนำเข้า")
    return redirect("agencies:request", change.pk)


@transaction.atomic
def _have_proposed(request: StaffRequest, source: Import, form: LevelsForm) -> HttpResponse:
    """Thousands of rows take a while: the worker proposes them, and the page says so."""
    proposing.ask(
        source,
        by=request.user,
        at=timezone.now(),
        reason=form.cleaned_data["reason"],
        audience=form.audience_value,
    )
    tasks.propose_import.enqueue(source.pk)
    return redirect("agencies:import", source.pk)


@require_safe
@staff_only
def held_sheet(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The rows that were not taken, to be corrected and dropped in again."""
    source = _load(pk)
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
def source_file(request: StaffRequest, pk: int) -> FileResponse:
    """The file as it was dropped in."""
    return serve(_load(pk).file)


@get_or_post
@staff_only
def undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask first, say what will happen; then take the whole import back as one act."""
    source = _load(pk)
    if request.method == "POST":
        return _undo(request, source)
    context = {"source": source, "refusal": _why_not(request)} | _case_context(source)
    return render(request, f"{FOLDER}/undo.html", context)


def _undo(request: StaffRequest, source: Import) -> HttpResponse:
    try:
        how, change = imports.undo(source, by=request.user, at=timezone.now())
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


def _load(pk: int) -> Import:
    return get_object_or_404(Import.objects.select_related("file", "by", "request__case"), pk=pk)
