"""Thai as it is read aloud: abbreviations written out, numbers, dates and times in words."""

from __future__ import annotations

import re

from prasan.thai.abbreviations import expand
from prasan.thai.dates import MONTHS, SHORT_MONTHS
from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise

_ONES = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000
LONGEST_NUMBER = 12
"""Digits of what is still read as a quantity; longer ones are read one by one."""

_LEVELS = {"ป": "ประถมศึกษาปีที่", "ม": "มัธยมศึกษาปีที่", "อ": "อนุบาลปีที่"}
_MORE = {
    "ดร.": "ดอกเตอร์", "ผศ.": "ผู้ช่วยศาสตราจารย์", "รศ.": "รองศาสตราจารย์", "ศ.": "ศาสตราจารย์",
    "จ.": "จังหวัด", "อ.": "อำเภอ", "ต.": "ตำบล", "พ.ศ.": "พุทธศักราช", "ค.ศ.": "คริสต์ศักราช",
    "น.ส.": "นางสาว", "กม.": "กิโลเมตร", "ชม.": "ชั่วโมง", "โทร.": "โทรศัพท์",
}  # fmt: skip
_SHORT = re.compile("|".join(rf"(?<![ก-๎.]){re.escape(s)}" for s in sorted(_MORE, key=len, reverse=True)))
_MONTH = re.compile(rf"(?<=\d )(?:{'|'.join(map(re.escape, SHORT_MONTHS))})")
_LEVEL = re.compile(r"(?<![ก-๎])([ปมอ])\. ?(?=\d)")
_CLOCK = re.compile(r"(?:เวลา )?(\d{1,2})[.:](\d{2}) ?น\.")
_CLOCKS = re.compile(r"(?:เวลา )?(\d{1,2})[.:](\d{2}) ?[–-] ?(\d{1,2})[.:](\d{2}) ?น\.")
_PHONE = re.compile(r"(?<![\d.])0\d{0,2}[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)")
_RANGE = re.compile(r"(?<=\d) ?[–-] ?(?=\d)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UNITS = "คน|แห่ง|โรง|รูป|ราย|ครั้ง|บาท|ปี|วัน|เดือน|ชั่วโมง|นาที|ห้อง|เล่ม|ชุด|ทุน|ทีม|รางวัล|เปอร์เซ็นต์"
_HELD = re.compile(rf"(?<=[ก-๎]) (?=\d)|(?<=\d) (?=(?:{_UNITS}|{'|'.join(MONTHS)}))")
"""Blanks at which nobody pauses: before a number, and between it and what is counted."""
_SIGNS = {"%": " เปอร์เซ็นต์", "&": " และ ", "+": " บวก ", "ฯลฯ": " และอื่น ๆ", "“": "", "”": "", '"': ""}


def number(value: int) -> str:
    """A whole number in words: 21 → ยี่สิบเอ็ด, 101 → หนึ่งร้อยเอ็ด, 2569 → สองพันห้าร้อยหกสิบเก้า."""
    if value >= _MILLION:
        millions, rest = divmod(value, _MILLION)
        return f"{number(millions)}ล้าน{_under_million(rest, after_more=True) if rest else ''}"
    return _under_million(value, after_more=False)


def _under_million(value: int, *, after_more: bool) -> str:
    if value < 10:
        return "เอ็ด" if value == 1 and after_more else _ONES[value]
    said, digits = "", str(value)
    for position, digit in zip(range(len(digits) - 1, -1, -1), map(int, digits), strict=True):
        if digit:
            said += _digit(digit, position)
    return said


def _digit(digit: int, position: int) -> str:
    if position == 1 and digit <= 2:
        return "สิบ" if digit == 1 else "ยี่สิบ"
    if position == 0 and digit == 1:
        return "เอ็ด"
    return _ONES[digit] + _PLACES[position]


def _quantity(found: re.Match[str]) -> str:
    whole, _, fraction = found[0].replace(",", "").partition(".")
    if len(whole) > LONGEST_NUMBER or (whole.startswith("0") and len(whole) > 1):
        return " ".join(_ONES[int(digit)] for digit in whole + fraction)
    said = number(int(whole))
    return said + ("จุด" + "".join(_ONES[int(digit)] for digit in fraction) if fraction else "")


def _time(hours: str, minutes: str) -> str:
    said = f"{number(int(hours))}นาฬิกา"
    return said + (f"{number(int(minutes))}นาที" if int(minutes) else "")


def spoken(text: str) -> str:
    """A text as it is read aloud. Addresses of web and mail stay as they are; the reader spells them."""
    said = expand(to_arabic(normalise(text)))
    said = _CLOCKS.sub(lambda m: f"เวลา {_time(m[1], m[2])} ถึง {_time(m[3], m[4])}", said)
    said = _CLOCK.sub(lambda m: f"เวลา {_time(m[1], m[2])}", said)
    said = _MONTH.sub(lambda m: MONTHS[SHORT_MONTHS.index(m[0])], said)
    said = _LEVEL.sub(lambda m: _LEVELS[m[1]], said)
    said = _SHORT.sub(lambda m: _MORE[m[0]], said)
    for sign, word in _SIGNS.items():
        said = said.replace(sign, word)
    return normalise("".join(map(_numbers, re.split(r"(\S*[A-Za-z@]\S*)", said))))


def _numbers(part: str) -> str:
    """Numbers of a part without Latin letters in words."""
    if re.search("[A-Za-z@]", part):
        return part
    part = _PHONE.sub(lambda m: " ".join(_ONES[int(d)] for d in m[0] if d.isdecimal()), part)
    return _NUMBER.sub(_quantity, _RANGE.sub("ถึง", _HELD.sub("", part)))
