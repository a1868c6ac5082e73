"""The academic year of a day. Where it starts is data with its reference (`data/academic_year.json`)."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

from prasan.thai.dates import BE, MONTHS

_FILE = Path(__file__).parent / "data" / "academic_year.json"


@cache
def _start() -> tuple[int, int]:
    starts = json.loads(_FILE.read_text(encoding="utf-8"))["starts"]
    return int(starts["month"]), int(starts["day"])


def academic_year(day: date) -> int:
    """ปีการศึกษา in พ.ศ.: 15 พ.ค. 2569 is of 2568, 16 พ.ค. 2569 of 2569."""
    return day.year + BE - (1 if (day.month, day.day) < _start() else 0)


def start_words() -> str:
    """16 พฤษภาคม"""
    month, day = _start()
    return f"{day} {MONTHS[month - 1]}"
