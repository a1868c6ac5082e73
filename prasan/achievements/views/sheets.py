"""Achievements as a sheet, for staff: those that are not public too."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from prasan.achievements import table
from prasan.achievements.filters import Query
from prasan.agencies.fields import Level as Reach
from prasan.audit.actions import record
from prasan.office.access import StaffRequest, staff_only


def kind_of(name: str) -> str:
    """csv of achievements.csv, or 404."""
    kind = name.removeprefix("achievements.")
    if kind == name or kind not in table.TYPES:
        raise Http404
    return kind


def sheet_file(kind: str, header: table.Line, rows: Iterable[table.Line]) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    table.write(file, kind, header, rows)
    file.seek(0)
    name = f"achievements-{timezone.localdate():%Y-%m-%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=table.TYPES[kind])


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
