"""Newsletters that everybody may have: of what is published now, under their number."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from prasan.news.models import NewsletterIssue, StoryVersion
from prasan.news.newsletter.making import made
from prasan.news.newsletter.paper import asked_of
from prasan.news.newsletter.views.answering import hand_out


@require_safe
def newsletter_file(request: HttpRequest, year: int, number: int, kind: str) -> HttpResponseBase:
    """PDF or PNG beside the story's page; gone with it."""
    public = StoryVersion.objects.public().filter(story__year=year, story__number=number)
    issue = (
        NewsletterIssue.objects.filter(version__in=public)
        .exclude(number=None)
        .select_related("version__story")
        .first()
    )
    if issue is None or kind not in {"pdf", "png"}:
        raise Http404
    found = made(asked_of(issue.version, issue.design, issue), kind)
    if found.path is None:
        raise Http404
    name = f"จดหมายข่าว-{issue.number}-{issue.be_year}.{kind}"
    return hand_out(request, found.path, name, is_public=True)
