"""Issue the newsletter of a story: at once when it was consented to, else when it is published."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.news import policies as news
from prasan.news.models import NewsletterIssue, NewsletterSettings, Story, StoryVersion, YearOfIssues
from prasan.news.models.newsletter_issue import Design, Series
from prasan.news.newsletter import policies
from prasan.news.newsletter.making import made
from prasan.news.newsletter.paper import asked_of
from prasan.news.states import StoryState
from prasan.office.standing import Standing
from prasan.thai.dates import be_year
from prasan.ui.refusal import Refused, ensure

logger = logging.getLogger(__name__)


def issue_of(version: StoryVersion) -> NewsletterIssue | None:
    """The newsletter of a version, planned or out."""
    found = NewsletterIssue.objects.filter(version=version).first()
    if found:
        found.version = version
    return found


def newsletter_address(version: StoryVersion) -> str:
    """The whole address of what everybody may have of it; "" for none."""
    found = issue_of(version)
    return f"{settings.ORIGIN}{found.pdf_url}" if found and found.pdf_url else ""


def issue(version: StoryVersion, *, design: str, by: User, at: datetime) -> NewsletterIssue:
    """Choose the design; the number comes now or with the publication. Raises `Refused`, also with what
    keeps the page from being printed."""
    ensure(news.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_issue(version, issue_of(version)))
    if design not in Design.values:
        raise Refused("เลือกแบบของจดหมายข่าว")
    if problems := made(asked_of(version, design), "preview").problems:
        raise Refused(" · ".join(problems))
    with transaction.atomic():
        version = _held(version)
        found = issue_of(version)
        ensure(policies.why_not_issue(version, found))
        row = found or NewsletterIssue(version=version)
        row.design, row.made_by, row.made_at = design, by, at
        if policies.why_not_number(version) is None:
            _give_number(row, at)
        row.save()
        _record(row, by, at)
    return row


@transaction.atomic
def drop(version: StoryVersion, *, by: User, at: datetime) -> None:
    """No newsletter after all; one that is out stays."""
    ensure(news.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    row = issue_of(_held(version))
    if row is None:
        return
    ensure(policies.why_not_issue(version, row))
    row.delete()
    record("newsletter_dropped", version.story, by=by, at=at, version=version.number)


def issue_planned(version: StoryVersion, *, at: datetime) -> None:
    """Number what waited for the publication of `version`; a correction of what had a newsletter gets the
    corrected one of the same number. What can't be printed waits for a person."""
    row = issue_of(version) or _inherited(version, at)
    if row is None or row.number:
        return
    if problems := made(asked_of(version, row.design), "preview").problems:
        logger.warning("no newsletter of story version %s: %s", version.pk, problems)
        return
    with transaction.atomic():
        version = _held(version)
        row = issue_of(version) or row
        if row.number or version.state != StoryState.PUBLISHED:
            return
        row.version = version
        _give_number(row, at)
        row.save()
        _record(row, None, at)
    for kind in ("pdf", "png"):  # the first reader need not wait
        made(asked_of(version, row.design, row), kind)


def _held(version: StoryVersion) -> StoryVersion:
    """The story first: of two that issue at once, the second sees the first."""
    Story.objects.select_for_update().get(pk=version.story_id)
    return StoryVersion.objects.select_related("story", "case").get(pk=version.pk)


def _earlier(version: StoryVersion) -> NewsletterIssue | None:
    rows = NewsletterIssue.objects.filter(version__story=version.story_id).exclude(number=None)
    return rows.exclude(version=version).order_by("-edition").first()


def _inherited(version: StoryVersion, at: datetime) -> NewsletterIssue | None:
    earlier = _earlier(version)
    return NewsletterIssue(version=version, design=earlier.design, made_at=at) if earlier else None


def _give_number(row: NewsletterIssue, at: datetime) -> None:
    earlier = _earlier(row.version)
    row.issued_at = at
    if earlier:
        row.be_year, row.year, row.number = earlier.be_year, earlier.year, earlier.number
        row.edition = earlier.edition + 1
        return
    row.be_year = be_year(timezone.localdate(at))
    row.year = row.be_year - _first_year(row.be_year) + 1
    row.number = YearOfIssues.next_number(Series.NEWSLETTER, row.be_year)


def _first_year(now: int) -> int:
    said = NewsletterSettings.current().first_year
    known = NewsletterIssue.objects.aggregate(first=Min("be_year"))["first"]
    return min(said or known or now, now)


def _record(row: NewsletterIssue, by: User | None, at: datetime) -> None:
    story, version = row.version.story, row.version.number
    verb = "newsletter_issued" if row.number else "newsletter_planned"
    record(verb, story, by=by, at=at, version=version, design=row.design, number=row.number, year=row.be_year)
