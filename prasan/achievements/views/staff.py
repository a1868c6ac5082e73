"""Achievements on the desk: the list, and the page of one version with its case."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prasan.achievements import casepage, filters
from prasan.achievements.filters import Query, without
from prasan.achievements.models import AchievementVersion
from prasan.achievements.names import agencies_of, names_of
from prasan.achievements.states import AchievementState
from prasan.achievements.views.loading import load_evidence, load_version
from prasan.agencies.fields import Level as Reach
from prasan.approvals import actions as approvals
from prasan.approvals import page
from prasan.approvals.states import CaseState
from prasan.files.views import serve
from prasan.office.access import StaffRequest, staff_only

PER_PAGE = 20


@require_safe
@staff_only
def achievements(request: StaffRequest) -> HttpResponse:
    """The list in dictionary order, searched and filtered."""
    query = Query.read(request.GET)
    found = query.on_desk().in_thai_order()
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    versions = list(shown)
    named = agencies_of(versions, Reach.INTERNAL)
    context = {
        "query": query,
        "page_obj": shown,
        "rows": [(version, named.get(version.pk, [])) for version in versions],
        "count": shown.paginator.count,
        "drafts": found.filter(state=AchievementState.DRAFT).order_by().count(),
        "sent": AchievementVersion.objects.filter(state=AchievementState.SENT).count(),
        "is_empty": not AchievementVersion.objects.exclude(state=AchievementState.WRITING).exists(),
        "of_agency": next(iter(names_of([query.agency], Reach.INTERNAL)), None) if query.agency else None,
        "selects": [
            ("year", "ทุกปีการศึกษา", filters.years(query, without(query, "year").on_desk())),
            ("level", "ทุกระดับ", filters.levels(query, without(query, "level").on_desk())),
            ("kind", "ทุกประเภท", filters.kinds(query, without(query, "kind").on_desk())),
            ("state", "ที่ยังไม่สิ้นสุด", _states(query)),
        ],
    }
    return render(request, "achievements/staff/list.html", context)


def _states(query: Query) -> list[filters.Choice]:
    return [
        filters.Choice(state.value, state.label, 0, query.state == state, "")
        for state in AchievementState
        if state != AchievementState.WRITING
    ]


@require_safe
@staff_only
def latest(request: StaffRequest, pk: int) -> HttpResponse:
    """The latest version."""
    versions = AchievementVersion.objects.filter(achievement=pk).exclude(state=AchievementState.WRITING)
    version = versions.order_by("-number").first()
    if version is None:
        raise Http404
    return redirect(version.staff_url)


@require_safe
@staff_only
def version_page(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """The achievement with its case; reading it is remembered once it is shown."""
    version = load_version(pk, number)
    response = render(request, "achievements/staff/page.html", version_context(request, version))
    if version.case and version.case.state == CaseState.OPEN:
        approvals.mark_read(version.case, by=request.user, at=timezone.now())
    return response


def version_context(request: StaffRequest, version: AchievementVersion) -> dict[str, Any]:
    context = casepage.achievement_context(version, request.user, request.standing)
    if version.case:
        context |= page.case_context(version.case, request.user, request.standing)
        if version.state == AchievementState.DRAFT:
            context["may_recall"] = False
        if bundle := context.get("bundle"):
            why = f"ผลงานนี้เสนอรวมกับผลงานอื่นใน{bundle.case.number} พิจารณาที่หน้าของเรื่อง"
            context |= {"may_decide": False, "may_recall": False, "may_record_paper": False,
                        "why_not_decide": why}  # fmt: skip
    return context


@require_safe
@staff_only
def open_file(request: StaffRequest, pk: int, number: int, row: int) -> HttpResponseBase:
    """The evidence as it was handed in."""
    return serve(load_evidence(load_version(pk, number), row).file, in_place=True)
