"""Sheets of members in and out, and the papers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from prasan.agencies.importing.reading import read_book
from prasan.agencies.importing.refusal import RefusedFile
from prasan.audit.actions import record
from prasan.files.sheets import TYPES
from prasan.network import papers, policies, table
from prasan.network.actions import imports, undoing
from prasan.network.fields import BY_KEY
from prasan.network.filters import SHOWS, Query
from prasan.network.forms import MemberColumnsForm, SheetForm
from prasan.network.held import as_text
from prasan.network.importing.judging import JudgedRow
from prasan.network.importing.meanings import TARGETS
from prasan.network.models import Group, MemberImport
from prasan.network.views.staff import get_or_post, member_of, network_only
from prasan.office.access import StaffRequest
from prasan.ui.refusal import Refusal, Refused

_PER_PAGE, _PAST = 50, 20


@get_or_post
@network_only
def sheets(request: StaffRequest) -> HttpResponseBase:
    """Drop a sheet in; those of before."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            source = imports.take_in(form.cleaned_data["file"], by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("network:import", source.pk)
    past = MemberImport.objects.select_related("file", "by")[:_PAST]
    return render(request, "network/staff/imports.html", {"form": form, "past": past})


@network_only
@require_safe
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """What each row would do, before anything is taken; afterwards what was taken and what was left."""
    source = get_object_or_404(MemberImport.objects.select_related("file", "by"), pk=pk)
    judgement = imports.judge(source, at=timezone.now())
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
        "may_map": imports.is_without_table(judgement) and not source.taken_at,
        "outcome": outcome,
        "page_obj": page,
        "rows": [(row, _changes(row)) for row in page],
        "good": sum(imports.goes_in(row, mended=False) for row in judgement.rows),
        "mendable": sum(row.is_mendable for row in judgement.rows),
        "left": judgement.counts["doubtful"] + judgement.counts["error"],
        "new_groups": imports.new_groups(judgement, Group.objects.all()),
    }
    return render(request, "network/staff/import.html", context)


def _changes(row: JudgedRow) -> list[tuple[str, str, str]]:
    """(label, what is held, what it becomes) of each field that a row changes."""
    return [
        (BY_KEY[key].label, as_text(key, row.held.get(key)), as_text(key, value))
        for key, value in row.changes.items()
    ]


@require_POST
@network_only
def take_sheet(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Take the good rows; with `mended` also those with impossible values, without these."""
    source, mended = get_object_or_404(MemberImport, pk=pk), request.POST.get("mended") == "1"
    try:
        judgement = imports.take(source, by=request.user, at=timezone.now(), mended=mended)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("network:import", pk)
    taken = sum(imports.goes_in(row, mended=mended) for row in judgement.rows)
    messages.success(request, f"รับแล้ว {taken:,} แถว")
    return redirect("network:import", pk)


@get_or_post
@network_only
def columns(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Which column is what, sheet by sheet; remembered for the next file if wanted."""
    source = get_object_or_404(MemberImport.objects.select_related("file"), pk=pk)
    refusal, plans = policies.why_not_map(source), []
    if refusal is None:
        try:
            book = read_book(Path(source.file.file.path), source.file.name)
            plans = imports.reading_with(source.mapping).plans(book)
        except RefusedFile as refused:
            refusal = Refusal(refused.reason_th)
    form = MemberColumnsForm(plans, request.POST or None)
    if request.method == "POST" and refusal is None and form.is_valid():
        imports.correct_mapping(
            source, mapping=form.mapping, remember=form.remembered, by=request.user, at=timezone.now()
        )
        messages.success(request, "จับคู่คอลัมน์แล้ว ตรวจทุกแถวใหม่แล้ว")
        return redirect("network:import", pk)
    context = {"source": source, "form": form, "refusal": refusal}
    return render(request, "network/staff/columns.html", context)


@get_or_post
@network_only
def undo(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Ask first, say what will happen; then the whole import is taken back as one act."""
    source = get_object_or_404(MemberImport.objects.select_related("file"), pk=pk)
    refusal = policies.why_not_undo(source) or undoing.why_something_stands_on(source)
    if request.method == "POST":
        try:
            counts = undoing.undo(source, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            said = f"ย้อนแล้ว ถอนสมาชิกที่เพิ่ม {counts['added']:,} คน คืนค่าเดิม {counts['changed']:,} คน"
            messages.success(request, said)
        return redirect("network:import", pk)
    return render(request, "network/staff/import_undo.html", {"source": source, "refusal": refusal})


@network_only
@require_safe
def rest_of_sheet(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The rows that are not taken, as a sheet to be mended and sent again."""
    source = get_object_or_404(MemberImport.objects.select_related("file"), pk=pk)
    judgement = imports.judge(source, at=timezone.now())
    if judgement.status != "ok":
        raise Http404
    header, rows = table.rest_of(judgement, read_book(Path(source.file.file.path), source.file.name))
    return _file("xlsx", rows, "network-to-mend", header)


def _file(format_: str, rows: Iterable[table.Line], name: str, header: table.Line) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    table.write(file, format_, rows, header)
    file.seek(0)
    name = f"{name}-{timezone.localdate():%Y-%m-%d}.{format_}"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[format_])
    answer["Cache-Control"] = "no-store"
    return answer


@network_only
@require_safe
def export(request: StaffRequest, name: str) -> HttpResponseBase:
    """What the list shows, as members.csv or members.xlsx. Kept in the audit trail: personal data of many."""
    format_ = {"members.csv": "csv", "members.xlsx": "xlsx"}.get(name)
    if format_ is None:
        raise Http404
    found = Query.read(request.GET).members(today=timezone.localdate())
    record(
        "network_exported", "network.networkmember:all", by=request.user, format=format_, count=found.count()
    )
    return _file(format_, table.lines(found), "network", table.HEADER)


@network_only
@require_safe
def form_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """แบบ 7.3 of one member."""
    return _pdf(papers.form_pdf(member_of(pk), at=timezone.now()), f"network-{pk}")


@network_only
@require_safe
def register_paper(request: StaffRequest) -> HttpResponse:
    """The register of what the list shows, the part that is asked for."""
    query, part = Query.read(request.GET), request.GET.get("part", "1")
    number = int(part) if part.isascii() and part.isdecimal() and len(part) < 5 else 1
    about = SHOWS[query.show] if query.show else "สมาชิกที่อยู่ในเครือข่าย"
    about += " ที่ตรงกับตัวกรอง" if query.text or query.has_filter and query.show == "" else ""
    members = query.members(today=timezone.localdate())
    return _pdf(papers.register_pdf(members, about=about, at=timezone.now(), part=max(number, 1)), "network")


def _pdf(made: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
