"""Names of agencies: one spelling, notes of closing and renaming taken out and asked."""

from __future__ import annotations

import re
from functools import partial

from prasan.agencies.importing import meanings
from prasan.agencies.importing.cells import Cleaned, Cleaner, Doubt, plain, shown, visible_repair, wrong
from prasan.agencies.importing.scope import no_school
from prasan.agencies.importing.words import INSTITUTION
from prasan.thai import dates, names
from prasan.thai.text import normalise

MOST = 300
_BULLET = re.compile(r"^(?:\(?\d{1,3}[.)]|[-•·●▪*–])\s*(?=[ก-๎A-Za-z“\"'])")
# Most names are so: one word, nothing to mend.
_PLAIN = re.compile("โรงเรียน[ก-ฮเ-ไ][ก-๎]{2,80}")
_ALL_QUOTED = re.compile(r"[“\"']([^“”\"']+)[”\"']")
_IN_THAI = re.compile(r"[“\"']?[ก-๎]")
_LETTER = re.compile(r"[ก-ฮA-Za-z]")
_BEGINS_AS_FORMULA = re.compile(r"^[=+@]|^-\s*\d")
_MISTYPED = re.compile(
    r"^(?:โรงเรีน|โรงเรียย|โรงเรัยน|โรเรียน|โรงเรยน|โรงรียน|โรงเรียร|โณงเรียน|โรงเรีย(?=บ้าน|วัด|ชุมชน|อนุบาล|บาง|หนอง))"
)
_BRACKETED = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]\s*")

_SCHOOL = r"(?:โรงเรียน|รร\.|ร\.ร\.)\s*[ก-ฮเ-ไ]"
_KINDS = r"(?:โรงเรียน|รร\.|ร\.ร\.)?\s*(?:วัด|บ้าน|ชุมชน|อนุบาล|อบต\.|เทศบาล|สภ\.|รพ\.)"
# Two schools in one cell; not a branch or another name of one (สาขาโรงเรียน…, (โรงเรียน…), เดิม โรงเรียน…).
_SEVERAL = (
    re.compile(
        rf"{_SCHOOL}.{{0,200}}?(?:\s*[,;/\n]\s*|\sและ\s*|(?<!เดิม)(?<!ชื่อ)(?<!จาก)(?<!กับ)(?<!สาขา)\s){_SCHOOL}"
    ),
    re.compile(rf"{_KINDS}[^\s,;/()]{{1,100}}\s*[,;/]\s*{_KINDS}[ก-๎]"),
    re.compile(r"^\s*[1๑]\s*[.)].{1,200}?[\s,]+[2๒]\s*[.)]", re.DOTALL),
)

CLOSED = re.compile(
    r"ยุบเลิก|ยุบรวม|ยุบ(?:แล้ว|โรงเรียน)|ควบรวม|เลิกกิจการ|เลิกล้มกิจการ|ปิดกิจการ|ปิดสถานศึกษา|ปิดโรงเรียน|ปิดตัว|ปิดแล้ว"
    r"|ถูกยุบ|เรียนรวมกับ|รวมกับโรงเรียน|ไม่มีนักเรียน"
)
RENAMED = re.compile(r"เปลี่ยนชื่อ|เดิมชื่อ|ชื่อเดิม|แต่เดิม|เดิมคือ|(?:^|\()เดิม ")
_FORMER = re.compile(
    r"(?:เดิมชื่อว่า|เดิมชื่อ|ชื่อเดิมคือ|ชื่อเดิม|เดิมคือ|แต่เดิมชื่อ|แต่เดิม|เปลี่ยนชื่อ(?:มา)?จาก"
    r"|เดิม)\s*[:：]?\s*[“\"]?(?P<name>[ก-๎A-Za-z0-9 .]+?)[”\"]?\s*(?:[),]|เป็น|เมื่อ|$)"
)
_NEW_NAME = re.compile(r"เปลี่ยนชื่อเป็น\s*[“\"]?(?P<name>[ก-๎A-Za-z0-9 .]+?)[”\"]?\s*(?:[),]|เมื่อ|$)")
_DATE = re.compile(r"\d{1,2}(?:\s*[ก-๎.]+\s*(?:พ\.ศ\.)?\s*|/\d{1,2}/)\d{4}")


