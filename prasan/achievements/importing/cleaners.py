"""Cells of a sheet of achievements as values."""

from __future__ import annotations

import re
from functools import partial

from prasan.achievements.content import EARLIEST_YEAR, LONGEST
from prasan.achievements.forms import year_in_be
from prasan.achievements.importing.words import kind_of, level_of
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
from prasan.agencies.importing.values import date_of
from prasan.thai.text import normalise

_BULLET = re.compile(r"^(?:\(?\d{1,4}[.)]|[-•·●▪*–])\s*(?=[ก-๎A-Za-z“\"'])")
_LETTERS = re.compile("[ก-ฮA-Za-z]{2}")
NO_TITLE = "แถวนี้ไม่มีชื่อผลงาน"
_SHORT_YEAR = re.compile(r"^\s*(?:ปี|พ\.?ศ\.?)?\s*([5-9]\d)\s*$")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_SEPARATED = re.compile(r"\s*[,;\n|•·]\s*|\s+และ\s*(?=เด็ก|นาย|น\.?ส|นางสาว)|\s+(?=\d{1,2}[.)]\s*[ก-๎])")
_COUNT = re.compile(r"^(?:จำนวน)?\s*\d+\s*(?:คน|ราย|ทีม)?$")


def title(text: str) -> Cleaned:
    value = " ".join(_BULLET.sub("", plain(text)).split()).strip(" *†‡,;")
    if not _LETTERS.search(value):
        return wrong(f"“{shown(text)}” ไม่ใช่ชื่อผลงาน" if value else NO_TITLE)
    if len(value) > LONGEST["title"]:
        return wrong(f"ชื่อยาว {len(value):,} ตัวอักษร รับได้ไม่เกิน {LONGEST['title']}")
    return Cleaned({"name": value}, visible_repair(normalise(text), value))


def kind(text: str) -> Cleaned:
    found = kind_of(plain(text))
    if found is None:
        return Cleaned({}, (f"ไม่รู้จักประเภท “{shown(text)}” จึงดูจากชื่อผลงาน",))
    return Cleaned({"kind": str(found)})


def level(text: str) -> Cleaned:
    found = level_of(plain(text))
    if found is None:
        return wrong(f"ไม่รู้จักระดับ “{shown(text)}”: เขียน โรงเรียน กลุ่ม เขต จังหวัด ภาค ชาติ หรือนานาชาติ")
    return Cleaned({"level": int(found)})


def agencies(text: str) -> Cleaned:
    """Left as it is written: only the register tells one school from two."""
    value = "\n".join(filter(None, (plain(line) for line in text.splitlines())))
    return Cleaned({"agencies": [value]}) if value else EMPTY


def code(text: str) -> Cleaned:
    value = re.sub(r"\D", "", number_text(text))
    return Cleaned({"code": value}) if value else EMPTY


def year(text: str) -> Cleaned:
    """2569, ๒๕๖๙, 2026, "1/2569", "ปีการศึกษา 2569"; 69 is 2569, as of dates (domain 10)."""
    found = _YEAR.search(number_text(text))
    value = year_in_be(found[1]) if found else None
    if short := _SHORT_YEAR.match(number_text(text)):
        value = 2500 + int(short[1])
    if value is None or value < EARLIEST_YEAR:
        return wrong(f"อ่านปีการศึกษาไม่ออก: ใช้ พ.ศ. สี่หลัก ช่องนี้เป็น “{shown(text)}”")
    return Cleaned({"academic_year": value})


def pupils(text: str) -> Cleaned:
    """Names; a number of pupils is none."""
    if _COUNT.match(plain(text)):
        return EMPTY
    names = [_BULLET.sub("", plain(piece)).strip(" .,") for piece in _SEPARATED.split(text)]
    names = list(dict.fromkeys(name for name in names if _LETTERS.search(name)))
    return Cleaned({"pupils": names}) if names else EMPTY


def text_of(target: str) -> Cleaner:
    return partial(_text, target)


def _text(target: str, text: str) -> Cleaned:
    value = plain(text)
    if len(value) > (most := LONGEST.get(target, 200)):
        return wrong(f"ช่องนี้ยาว {len(value):,} ตัวอักษร รับได้ไม่เกิน {most:,}")
    return Cleaned({target: value}, visible_repair(text, value)) if value else EMPTY


CLEANERS: dict[str, Cleaner] = {
    "name": title,
    "kind": kind,
    "level": level,
    "agencies": agencies,
    "code": code,
    "academic_year": year,
    "pupils": pupils,
    "awarded_on": date_of("awarded_on"),
    "consent_on": date_of("consent_on"),
    **{key: text_of(key) for key in ("prize", "given_by", "details", "consent_how", "consent_taken_by")},
}
