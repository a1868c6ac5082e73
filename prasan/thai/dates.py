"""Dates as Thai people write them, in and out. Stored as `datetime.date` (CE), shown in พ.ศ. (CE + 543).

Reading (`parse`): the year counts as พ.ศ. from 2400 to 2700 and as ค.ศ. from 1900 to 2157, unless the word
พ.ศ. or ค.ศ. stands before it; two digits are พ.ศ. 25xx from 50 to 99 and otherwise refused as ambiguous.
Numbers alone are day/month/year (never month/day), or year-month-day when the year comes first.
"20241001" is taken, as year, month, day. A spreadsheet's serial number ("45566") is refused: nobody
typed it, and whether it counts from 1900 or 1904 cannot be seen.
"""

import re
from datetime import date, datetime
from functools import lru_cache

from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
SHORT_MONTHS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MORE_MONTHS = {
    "มกรา": 1, "กุมภา": 2, "กุมภาพันธ": 2, "มีนา": 3, "เมษา": 4, "พฤษภา": 5, "มิถุนา": 6, "กรกฎา": 7,
    "กรกฏาคม": 7, "กรกฏา": 7, "สิงหา": 8, "กันยา": 9, "ตุลา": 10, "พฤศจิกา": 11, "พฤษจิกายน": 11,
    "ธันวา": 12, "sept": 9,
}  # fmt: skip
_MORE_WEEKDAYS = {
    "จ": 0, "อ": 1, "พ": 2, "พฤ": 3, "พฤหัส": 3, "พฤหัสฯ": 3, "ศ": 4, "ส": 5, "อา": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_MONTH_NUMBERS = {
    name: number
    for names in (MONTHS, [m.replace(".", "") for m in SHORT_MONTHS], _ENGLISH_MONTHS)
    for number, name in enumerate(names, 1)
} | {name[:3]: number for number, name in enumerate(_ENGLISH_MONTHS, 1)} | _MORE_MONTHS  # fmt: skip
_WEEKDAY_NUMBERS = {name: number for number, name in enumerate(WEEKDAYS)} | _MORE_WEEKDAYS

BE = 543
_BE_YEARS = range(2400, 2701)
_CE_YEARS = range(1900, 2158)
_SHORT_BE_YEARS = range(50, 100)


class DateError(ValueError):
    """A date that cannot be taken; `message_th` says why, for the person who typed it."""

    def __init__(self, message_th: str) -> None:
        super().__init__(message_th)
        self.message_th = message_th


_TIME = r"(?:[T ,]*(?:เวลา ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?(?: ?น\.?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_ERA = r"(?:พุทธศักราช|คริสต์ศักราช|พ\.? ?ศ\.?|ค\.? ?ศ\.?|B\.?E\.?|A\.?D\.?|C\.?E\.?)"
_WEEKDAY = (
    r"(?:(?:วัน ?)?(?P<weekday>[ก-ฮ][ก-๎]*?ฯ?|[a-z]+)\.?(?: ?ที่| ?,| )\s*|(?:เมื่อ)?(?:วันที่|ณ วันที่|ลงวันที่|ที่) ?)?"
)
_YEAR_END = rf"(?P<era>{_ERA})? ?(?P<year>\d{{1,4}}) ?(?P<era_after>{_ERA})?"
_NUMERIC = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}}) ?(?P<separator>[/\-.–]) ?(?P<month>\d{{1,2}}) ?(?P=separator) ?{_YEAR_END}{_TIME}",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})(?P<separator>[/\-.]?)(?P<month>\d{{1,2}})(?P=separator)(?P<day>\d{{1,2}}){_TIME}",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ \-/.]*(?:เดือน ?)?(?P<month>[ก-ฮเ][ก-๎. ]*?|[a-z]+)\.?[ \-/,.]*"
    rf"{_YEAR_END}{_TIME}",
    re.IGNORECASE,
)
_ENGLISH_FIRST = re.compile(
    rf"(?P<month>[a-z]{{3,}})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}}){_TIME}", re.IGNORECASE
)
_NOT_A_DATE = "อ่านวันที่ไม่ออก: เขียนเช่น 16 พ.ย. 2569 หรือ 16/11/2569"


def parse(text: str, *, today: date | None = None) -> date:
    """The date that a cell or a person gives, in any Thai spelling; raises `DateError`.

    `today`, if given, only helps to explain: an ambiguous two-digit year is refused with the year it may mean.
    A time after the date is left out. A weekday that does not fit the date is refused.
    """
    plain = to_arabic(normalise(text))
    if not plain:
        raise DateError("ไม่ได้กรอกวันที่")
    if plain.replace(",", "").replace(".0", "").isdecimal() and len(plain) != len("20241001"):
        raise DateError("ช่องนี้เป็นตัวเลขล้วน ไม่ใช่วันที่: เขียนเช่น 16 พ.ย. 2569 หรือ 16/11/2569")
    for pattern in (_YEAR_FIRST, _NUMERIC, _NAMED, _ENGLISH_FIRST):
        if match := pattern.fullmatch(plain):
            return _from_match(match.groupdict(), today)
    raise DateError(_NOT_A_DATE)


