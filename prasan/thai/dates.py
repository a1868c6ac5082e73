"""Dates as Thai people write them, in and out. Stored as `datetime.date` (CE), shown in พ.ศ. (CE + 543).

Reading (`parse`): the year counts as พ.ศ. from 2400 to 2700 and as ค.ศ. from 1900 to 2157, unless the word
พ.ศ. or ค.ศ. stands beside it; two digits are พ.ศ. 25xx from 50 to 99 and otherwise refused as ambiguous.
Numbers alone are day/month/year (never month/day), or year-month-day when the year comes first.
Until พ.ศ. 2483 the year began on 1 April (พ.ร.บ.ปีปฏิทิน พุทธศักราช 2483 moved it): January to March of พ.ศ. 2482
are those of ค.ศ. 1940, and พ.ศ. 2483 has none. Reading and writing both keep to that (also before พ.ศ. 2432,
when the calendar was lunar: such days are not to be relied on).
"20241001" is taken, as year, month, day. A spreadsheet's serial number ("45566") is refused: nobody
typed it, and whether it counts from 1900 or 1904 cannot be seen.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from prasan.thai.digits import to_arabic
from prasan.thai.errors import UnreadableError
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
    "กุมพาพันธ์": 2, "กรกฏาคม": 7, "กรกฏา": 7, "สิงหา": 8, "กันยา": 9, "ตุลา": 10, "พฤศจิกา": 11, "พฤษจิกายน": 11, 
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
_ANY_YEARS = range(1700, 2158)
_SHORT_BE_YEARS = range(50, 100)
_LAST_FROM_APRIL = 2483


class DateError(UnreadableError):
    """A date that cannot be taken; `message_th` says why, for the person who typed it."""


_TIME = r"""
    (?:[T ,]*(?:เวลา[ ]?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?
       (?:[ ]?[AP]M)?(?:[ ]?น\.?)?(?:Z|[+-]\d{2}:?\d{2})?
    )?\.?
"""
_ERA = r"(?:พุทธศักราช|คริสต์ศักราช|คริสตศักราช|พ\.?[ ]?ศ\.?|ค\.?[ ]?ศ\.?|B\.?E\.?|A\.?D\.?|C\.?E\.?)"
_YEAR = rf"(?:ปี[ ]?)?(?P<era>{_ERA})?[ ]?(?P<year>\d{{1,4}})[ ]?(?P<era_after>{_ERA})?"
_BEFORE = r"""
    (?:(?:ณ[ ]|ลง|เมื่อ)?(?:วันที่|ที่)[ ]?
     |(?:วัน[ ]?)?(?P<weekday>[ก-ฮเ][ก-๎]*?ฯ?|[a-z]+)\.?(?:[ ]?ที่|[ ]?,|[ ])[ ]*
    )?
"""
_DAY = r"(?P<day>\d{1,2})"


def _pattern(verbose: str) -> re.Pattern[str]:
    return re.compile(verbose, re.IGNORECASE | re.VERBOSE)


_PATTERNS = (
    # 2026-11-16, 2569/11/16, 20261116
    _pattern(rf"(?P<year>\d{{4}})(?P<dash>[/\-.]?)(?P<month>\d{{1,2}})(?P=dash)(?P<day>\d{{1,2}}){_TIME}"),
    # 16/11/2569, 16-11-69
    _pattern(rf"{_BEFORE}{_DAY}[ ]?(?P<dash>[/\-.–])[ ]?(?P<month>\d{{1,2}})[ ]?(?P=dash)[ ]?{_YEAR}{_TIME}"),
    # November 16, 2026; Mon, Nov 16th, 2026
    _pattern(
        rf"(?:(?P<weekday>[a-z]+)\.?,?[ ])?(?P<month>[a-z]{{3,}})\.?[ ]{_DAY}(?:st|nd|rd|th)?,?[ ]"
        rf"(?P<year>\d{{4}}){_TIME}"
    ),
    # 16 11 2569
    _pattern(rf"{_BEFORE}{_DAY}[ ]+(?P<month>\d{{1,2}})[ ]+(?P<year>\d{{4}}|\d{{2}}){_TIME}"),
    # วันจันทร์ที่ 16 พฤศจิกายน พ.ศ. 2569, 16-พ.ย.-69, 16th of Nov 2026
    _pattern(
        rf"{_BEFORE}{_DAY}(?:st|nd|rd|th)?[ \-/.]*(?:เดือน[ ]?|of[ ])?"
        rf"(?P<month>[ก-ฮเ][ก-๎. ]*?|[a-z]+)\.?[ \-/,.]*{_YEAR}{_TIME}"
    ),
)
_ONLY_MONTH = _pattern(rf"(?:เดือน[ ]?)?(?P<month>[ก-ฮเ][ก-๎.]*)[ ]*{_YEAR}")
_ONLY_DAY_AND_MONTH = _pattern(rf"{_BEFORE}{_DAY}[ ]*(?P<month>[ก-ฮเ][ก-๎.]*)")
_LONGEST = 100
_HOW = "เขียนเช่น 16 พ.ย. 2569 หรือ 16/11/2569"
_NEARBY_DAYS = {"วันนี้": 0, "เมื่อวาน": -1, "เมื่อวานนี้": -1, "พรุ่งนี้": 1}


def parse(text: str, *, today: date | None = None) -> date:
    """The date that a cell or a person gives, in any Thai spelling; raises `DateError`.

    `today` gives a meaning to วันนี้, เมื่อวาน and พรุ่งนี้, and an example to what is refused.
    A time after the date is left out. A weekday that does not fit the date is refused.
    """
    plain = to_arabic(normalise(text))
    if today and plain in _NEARBY_DAYS:
        return today + timedelta(days=_NEARBY_DAYS[plain])
    if len(plain) <= _LONGEST and not _is_serial_number(plain):
        for pattern in _PATTERNS:
            if match := pattern.fullmatch(plain):
                return _from_match(match.groupdict(), today)
    raise DateError(_why_unreadable(plain))


def _is_serial_number(plain: str) -> bool:
    whole = plain.replace(",", "").removesuffix(".0")
    return whole.isdecimal() and len(whole) != len("20261116")


def _why_unreadable(plain: str) -> str:
    if not plain or plain == "-":
        return "ไม่ได้กรอกวันที่"
    if _is_serial_number(plain):
        return f"ช่องนี้เป็นตัวเลขล้วน ไม่ใช่วันที่: {_HOW}"
    if (match := _ONLY_MONTH.fullmatch(plain)) and _month_number(match["month"]):
        return f"มีแต่เดือนและปี ขาดวันที่: {_HOW}"
    if (match := _ONLY_DAY_AND_MONTH.fullmatch(plain)) and _month_number(match["month"]):
        return f"มีแต่วันและเดือน ขาดปี: {_HOW}"
    return f"อ่านวันที่ไม่ออก: {_HOW}"


def _from_match(parts: dict[str, str | None], today: date | None) -> date:
    weekday, month = parts.get("weekday"), parts["month"] or ""
    number = _month(month)
    year = _year(parts["year"] or "", parts.get("era") or parts.get("era_after") or "", number, today)
    found = _date(year, number, int(parts["day"] or 0))
    if weekday and _weekday(weekday) != found.weekday():
        raise DateError(f"{long(found)} เป็นวัน{WEEKDAYS[found.weekday()]} ไม่ใช่วัน{WEEKDAYS[_weekday(weekday)]}")
    return found


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    number = _month_number(text)
    if number is None:
        raise DateError(f'ไม่รู้จักเดือน "{text.strip()}"')
    return number


def _month_number(name: str) -> int | None:
    return _MONTH_NUMBERS.get(name.replace(".", "").replace(" ", "").lower())


def _weekday(text: str) -> int:
    number = _WEEKDAY_NUMBERS.get(text.replace(".", "").lower())
    if number is None:
        raise DateError(f'ไม่รู้จักวัน "{text.strip()}"')
    return number


def _year(digits: str, era: str, month: int, today: date | None) -> int:
    """The year in CE of that month."""
    if len(digits) != 4:
        return _short_year(digits, era, today)
    value = int(digits)
    is_be = _is_be(era) if era else value in _BE_YEARS
    year = value - BE if is_be else value
    if year not in (_ANY_YEARS if era or is_be else _CE_YEARS):
        raise DateError(f"ปี {era and _era_th(era)}{digits} ไม่น่าเป็นไปได้: ใช้ พ.ศ. สี่หลัก เช่น {_example(today)}")
    return year + _late_months(value, month) if is_be else year


def _late_months(be: int, month: int) -> int:
    """1 where January to March stand at the end of a year that began in April."""
    if be > _LAST_FROM_APRIL or month > 3:
        return 0
    if be == _LAST_FROM_APRIL:
        raise DateError(f"พ.ศ. {be} มีเพียง 1 เมษายน ถึง 31 ธันวาคม (เดิมขึ้นปีใหม่ 1 เมษายน): ตรวจปีอีกครั้ง")
    return 1


def _is_be(era: str) -> bool:
    return era[0] in "พBb"


def _era_th(era: str) -> str:
    return "พ.ศ. " if _is_be(era) else "ค.ศ. "


def _example(today: date | None) -> int:
    return be_year(today) if today else 2569


def _short_year(digits: str, era: str, today: date | None) -> int:
    if len(digits) == 2 and int(digits) in _SHORT_BE_YEARS and (not era or _is_be(era)):
        return 2500 + int(digits) - BE
    why = "ไม่ครบสี่หลัก" if era or len(digits) != 2 else "กำกวมว่าเป็น พ.ศ. หรือ ค.ศ."
    raise DateError(f"ปี {digits} {why}: ใช้ พ.ศ. สี่หลัก เช่น {_example(today)}")


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
        be = be_year(date(year, 2, 1))
        return f"ปี {be} ไม่ใช่ปีอธิกสุรทิน เดือนกุมภาพันธ์มี 28 วัน จึงไม่มีวันที่ 29 กุมภาพันธ์ {be}"
    last = 29 if month == 2 else 30
    return f"เดือน{MONTHS[month - 1]}มีไม่เกิน {last} วัน จึงไม่มีวันที่ {day} {MONTHS[month - 1]}"


def be_year(day: date) -> int:
    """The year in พ.ศ.; before 2484 it began on 1 April."""
    be = day.year + BE
    return be - 1 if be <= _LAST_FROM_APRIL and day.month <= 3 else be


def fiscal_year(day: date) -> int:
    """ปีงบประมาณ in พ.ศ.: from 1 ต.ค. of the year before to 30 ก.ย. (พ.ร.บ.วิธีการงบประมาณ พ.ศ. 2561 ม.4)."""
    return day.year + BE + (1 if day.month >= 10 else 0)


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
