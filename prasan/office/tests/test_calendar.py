"""The working calendar: which days count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from prasan.office.actions.calendar import add_holiday, fill_calendar, remove_holiday
from prasan.office.models import Holiday
from prasan.office.thai_holidays import government_holidays
from prasan.office.workdays import add_workdays, is_workday, next_workday
from prasan.ui.refusal import Refused


@pytest.mark.parametrize(
    ("day", "is_off"),
    [
        (date(2026, 5, 1), False),
        (date(2026, 5, 4), True),
        (date(2026, 5, 13), True),
        (date(2026, 1, 10), False),
        (date(2027, 5, 3), False),
        (date(2026, 12, 7), True),
        (date(2026, 4, 13), True),
    ],
    ids=[
        "labour day",
        "coronation",
        "ploughing",
        "children's day",
        "instead of labour day",
        "instead",
        "songkran",
    ],
)
def test_government_offices_have_their_own_holidays(day: date, is_off: bool) -> None:
    assert (day in government_holidays(day.year)) is is_off


def test_holidays_are_named_in_thai() -> None:
    assert government_holidays(2026)[date(2026, 5, 13)] == "วันพืชมงคล"


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 12, 4), 1, date(2026, 12, 8)),
        (date(2026, 12, 4), 2, date(2026, 12, 9)),
        (date(2026, 12, 9), 1, date(2026, 12, 11)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 11, 10), 0, date(2026, 11, 10)),
        (date(2026, 11, 10), 15, date(2026, 12, 1)),
    ],
    ids=["weekend and substitute", "and one more", "constitution day", "new year", "none", "three weeks"],
)
def test_working_days_are_counted_from_the_day_after(
    office: None, day: date, number: int, expected: date
) -> None:
    assert add_workdays(day, number) == expected


def test_counting_reaches_over_many_holidays(office: None) -> None:
    assert add_workdays(date(2026, 11, 10), 200) > date(2027, 8, 1)


def test_the_office_may_add_and_remove_days(cast: dict[str, Any]) -> None:
    special = date(2026, 11, 20)
    assert is_workday(special)
    holiday = add_holiday(day=special, name="วันหยุดพิเศษ", source="มติ ครม.", by=cast["director"])
    assert not is_workday(special)
    assert next_workday(date(2026, 11, 19)) == date(2026, 11, 23)
    remove_holiday(holiday, by=cast["director"])
    assert is_workday(special)


def test_a_day_is_listed_once(cast: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="วันรัฐธรรมนูญ"):
        add_holiday(day=date(2026, 12, 10), name="ซ้ำ", by=cast["director"])


def test_filling_again_keeps_what_the_office_wrote(cast: dict[str, Any]) -> None:
    Holiday.objects.filter(date=date(2026, 12, 10)).update(name="แก้โดยสำนักงาน")
    Holiday.objects.filter(date=date(2026, 12, 31)).delete()
    assert fill_calendar(first=date(2026, 1, 1), last=date(2026, 12, 31), by=cast["director"]) == 1
    assert Holiday.objects.get(date=date(2026, 12, 10)).name == "แก้โดยสำนักงาน"


def test_others_may_not_edit_it(cast: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        add_holiday(day=date(2026, 11, 20), name="หยุด", by=cast["head"])