def _from_match(parts: dict[str, str | None], today: date | None) -> date:
    weekday, month = parts.get("weekday"), parts["month"] or ""
    year = _year(parts["year"] or "", parts.get("era") or parts.get("era_after") or "", today)
    found = _date(year, _month(month), int(parts["day"] or 0))
    if weekday and _weekday(weekday) != found.weekday():
        raise DateError(
            f"{long(found)} เป็นวัน{WEEKDAYS[found.weekday()]} ไม่ใช่วัน{WEEKDAYS[_weekday(weekday)]}"
        )
    return found


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    number = _MONTH_NUMBERS.get(text.replace(".", "").replace(" ", "").lower())
    if number is None:
        raise DateError(f'ไม่รู้จักเดือน "{text.strip()}"')
    return number


def _weekday(text: str) -> int:
    number = _WEEKDAY_NUMBERS.get(text.replace(".", "").lower())
    if number is None:
        raise DateError(f'ไม่รู้จักวัน "{text.strip()}"')
    return number


def _year(digits: str, era: str, today: date | None) -> int:
    """The year in CE."""
    value = int(digits)
    if len(digits) < 4:
        return _short_year(digits, value, era, today)
    if era:
        value -= BE if _is_be(era) else 0
    elif value in _BE_YEARS:
        value -= BE
    if value not in _CE_YEARS:
        raise DateError(f"ปี {digits} ไม่น่าเป็นไปได้: ใช้ พ.ศ. สี่หลัก เช่น 2569")
    return value


def _is_be(era: str) -> bool:
    return era.startswith("พ") or era.upper().startswith("B")


def _short_year(digits: str, value: int, era: str, today: date | None) -> int:
    if len(digits) == 2 and value in _SHORT_BE_YEARS and (not era or _is_be(era)):
        return 2500 + value - BE
    if len(digits) != 2:
        raise DateError(f"ปี {digits} ไม่ครบสี่หลัก: ใช้ พ.ศ. สี่หลัก เช่น 2569")
    example = f" เช่น {be_year(today)}" if today else ""
    raise DateError(f"ปี {digits} กำกวมว่าเป็น พ.ศ. หรือ ค.ศ.: ใช้ พ.ศ. สี่หลัก{example}")


def _date(year: int, month: int, day: int) -> date:
    if month > 12:
        swapped = " (เขียนวันก่อนเดือน)" if 1 <= day <= 12 and month <= 31 else ""
        raise DateError(f"ไม่มีเดือนที่ {month}{swapped}")
    if not month or not day:
        raise DateError("วันและเดือนต้องเริ่มที่ 1")
    if day > 31:
        raise DateError(f"ไม่มีวันที่ {day}: เดือนหนึ่งมีไม่เกิน 31 วัน")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(_no_such_day(year, month, day)) from None


def _no_such_day(year: int, month: int, day: int) -> str:
    if month == 2 and day == 29:
        return f"ปี {year + BE} ไม่ใช่ปีอธิกสุรทิน เดือนกุมภาพันธ์มี 28 วัน จึงไม่มีวันที่ 29 กุมภาพันธ์ {year + BE}"
    last = 29 if month == 2 else 30
    return f"เดือน{MONTHS[month - 1]}มีไม่เกิน {last} วัน จึงไม่มีวันที่ {day} {MONTHS[month - 1]}"


def be_year(day: date) -> int:
    """The year in พ.ศ."""
    return day.year + BE


def fiscal_year(day: date) -> int:
    """ปีงบประมาณ in พ.ศ.: from 1 ต.ค. of the year before to 30 ก.ย. (พ.ร.บ.วิธีการงบประมาณ พ.ศ. 2561 ม.4)."""
    return be_year(day) + (1 if day.month >= 10 else 0)


@lru_cache(maxsize=4096)
def short(day: date) -> str:
    """16 พ.ย. 2569"""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {be_year(day)}"


def long(day: date) -> str:
    """16 พฤศจิกายน 2569"""
    return f"{day.day} {MONTHS[day.month - 1]} {be_year(day)}"


def full(day: date) -> str:
    """วันจันทร์ที่ 16 พฤศจิกายน 2569"""
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {long(day)}"


def clock(moment: datetime) -> str:
    """9.41 น. – the time as it stands in `moment`: convert to the office's zone before."""
    return f"{moment.hour}.{moment.minute:02} น."


def span(first: date, last: date) -> str:
    """23–27 พ.ย. 2569; 30 พ.ย. – 2 ธ.ค. 2569; 30 ธ.ค. 2569 – 2 ม.ค. 2570; one day alone as `short`."""
    if first == last:
        return short(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short(last)}"
    if first.year == last.year:
        return f"{first.day} {SHORT_MONTHS[first.month - 1]} – {short(last)}"
    return f"{short(first)} – {short(last)}"
