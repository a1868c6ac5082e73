"""Newsletters that everybody may have: of what is published now, under their number."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prasan.news.models import JournalIssue, NewsletterIssue, StoryVersion
from prasan.news.newsletter.making import KINDS, made
from prasan.news.newsletter.paper import asked_of
from prasan.news.newsletter.views.answering import file_or_begin, hand_out


@require_safe
def newsletter_file(request: HttpRequest, year: int, number: int, kind: str) -> HttpResponseBase:
    """PDF, PNG or a small PNG beside the story's page; gone with it."""
    public = StoryVersion.objects.public().filter(story__year=year, story__number=number)
    issue = (
        NewsletterIssue.objects.filter(version__in=public)
        .exclude(number=None)
        .select_related("version__story")
        .first()
    )
    if issue is None or kind not in KINDS:
        raise Http404
    found = made(asked_of(issue.version, issue.design, issue), kind)
    if found.path is None:
        raise Http404
    name = f"จดหมายข่าว-{issue.number}-{issue.be_year}{found.path.suffix}"
    return hand_out(request, found.path, name, is_public=True)


PER_PAGE = 24


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """Journals and newsletters that are out, newest first."""
    rows = NewsletterIssue.objects.exclude(number=None).filter(version__in=StoryVersion.objects.public())
    context = {
        "journals": JournalIssue.objects.exclude(number=None),
        "page_obj": Paginator(rows.select_related("version__story"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "news/newsletter/public_issues.html", context)


@require_safe
def journal_file(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    """The PDF of a journal that is out; while it is made anew, a page that says so and looks again."""
    issue = JournalIssue.objects.filter(be_year=year, number=number).first()
    if issue is None:
        raise Http404
    file = file_or_begin(issue)
    if file.problems:
        raise Http404
    if file.path is None:
        return render(request, "news/newsletter/making.html", {"issue": issue}, status=202)
    return hand_out(request, file.path, f"วารสาร-{issue.number}-{issue.be_year}.pdf", is_public=True)
