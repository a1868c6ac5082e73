"""Working days: no Saturday, no Sunday, none of the office's holidays.

Clocks of the law start the day after receipt (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. 2539 ม.64), so
counting never includes the day one counts from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from prasan.office.models import Holiday

_DAY = timedelta(days=1)
_SATURDAY = 5
_AT_A_TIME = 60


def is_workday(day: date) -> bool:
    return day.weekday() < _SATURDAY and not Holiday.objects.filter(date=day).exists()


def next_workday(day: date) -> date:
    """The first working day after `day`."""
    return add_workdays(day, 1)


def add_workdays(day: date, number: int) -> date:
    """The working day that is the `number`th after `day`; `day` itself for 0."""
    if number < 0:
        raise ValueError("working days are counted forward")
    return next(islice(_workdays_after(day), number - 1, None)) if number else day


def _workdays_after(day: date) -> Iterator[date]:
    while True:
        last = day + _AT_A_TIME * _DAY
        off = set(Holiday.objects.filter(date__gt=day, date__lte=last).values_list("date", flat=True))
        while day < last:
            day += _DAY
            if day.weekday() < _SATURDAY and day not in off:
                yield day
