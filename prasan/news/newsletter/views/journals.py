"""วารสาร and the office's words for it, on the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.news import policies as news
from prasan.news.models import JournalIssue, NewsletterIssue, NewsletterSettings, StoryVersion
from prasan.news.newsletter import journal_acts, journals, keeping, policies
from prasan.news.newsletter.forms import JournalForm, PeriodForm, SettingsForm
from prasan.news.newsletter.views.answering import file_or_begin, hand_out
from prasan.office.access import StaffRequest, manager_only, staff_only
from prasan.office.models import OfficeProfile
from prasan.office.policies import why_not_manage_office
from prasan.printing.papers.newsletter_journal import MOST_STORIES
from prasan.ui.refusal import Refused

PER_PAGE = 20
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def issues(request: StaffRequest) -> HttpResponse:
    """All journals, and the newsletters with their numbers."""
    newest = (F("be_year").desc(nulls_first=True), F("number").desc(nulls_first=True), "-pk")
    rows = NewsletterIssue.objects.select_related("version__story").order_by(*newest)
    context = {
        "journals": JournalIssue.objects.order_by(*newest)[:PER_PAGE],
        "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "may_keep": why_not_manage_office(request.user, on=request.standing.day) is None,
    }
    return render(request, "news/newsletter/issues.html", context)


@get_or_post
@staff_only
def new_journal(request: StaffRequest) -> HttpResponse:
    return _put_together(request, None)


@get_or_post
@staff_only
def edit_journal(request: StaffRequest, pk: int) -> HttpResponse:
    """A draft; what is out under a number stays as it is."""
    issue = get_object_or_404(JournalIssue, pk=pk)
    if refusal := policies.why_not_change_journal(issue):
        messages.error(request, str(refusal))
        return redirect(issue.staff_url)
    return _put_together(request, issue)


def _put_together(request: StaffRequest, issue: JournalIssue | None) -> HttpResponse:
    """Choose a period, then stories and their order; the period may be chosen again meanwhile."""
    is_sent = request.method == "POST"
    days = PeriodForm(request.POST if is_sent else _initial(issue))
    is_saving = is_sent and ("save" in request.POST or not days.is_valid())
    form = JournalForm(request.POST) if is_saving else JournalForm(initial=_shown(request.POST, issue))
    if is_saving and form.is_valid():
        try:
            row = journal_acts.put_together(
                issue, **form.cleaned_data, stories=_chosen(request.POST), by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกวารสารแล้ว")
            return redirect(row.staff_url)
    chosen = _chosen(request.POST) if is_sent else _entries(issue)
    context = {
        "form": form,
        "issue": issue,
        "rows": _offered(days, chosen),
        "most": MOST_STORIES,
        "refusal": news.why_not_work_on_news(request.user, request.standing),
    }
    return render(request, "news/newsletter/journal_form.html", context)


def _initial(issue: JournalIssue | None) -> dict[str, Any]:
    """A new one is offered the stories since the beginning of last month."""
    if issue:
        return {"title": issue.title, "from_on": issue.from_on, "to_on": issue.to_on}
    today = timezone.localdate()
    last_month = today.replace(day=1) - timedelta(days=1)
    office = OfficeProfile.current()
    title = NewsletterSettings.current().journal_name or f"วารสาร {office.short_name if office else ''}"
    return {"title": title.strip(), "from_on": last_month.replace(day=1), "to_on": today}


def _shown(sent: QueryDict, issue: JournalIssue | None) -> dict[str, Any]:
    return {name: sent.get(name, value) for name, value in _initial(issue).items()}


def _entries(issue: JournalIssue | None) -> list[int]:
    return list(issue.entries.values_list("story_id", flat=True)) if issue else []


def _offered(days: PeriodForm, chosen: list[int]) -> list[dict[str, Any]]:
    """The chosen ones in their order, then the others of the period; order "" = not chosen."""
    rows = journals.published_in(**days.cleaned_data) if days.is_valid() else []
    there = {version.story_id: version for version in rows}
    missing = set(chosen) - set(there)
    others = StoryVersion.objects.public().filter(story__in=missing).select_related("story")
    known = there | {version.story_id: version for version in others}
    first = [known.pop(key) for key in chosen if key in known]
    picked = [{"version": version, "order": str(place)} for place, version in enumerate(first, 1)]
    return [*picked, *({"version": version, "order": ""} for version in known.values())]


def _chosen(sent: QueryDict) -> list[int]:
    """Keys of the ticked stories by the number that was typed beside them; those without come last."""
    keys = [int(key) for key in sent.getlist("story") if key.isdecimal() and len(key) < 19]
    return sorted(dict.fromkeys(keys), key=lambda key: _place(sent.get(f"order-{key}", "")))


def _place(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 99_999


@require_safe
@staff_only
def journal(request: StaffRequest, pk: int) -> HttpResponse:
    """Its stories, its file or how far that is, and its number."""
    issue = get_object_or_404(JournalIssue.objects.select_related("made_by"), pk=pk)
    file = file_or_begin(issue)
    stories = journals.stories_of(issue)
    missing = issue.entries.count() - len(stories)
    context = {"issue": issue, "file": file, "stories": stories, "missing": missing}
    return render(request, "news/newsletter/journal.html", context)


@require_safe
@staff_only
def journal_staff_file(request: StaffRequest, pk: int) -> HttpResponseBase:
    issue = get_object_or_404(JournalIssue, pk=pk)
    file = file_or_begin(issue)
    if file.path is None:
        return redirect(issue.staff_url)
    return hand_out(request, file.path, _name(issue))


def _name(issue: JournalIssue) -> str:
    return f"วารสาร-{issue.number}-{issue.be_year}.pdf" if issue.number else "วารสาร-ฉบับร่าง.pdf"


@require_POST
@staff_only
def journal_act(request: StaffRequest, pk: int) -> HttpResponse:
    """ออกวารสาร, or drop a draft."""
    issue = get_object_or_404(JournalIssue, pk=pk)
    act = request.POST.get("act", "")
    if act not in {"issue", "drop"}:
        raise Http404
    try:
        if act == "drop":
            journal_acts.drop(issue, by=request.user, at=timezone.now())
            messages.success(request, "ทิ้งร่างวารสารแล้ว")
            return redirect("news:issues")
        issue = journal_acts.issue(issue, by=request.user, at=timezone.now())
        messages.success(request, f"ออกวารสารแล้ว ปีที่ {issue.year} ฉบับที่ {issue.number}")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(issue.staff_url)


@get_or_post
@manager_only
def settings(request: StaffRequest) -> HttpResponse:
    """Names, first years, and where numbers go on."""
    at = timezone.now()
    form = SettingsForm(NewsletterSettings.current(), keeping.open_counts(at=at), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keeping.change_settings(changes=form.changes(), last=form.last(), by=request.user, at=at)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกแล้ว")
            return redirect("news:issues")
    return render(request, "news/newsletter/settings.html", {"form": form})
