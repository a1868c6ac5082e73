"""What the office calls its newsletter and journal, since when, and where their numbers go on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.news.models import JournalIssue, NewsletterIssue, NewsletterSettings, YearOfIssues
from prasan.news.models.newsletter_issue import Series
from prasan.office.policies import why_not_manage_office
from prasan.thai.dates import be_year
from prasan.ui.refusal import Refused, ensure


def open_counts(*, at: datetime) -> dict[str, int]:
    """{series: last number of this year} of series without an issue this year: those may go on from
    what was issued before the office had this system."""
    year = be_year(timezone.localdate(at))
    begun = {
        Series.NEWSLETTER: NewsletterIssue.objects.filter(be_year=year).exists(),
        Series.JOURNAL: JournalIssue.objects.filter(be_year=year).exists(),
    }
    counts = dict(YearOfIssues.objects.filter(year=year).values_list("series", "last"))
    return {series.value: counts.get(series, 0) for series, has in begun.items() if not has}


@transaction.atomic
def change_settings(
    *, changes: Mapping[str, Any], last: Mapping[str, int], by: User, at: datetime
) -> NewsletterSettings:
    """`changes`: fields of `NewsletterSettings`; `last`: numbers of this year for series of `open_counts`.

    Raises `Refused`.
    """
    today = timezone.localdate(at)
    ensure(why_not_manage_office(by, on=today))
    row, _ = NewsletterSettings.objects.select_for_update().get_or_create(pk=1)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    if not set(last) <= set(open_counts(at=at)):
        raise Refused("ปีนี้ออกฉบับไปแล้ว จึงเปลี่ยนเลขฉบับล่าสุดไม่ได้")
    for series, number in last.items():
        YearOfIssues.objects.update_or_create(series=series, year=be_year(today), defaults={"last": number})
    record("newsletter_settings_changed", row, by=by, at=at, fields=sorted(changes), last=dict(last))
    return row
