"""Sheets of achievements on the desk: in, judged row by row before anything is taken, and out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.achievements import table
from prasan.achievements.actions import imports as acts
from prasan.achievements.filters import Query
from prasan.achievements.forms import SheetForm
from prasan.achievements.importing.meanings import TARGETS
from prasan.achievements.models import AchievementImport, Bundle
from prasan.achievements.names import names_of
from prasan.achievements.states import AchievementState, Kind, Level
from prasan.agencies.fields import Level as Reach
from prasan.audit.actions import record
from prasan.files.sheets import TYPES
from prasan.network.importing.judging import JudgedRow
from prasan.office.access import StaffRequest, staff_only
from prasan.thai import dates
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_PER_PAGE, _PAST = 50, 20


def kind_of(name: str) -> str:
    """csv of achievements.csv, or 404."""
    kind = name.removeprefix("achievements.")
    if kind == name or kind not in TYPES:
        raise Http404
    return kind


def sheet_file(kind: str, header: table.Line, rows: Iterable[table.Line]) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    table.write(file, kind, header, rows)
    file.seek(0)
    name = f"achievements-{timezone.localdate():%Y-%m-%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[kind])


@require_safe
@staff_only
def export(request: StaffRequest, name: str) -> HttpResponseBase:
    """What the list of the desk shows; in the audit trail, for it holds names of pupils."""
    kind = kind_of(name)
    found = Query.read(request.GET).on_desk().in_thai_order()
    record(
        "achievements_exported",
        "achievements.achievement:all",
        by=request.user,
        format=kind,
        count=found.count(),
    )
    header = [*table.HEADER, *table.FOR_STAFF]
    answer = sheet_file(kind, header, table.lines(found, Reach.INTERNAL))
    answer["Cache-Control"] = "no-store"
    return answer


@get_or_post
@staff_only
def imports(request: StaffRequest) -> HttpResponse:
    """Drop a sheet in; those of before."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            source = acts.take_in(form.cleaned_data["file"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("achievements:import", source.pk)
    past = AchievementImport.objects.select_related("by")[:_PAST]
    return render(request, "achievements/staff/imports.html", {"form": form, "past": past})


@require_safe
@staff_only
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """What each row would do, before anything is taken; afterwards the same file judged as things stand."""
    source = get_object_or_404(AchievementImport.objects.select_related("file", "by"), pk=pk)
    judgement = acts.judge(source, at=timezone.now())
    outcome = request.GET.get("outcome", "")
    rows = [row for row in judgement.rows if outcome in ("", row.outcome)]
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "source": source,
        "judgement": judgement,
        "columns": [
            (column.heading.text, TARGETS.get(column.target, "ไม่ใช้"))
            for plan in judgement.plans
            for column in plan.columns
        ],
        "outcome": outcome,
        "page_obj": page,
        "rows": [(row, _changes(row)) for row in page],
        "drafts": source.versions.filter(state=AchievementState.DRAFT).count(),
        "bundles": Bundle.objects.filter(
            case__in=source.versions.exclude(case=None).values("case")
        ).select_related("case")[:5],
        "good": judgement.counts["new"] + judgement.counts["changed"],
    }
    return render(request, "achievements/staff/import.html", context)


def _changes(row: JudgedRow) -> list[tuple[str, str, str]]:
    """(label, what is held, what it becomes) of each field that a row changes."""
    return [
        (TARGETS[key], _shown(key, row.held.get(key)), _shown(key, value))
        for key, value in row.changes.items()
    ]


def _shown(key: str, value: Any) -> str:
    """A value of a row in words."""
    if not value:
        return ""
    if key == "agencies":
        return " ".join(one.name for one in names_of(value, Reach.INTERNAL))
    if key in {"awarded_on", "consent_on"}:
        return dates.short(value)
    words = {"level": Level, "kind": Kind}
    return str(words[key](value).label) if key in words else _joined(value)


def _joined(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)


@require_POST
@staff_only
def take_sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the good rows as drafts."""
    source = get_object_or_404(AchievementImport, pk=pk)
    try:
        judgement = acts.take(source, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        taken = judgement.counts["new"] + judgement.counts["changed"]
        messages.success(request, f"รับแล้ว {taken:,} แถว เป็นร่าง ยังไม่เสนอ")
    return redirect("achievements:import", pk)
