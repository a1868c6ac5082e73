"""Cleaners of single values: codes, numbers, dates, addresses on the net, texts."""

from __future__ import annotations

import re
from functools import partial

from prasan.agencies.importing.cells import (
    EMPTY,
    Cleaned,
    Cleaner,
    number_text,
    plain,
    shown,
    visible_repair,
    wrong,
)
from prasan.agencies.importing.place_cells import postal_codes
from prasan.agencies.importing.words import KINDS, SCOPES
from prasan.thai import dates
from prasan.thai.digits import parse_number, to_arabic
from prasan.thai.text import fold, normalise


def text_of(target: str) -> Cleaner:
    """One text in one spelling, with Arabic digits."""
    return partial(_text, target)


def _text(target: str, text: str) -> Cleaned:
    value = plain(text)
    if not value:
        return EMPTY
    return Cleaned({target: value}, visible_repair(text, value))


def person_of(target: str) -> Cleaner:
    return partial(_person, target)


def _person(target: str, text: str) -> Cleaned:
    found = _text(target, text)
    if target in found.values and not re.search("[ก-ฮA-Za-z]{2}", found.values[target]):
        return wrong(f"“{shown(text)}” ไม่ใช่ชื่อบุคคล")
    return found


def code_of(target: str, length: int) -> Cleaner:
    return partial(_code, target, length)


def _code(target: str, length: int, text: str) -> Cleaned:
    digits = re.sub(r"[\s\-.]", "", number_text(text))
    if digits in ("0", "0" * length):
        return EMPTY
    if not digits.isdecimal():
        return wrong(f"รหัสต้องเป็นตัวเลข {length} หลัก ช่องนี้เป็น “{shown(text)}”")
    if len(digits) != length:
        return wrong(f"รหัสนี้มี {length} หลัก ช่องนี้มี {len(digits)} หลัก ({digits})")
    return Cleaned({target: digits}, _of_thai_digits(text, digits))


def _of_thai_digits(text: str, value: str) -> tuple[str, ...]:
    return (f"{normalise(text)} → {value}",) if to_arabic(text) != text else ()


def postal_code(text: str) -> Cleaned:
    digits = number_text(text).replace(" ", "")
    if digits == "0":
        return EMPTY
    if not re.fullmatch(r"[1-9]\d{4}", digits):
        return wrong(f"รหัสไปรษณีย์มี 5 หลัก ช่องนี้เป็น “{shown(text)}”")
    if digits not in postal_codes(""):
        return wrong(f"ไม่มีรหัสไปรษณีย์ {digits} ในประเทศไทย")
    return Cleaned({"postal_code": digits}, _of_thai_digits(text, digits))


_MOST = {"pupils": 20_000, "teachers": 2_000, "rooms": 1_000}
_UNITS_TH = {"pupils": "จำนวนนักเรียน", "teachers": "จำนวนครู", "rooms": "จำนวนห้องเรียน"}


def count_of(target: str) -> Cleaner:
    return partial(_count, target)


def _count(target: str, text: str) -> Cleaned:
    what = _UNITS_TH[target]
    number = parse_number(number_text(text))
    if number is None:
        return wrong(f"อ่าน{what}ไม่ออก: เขียนเป็นตัวเลขจำนวนเดียว เช่น 120 ช่องนี้เป็น “{shown(text)}”")
    if number < 0:
        return wrong(f"{what}ติดลบไม่ได้ ช่องนี้เป็น {number}")
    if number != int(number):
        return wrong(f"{what}ต้องเป็นจำนวนเต็ม ช่องนี้เป็น {number}")
    if number > _MOST[target]:
        return wrong(f"{what} {int(number):,} มากเกินกว่าจะเป็นของสถานศึกษาแห่งเดียว")
    value = int(number)
    is_bare = number_text(text).replace(",", "") == str(value) and to_arabic(text) == text
    return Cleaned({target: value}, () if is_bare else (f"{normalise(text)} → {value}",))


EARLIEST_YEAR, LATEST_YEAR = 2500, 2650
"""Academic years in พ.ศ. that can be one at all."""
# A term may stand before or behind it: 2/2568, 2568/2.
_YEAR = re.compile(
    r"(?:ปีการศึกษา|ภาคเรียนที่|ภาคเรียน|เทอม|พ\.?ศ\.?|ปี|\s)*(?:[123]\s*/\s*)?(?P<year>\d{4}|\d{2})(?:\s*/\s*[123])?"
)


