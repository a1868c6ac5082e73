"""What people say of an import: its rows, its columns, how far its fields go out; then it is proposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from prasan.agencies import casepage, tasks
from prasan.agencies.actions import imports, proposing, settling
from prasan.agencies.full_disk import full_disk_refused
from prasan.agencies.import_screen import page, rules
from prasan.agencies.import_screen.columns import ColumnsForm, book_of, plans_of
from prasan.agencies.import_screen.forms import LevelsForm
from prasan.agencies.import_screen.levels import brought_by
from prasan.agencies.import_screen.rows import find
from prasan.agencies.importing.refusal import RefusedFile
from prasan.agencies.models import ChangeRequest, Import
from prasan.agencies.states import RequestState
from prasan.agencies.views.imports import FOLDER, get_or_post, judged_page, load
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refusal, Refused


@require_POST
@staff_only
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """The answers to one row; then the next row that asks something."""
    source, data = load(pk), request.POST
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
        return judged_page(request, source, card)
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
    source, key = load(pk), request.POST.get("rule", "")
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
    source = load(pk)
    return _then_judged(
        request,
        source,
        lambda: settling.take_back(source, choice=choice, by=request.user, at=timezone.now()),
    )


@require_POST
@staff_only
def undo_rule(request: StaffRequest, pk: int) -> HttpResponse:
    """Everything that a rule settled is asked about again."""
    source, key = load(pk), request.GET.get("rule", "")
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
        with full_disk_refused(), transaction.atomic():
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
    source = load(pk)
    shown, rows = page.settled_rows(source, request.standing, request.GET.get("page"))
    refusal = settling.why_not_settle(source, request.user, timezone.now())
    context = {"source": source, "page_obj": shown, "settled": rows, "refusal": refusal}
    return render(request, f"{FOLDER}/settled.html", context)


@get_or_post
@staff_only
def columns(request: StaffRequest, pk: int) -> HttpResponse:
    """Which column is which field, sheet by sheet."""
    source = load(pk)
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
    source = load(pk)
    if source.state in page.BUSY:
        return redirect("agencies:import", pk)
    brought = brought_by(source)
    form = LevelsForm(
        request.POST or None,
        brought=brought,
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
        with full_disk_refused():
            settling.choose_levels(source, levels=form.departures, by=request.user, at=at)
            source.refresh_from_db()
            if settling.is_large(source):
                return _have_proposed(request, source, form)
            more = {"reason": form.cleaned_data["reason"], "audience": form.audience_value}
            change = proposing.propose_afresh(source, by=request.user, at=at, **more)
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