def name_of(*, is_school: bool) -> Cleaner:
    """`is_school`: the heading says that these are schools, so that a bare "บ้านนา" is โรงเรียนบ้านนา."""
    return partial(_name, is_school)


def _name(is_school: bool, text: str) -> Cleaned:
    if _PLAIN.fullmatch(text) and normalise(text) == text:
        return Cleaned({"name": text})
    value = plain(text)
    if _BEGINS_AS_FORMULA.match(value):
        return wrong(f"ชื่อ “{shown(text)}” ขึ้นต้นเหมือนสูตร: พิมพ์เฉพาะชื่อ")
    value, doubts = _without_notes(_BULLET.sub("", value).rstrip("*†‡ "))
    value = found[1] if (found := _ALL_QUOTED.fullmatch(value)) else value
    if not _LETTER.search(value) or value == "โรงเรียน":
        return wrong(f"“{shown(text)}” ไม่ใช่ชื่อหน่วยงาน" if value else "แถวนี้ไม่มีชื่อหน่วยงาน")
    if meanings.is_heading(value):
        return wrong(f"“{shown(text)}” เป็นหัวคอลัมน์ ไม่ใช่ชื่อหน่วยงาน")
    if any(several.search(text) for several in _SEVERAL):
        return wrong(f"ช่องนี้เหมือนมีหลายแห่ง ({shown(text)}): แยกเป็นแถวละแห่ง")
    if len(value) > MOST:
        return wrong(f"ชื่อยาว {len(value):,} ตัวอักษร รับได้ไม่เกิน {MOST}")
    value = names.display_school(_MISTYPED.sub("โรงเรียน", value))
    if is_school and _IN_THAI.match(value) and not INSTITUTION.search(value) and not no_school(value):
        value = f"โรงเรียน{value}"
    bare = normalise(text)
    return Cleaned(
        {"name": value}, (f"{bare} → {value}",) if value != bare else visible_repair(text, value), (), doubts
    )


def _without_notes(value: str) -> tuple[str, tuple[Doubt, ...]]:
    """The name without a bracket that tells of closing or renaming."""
    doubts: tuple[Doubt, ...] = ()
    for bracket in _BRACKETED.finditer(value):
        if found := doubts_in(bracket[1]):
            doubts += found
            value = value.replace(bracket[0], " ").strip()
    return value, doubts


def note(target: str, text: str) -> Cleaned:
    """A note as text, and what it says of closing or renaming."""
    value = plain(text)
    return Cleaned({target: value}, (), (), doubts_in(value)) if value else Cleaned({})


def doubts_in(text: str) -> tuple[Doubt, ...]:
    """Whether the agency seems closed or renamed, with the date or the other name where the text gives it."""
    doubts = []
    if CLOSED.search(text):
        doubts.append(Doubt("closed", f"แผ่นงานบันทึกว่า “{shown(text)}”: ยังเปิดอยู่หรือปิดแล้ว", _closing_date(text)))
    if RENAMED.search(text):
        doubts.append(
            Doubt("renamed", f"แผ่นงานบันทึกว่า “{shown(text)}”: เป็นหน่วยงานที่เปลี่ยนชื่อหรือไม่", _other_name(text))
        )
    return tuple(doubts)


def _closing_date(text: str) -> dict[str, object]:
    found = _DATE.search(text)
    try:
        return {"closed_on": dates.parse(found[0]).isoformat()} if found else {}
    except dates.DateError:
        return {}


def _other_name(text: str) -> dict[str, object]:
    if found := _NEW_NAME.search(text):
        return {"name": names.display_school(found["name"].strip())}
    found = _FORMER.search(text)
    return (
        {"other_names": [names.display_school(found["name"].strip())]}
        if found and found["name"].strip()
        else {}
    )