def academic_year(text: str) -> Cleaned:
    found = _YEAR.fullmatch(number_text(text))
    year = int(found["year"]) if found else 0
    if 50 <= year <= 99:
        year += 2500
    if 1950 <= year <= 2100:
        year += dates.BE
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return wrong(f"ปีการศึกษาเป็น พ.ศ. สี่หลัก เช่น 2569 ช่องนี้เป็น “{shown(text)}”")
    bare = number_text(text) == str(year)
    return Cleaned({"academic_year": year}, () if bare else (f"{normalise(text)} → {year}",))


def date_of(target: str) -> Cleaner:
    return partial(_date, target)


# ตั้งแต่ 1 ต.ค. 2567 - ปัจจุบัน; 30 ก.ย. 2570 (เกษียณ)
_AROUND_A_DATE = re.compile(
    r"^\s*(?:ตั้งแต่|เมื่อ|เริ่ม)\s*(?:วันที่)?\s*|\s*(?:-|–|ถึง)\s*(?:วันนี้|ปัจจุบัน)\s*$|\s*\([^()\d๐-๙]*\)\s*$"
)
_LONGEST_DATE = 100
_SHORT_YEAR = re.compile(r"(?<!\d)(?<!\d{4}-\d\d-)\d{2}$")
_BE_FIRST = re.compile(r"2[456]\d\d-")


def _date(target: str, text: str) -> Cleaned:
    """A spreadsheet's own date may count its year in พ.ศ. (2567-10-01): `dates` reads both."""
    bare = _AROUND_A_DATE.sub("", text[:_LONGEST_DATE]) or text
    try:
        day = dates.parse(bare)
    except dates.DateError as error:
        return wrong(f"{error.message_th} (ช่องนี้เป็น “{shown(text)}”)")
    value = to_arabic(bare)
    needs_saying = value != text or _SHORT_YEAR.search(value) or _BE_FIRST.match(value)
    return Cleaned(
        {target: day.isoformat()}, (f"{normalise(text)} → {dates.short(day)}",) if needs_saying else ()
    )


