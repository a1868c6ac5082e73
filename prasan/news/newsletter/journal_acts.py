"""Put a วารสาร together, change it, issue it, drop it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.news import policies as news
from prasan.news.models import JournalEntry, JournalIssue, NewsletterSettings, StoryVersion, YearOfIssues
from prasan.news.models.newsletter_issue import Series
from prasan.news.newsletter import journals, policies
from prasan.office.standing import Standing
from prasan.printing.papers.newsletter_journal import MOST_STORIES
from prasan.thai.dates import be_year
from prasan.ui.refusal import Refused, ensure


@transaction.atomic
def put_together(
    issue: JournalIssue | None,
    *,
    title: str,
    from_on: date,
    to_on: date,
    stories: Sequence[int],
    by: User,
    at: datetime,
) -> JournalIssue:
    """A new journal (`issue` None) or another content of a draft; `stories` are keys in their order.

    Raises `Refused`; only what is public may stand in it.
    """
    ensure(news.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    row = _held(issue) if issue else JournalIssue(made_by=by, made_at=at)
    ensure(policies.why_not_change_journal(row))
    _refuse_wrong(stories, from_on, to_on)
    row.title, row.from_on, row.to_on = title, from_on, to_on
    row.save()
    row.entries.all().delete()
    JournalEntry.objects.bulk_create(
        JournalEntry(journal=row, story_id=story, order=order) for order, story in enumerate(stories, 1)
    )
    verb = "journal_changed" if issue else "journal_made"
    record(verb, row, by=by, at=at, stories=len(stories))
    return row


def _refuse_wrong(stories: Sequence[int], from_on: date, to_on: date) -> None:
    if from_on > to_on:
        raise Refused("วันแรกของช่วงต้องไม่หลังวันสุดท้าย")
    if not stories:
        raise Refused("เลือกข่าวอย่างน้อยหนึ่งเรื่อง")
    if len(stories) > MOST_STORIES:
        raise Refused(f"วารสารหนึ่งฉบับมีข่าวได้ไม่เกิน {MOST_STORIES} เรื่อง เลือกไว้ {len(stories)} เรื่อง")
    public = StoryVersion.objects.public().filter(story__in=stories).count()
    if public != len(set(stories)) or public != len(stories):
        raise Refused("เลือกได้เฉพาะข่าวที่เผยแพร่อยู่ ข่าวที่เลือกบางเรื่องถอนแล้ว")


def issue(row: JournalIssue, *, by: User, at: datetime) -> JournalIssue:
    """Give it its number: from now on everybody may have it. Raises `Refused`, also with what keeps it from
    being printed."""
    ensure(news.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_change_journal(row))
    file = journals.file_of(row)
    if file.path is None:
        raise Refused(" · ".join(file.problems) or "ยังจัดหน้าไม่เสร็จ รอสักครู่แล้วกดอีกครั้ง")
    with transaction.atomic():
        row = _held(row)
        ensure(policies.why_not_change_journal(row))
        row.be_year = be_year(timezone.localdate(at))
        row.year = row.be_year - _first_year(row.be_year) + 1
        row.number, row.issued_at = YearOfIssues.next_number(Series.JOURNAL, row.be_year), at
        row.save(update_fields=["be_year", "year", "number", "issued_at"])
        record("journal_issued", row, by=by, at=at, number=row.number, year=row.be_year)
    return row


@transaction.atomic
def drop(row: JournalIssue, *, by: User, at: datetime) -> None:
    """Only a draft: what is out under a number stays."""
    ensure(news.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    row = _held(row)
    ensure(policies.why_not_change_journal(row))
    record("journal_dropped", row, by=by, at=at)
    row.delete()


def _held(row: JournalIssue) -> JournalIssue:
    return JournalIssue.objects.select_for_update().get(pk=row.pk)


def _first_year(now: int) -> int:
    said = NewsletterSettings.current().journal_first_year
    known = JournalIssue.objects.aggregate(first=Min("be_year"))["first"]
    return min(said or known or now, now)
