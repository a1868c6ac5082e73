"""Stories on the desk: the list, and the page of one version with its case."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prasan.approvals import actions as approvals
from prasan.approvals import page
from prasan.approvals.states import CaseState
from prasan.news import casepage
from prasan.news.models import Story, StoryVersion
from prasan.news.reporting import posts_left
from prasan.news.signals import story_on_desk
from prasan.news.states import UNDER_WAY, StoryState
from prasan.news.views.loading import load_version
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.panels import panels_of

PER_PAGE = 20
TABS = {
    "work": ("ที่กำลังทำ", UNDER_WAY - {StoryState.WRITING, StoryState.SENT}),
    "sent": ("ส่งเข้ามา", frozenset({StoryState.SENT})),
    "published": ("เผยแพร่แล้ว", frozenset({StoryState.PUBLISHED})),
    "ended": (
        "สิ้นสุดแล้ว",
        frozenset(
            {
                StoryState.REFUSED,
                StoryState.CORRECTED,
                StoryState.TAKEN_DOWN,
                StoryState.MERGED,
                StoryState.DECLINED,
            }
        ),
    ),
}


@require_safe
@staff_only
def story_list(request: StaffRequest) -> HttpResponse:
    """Versions by where they stand, newest first."""
    tab = request.GET.get("tab", "work")
    tab = tab if tab in TABS else "work"
    rows = StoryVersion.objects.filter(state__in=TABS[tab][1]).select_related("story", "written_by")
    context = {
        "tabs": [(key, label, key == tab) for key, (label, _) in TABS.items()],
        "sent_count": StoryVersion.objects.filter(state=StoryState.SENT).count(),
        "page_obj": Paginator(rows.order_by("-written_at", "-pk"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "tab": tab,
    }
    return render(request, "news/staff/list.html", context)


@require_safe
@staff_only
def staff_story(request: StaffRequest, pk: int) -> HttpResponse:
    """The latest version."""
    version = StoryVersion.objects.filter(story=pk).order_by("-number").first()
    if version is None:
        raise Http404
    return redirect(version.staff_url)


@require_safe
@staff_only
def version_page(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """The story as it will look, with its case; reading it is remembered once it is shown."""
    version = load_version(pk, number)
    response = render(request, "news/staff/page.html", version_context(request, version))
    if version.case and version.case.state == CaseState.OPEN:
        approvals.mark_read(version.case, by=request.user, at=timezone.now())
    return response


def version_context(request: StaffRequest, version: StoryVersion) -> dict[str, Any]:
    context = casepage.story_context(version, request.user, request.standing)
    context["posts_left"] = posts_left(version.story)
    if version.state == StoryState.SENT:
        context["same_event"] = casepage.same_event(version)
    context |= casepage.changes_since(version, request.user)
    context["panels"] = panels_of(story_on_desk, Story, story=version.story_id)
    if version.case:
        context |= page.case_context(version.case, request.user, request.standing)
        if version.state == StoryState.DRAFT:
            context["may_recall"] = False
    return context


@require_safe
@staff_only
def compare_versions(request: StaffRequest, pk: int, number: int, other: int) -> HttpResponse:
    """Two versions side by side, word by word."""
    version, before = load_version(pk, number), load_version(pk, other)
    context = {"version": version, "other": before}
    context |= casepage.compared(casepage.before_text(before), version)
    return render(request, "news/staff/compare.html", context)
