"""The office's working calendar: seed, add, remove."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office.models import Holiday
from prasan.office.policies import why_not_manage_office
from prasan.office.thai_holidays import SOURCE, government_holidays
from prasan.ui.refusal import Refused, ensure


@transaction.atomic
def fill_calendar(*, first: date, last: date, by: User | None) -> int:
    """Enter the known government holidays of a period that are not there yet; how many were new.

    `by` None is the house itself, when an office is set up.
    """
    if by is not None:
        ensure(why_not_manage_office(by, on=timezone.localdate()))
    known = {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in government_holidays(year).items()
        if first <= day <= last
    }
    there = set(Holiday.objects.filter(date__in=known).values_list("date", flat=True))
    new = [Holiday(date=day, name=name, source=SOURCE) for day, name in known.items() if day not in there]
    Holiday.objects.bulk_create(new)
    record("calendar_filled", "office.holiday", by=by, year=first.year, count=len(new))
    return len(new)


@transaction.atomic
def add_holiday(*, day: date, name: str, source: str = "", by: User) -> Holiday:
    """A special day off, with what ordered it. Raises `Refused` when that day is listed."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    listed = Holiday.objects.filter(date=day).first()
    if listed:
        raise Refused(f"วันนี้อยู่ในปฏิทินแล้ว: {listed.name}")
    holiday = Holiday.objects.create(date=day, name=name, source=source)
    record("holiday_added", holiday, by=by, date=day.isoformat())
    return holiday


@transaction.atomic
def remove_holiday(holiday: Holiday, *, by: User) -> None:
    """The office works on that day after all."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    record("holiday_removed", holiday, by=by, date=holiday.date.isoformat())
    holiday.delete()
