"""The academic year is that of the day, from 16 May on."""

from datetime import date

import pytest

from prasan.achievements.academic_year import academic_year
from prasan.achievements.forms import year_in_be


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 5, 15), 2568),
        (date(2026, 5, 16), 2569),
        (date(2026, 12, 31), 2569),
        (date(2027, 1, 1), 2569),
    ],
)
def test_it_starts_on_16_may(day, year):
    assert academic_year(day) == year


@pytest.mark.parametrize(
    ("text", "year"), [("2569", 2569), ("๒๕๖๙", 2569), ("2026", 2569), ("69", None), ("ปี", None)]
)
def test_a_year_is_read_in_any_calendar_and_digits(text, year):
    assert year_in_be(text) == year