_LABEL = re.compile(
    r"^(?:e-?mail|อีเมล์?|เมล์?|mailto|เว็บไซต์|website|web|url|facebook|fb|เฟซบุ๊ก|เพจ|line(?: ?id)?|id ?line"
    r"|ไลน์|ไอดี(?:ไลน์)?|id)\s*[:：=]\s*",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{"
    r"|}~-]+)*@(?:[a-z0-9ก-๎](?:[a-z0-9ก-๎-]*[a-z0-9ก-๎])?\.)+[a-zก-๎]{2,24}"
)
# A blank parts two addresses only if one stands on either side of it: "school 001@…" is one, mistyped.
_BETWEEN = re.compile(r"\s*[,;/]\s*|\s+และ\s*|\s+หรือ\s*")
_BLANK_BETWEEN = re.compile(r"(@\S+\.\S+)\s+(?=\S+@)")
_SLIPS = {
    "gmail.con": "gmail.com", "gmai.com": "gmail.com", "gmial.com": "gmail.com", "gamil.com": "gmail.com",
    "gmail.co": "gmail.com", "gmail.cm": "gmail.com", "gmaill.com": "gmail.com", "hotmai.com": "hotmail.com",
    "hotmial.com": "hotmail.com", "hotmail.con": "hotmail.com", "hotmail.co": "hotmail.com",
    "yahoo.con": "yahoo.com", "outlook.con": "outlook.com", "obec.go.to": "obec.go.th",
}  # fmt: skip


def email_of(target: str) -> Cleaner:
    """The address; a second one in the same cell of an agency is taken as a person's."""
    return partial(_email, target)


def _email(target: str, text: str) -> Cleaned:
    line = _LABEL.sub("", plain(text).lower())
    pieces = [
        _LABEL.sub("", piece).strip(" <>()'\".")
        for piece in _BETWEEN.split(_BLANK_BETWEEN.sub(r"\1,", line))
        if piece
    ]
    problems = tuple(dict.fromkeys(problem for piece in pieces if (problem := _why_no_email(piece))))
    good = list(dict.fromkeys(piece for piece in pieces if not _why_no_email(piece)))
    targets = [target, "personal_email"] if target == "email" else [target]
    if len(good) > len(targets):
        problems += (f"มีอีเมล {len(good)} ที่ในช่องเดียว รับได้ {len(targets)}: แยกหรือเลือกที่ใช้จริง",)
    values = dict(zip(targets, good, strict=False))
    repairs = visible_repair(line, good[0]) if len(pieces) == 1 and good else ()
    if len(values) > 1:
        repairs += (f"อีเมลที่สอง {good[1]} จัดเป็นอีเมลส่วนบุคคล",)
    return Cleaned(values, repairs, problems)


def _why_no_email(address: str) -> str | None:
    shape = "อีเมลเขียนเช่น saraban@school.example"
    if "@" not in address:
        return f"อีเมล “{shown(address)}” ไม่มีเครื่องหมาย @: {shape}"
    if address.count("@") > 1:
        return f"อีเมล “{shown(address)}” มี @ มากกว่าหนึ่งตัว: {shape}"
    if ".." in address:
        return f"อีเมล “{shown(address)}” มีจุดติดกันสองจุด: {shape}"
    if " " in address:
        return f"อีเมล “{shown(address)}” มีช่องว่าง: {shape}"
    if len(address) > 254 or not _EMAIL.fullmatch(address):
        return f"อีเมล “{shown(address)}” ไม่ครบหรือมีตัวอักษรที่ใช้ไม่ได้: {shape}"
    domain = address.partition("@")[2]
    if domain in _SLIPS:
        return f"อีเมล “{shown(address)}” ลงท้ายด้วย {domain} หมายถึง {_SLIPS[domain]} หรือไม่"
    return None


_HOST = re.compile(r"(?:[a-z0-9ก-๎](?:[a-z0-9ก-๎_-]*[a-z0-9ก-๎])?\.)+[a-zก-๎]{2,24}", re.IGNORECASE)
_FACEBOOK_HOST = re.compile(r"^(?:www\.|m\.|web\.)?(?:facebook\.com|fb\.com|fb\.me)$", re.IGNORECASE)


def website(text: str) -> Cleaned:
    """With its scheme: https is supposed where none is written, as browsers do, and said."""
    value = _LABEL.sub("", plain(text)).strip(" <>,;")
    if "://" not in value:
        value = f"https://{value.lstrip('/')}"
    scheme, _, rest = value.partition("://")
    host, slash, path = rest.partition("/")
    if (
        len(host) > 253
        or scheme.lower() not in ("http", "https")
        or not _HOST.fullmatch(host.partition(":")[0])
        or " " in value
    ):
        return wrong(f"เว็บไซต์ “{shown(text)}” เปิดไม่ได้: เขียนเช่น https://www.school.example")
    value = f"{scheme.lower()}://{host.lower()}{slash}{path}"
    if _FACEBOOK_HOST.match(host):
        return Cleaned({"facebook": value}, (f"{shown(text)} เป็น Facebook จึงย้ายไปช่อง Facebook",))
    return Cleaned({"website": value}, () if value == text.strip() else (f"{normalise(text)} → {value}",))


def line_of(target: str) -> Cleaner:
    return partial(_line, target)


_LINE_ADDRESS = re.compile(r"^(?:https?://)?line\.me/(?:R/)?ti/p/(?:~|%7E)?(?P<id>[^/?#\s]+)", re.IGNORECASE)


def _line(target: str, text: str) -> Cleaned:
    value = _LABEL.sub("", plain(text)).strip()
    if found := _LINE_ADDRESS.match(value):
        value = found["id"].replace("%40", "@")
    if len(value) > 100:
        return wrong("LINE ID ยาวเกินไป: เขียนเช่น @school หรือ school2569")
    return Cleaned({target: value}, visible_repair(text, value)) if value else EMPTY


def facebook(text: str) -> Cleaned:
    value = _LABEL.sub("", plain(text)).strip()
    if len(value) > 300:
        return wrong("ชื่อหรือที่อยู่ Facebook ยาวเกินไป")
    return Cleaned({"facebook": value}, visible_repair(text, value)) if value else EMPTY


def kind(text: str) -> Cleaned:
    """ "อปท." is filed under หน่วยงานภายนอก, and that is said; a word we don't know gives nothing."""
    key = fold(text)
    found = KINDS.get(key) or next(
        (code for word, code in KINDS.items() if len(word) > 3 and word in key), None
    )
    if not found:
        return Cleaned({}, (f"ประเภท “{shown(text)}” ไม่อยู่ในรายการ จึงดูประเภทจากชื่อ",))
    return Cleaned({"kind": found})


def scope(text: str) -> Cleaned:
    found = SCOPES.get(fold(text))
    return Cleaned({"scope": found}) if found else wrong(f"ช่องนี้ต้องเป็น ภายใน หรือ ภายนอก แต่เป็น “{shown(text)}”")


_LIST_BREAK = re.compile(r"\s*[,;\n]\s*|\s+/\s+")


def other_names(text: str) -> Cleaned:
    names = [plain(piece) for piece in _LIST_BREAK.split(text)]
    names = list(dict.fromkeys(name for name in names if name and len(name) <= 300))
    return Cleaned({"other_names": names}) if names else EMPTY
