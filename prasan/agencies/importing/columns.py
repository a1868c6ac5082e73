"""Which column is what: by a person's correction, by memory, by the heading's meaning, by its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from prasan.agencies.importing import meanings
from prasan.agencies.importing.headers import Header, Heading, letter
from prasan.agencies.importing.reading import Sheet
from prasan.agencies.importing.targets import BY_KEY
from prasan.agencies.importing.words import PERSON
from prasan.thai import places
from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise

_SAMPLE = 200
_LONGEST_SAMPLE = 200
_MOST_LOOKED_AT = 2000
_MOSTLY = 0.8
_MORE_THAN_HALF = 0.51


@dataclass(slots=True)
class Column:
    """`target` "" is none; `how` it was found: person, memory, heading, content or "" (not at all);
    `lost` is a target that it means and another column has."""

    index: int
    heading: Heading
    target: str
    how: str
    samples: tuple[str, ...] = ()
    lost: str = ""

    @property
    def letter(self) -> str:
        return letter(self.index)


def map_columns(
    sheet: Sheet, header: Header, *, corrections: Mapping[str, str], memory: Mapping[str, str]
) -> list[Column]:
    """Every column of the sheet in order.

    `corrections` {index from 0 as text: target or ""} of this sheet; `memory` {heading: target or ""},
    compared as headings are (`meanings.heading_key`), also as "group / label".
    """
    remembered = {meanings.heading_key(heading): target for heading, target in memory.items()}
    columns = [
        Column(h.index, h, "", "", samples)
        for h, samples in zip(header.headings, _samples(sheet, header), strict=True)
    ]
    for column in columns:
        column.target, column.how = _chosen(column, corrections, remembered)
    _leave_out_what_cannot_be(columns)
    _keep_first_of_each(columns)
    _read_content(columns, is_headless=header.bottom < 0)
    _name_somehow(columns)
    _give_to_persons(columns)
    _keep_first_of_each(columns)
    return columns


def _samples(sheet: Sheet, header: Header) -> list[tuple[str, ...]]:
    found: list[list[str]] = [[] for _ in header.headings]
    for row in sheet.rows[header.bottom + 1 : header.bottom + 1 + _MOST_LOOKED_AT]:
        for cell, samples in zip(row, found, strict=False):
            if cell and len(samples) < _SAMPLE:
                samples.append(cell[:_LONGEST_SAMPLE])
    return [tuple(samples) for samples in found]


def _chosen(column: Column, corrections: Mapping[str, str], remembered: Mapping[str, str]) -> tuple[str, str]:
    corrected = corrections.get(str(column.index))
    if corrected is not None and (corrected == "" or corrected in BY_KEY):
        return corrected, "person"
    heading = column.heading
    for text in (f"{heading.group} / {heading.label}", heading.text, heading.label):
        target = remembered.get(meanings.heading_key(text)) if heading.label else None
        if target is not None and (target == "" or target in BY_KEY):
            return target, "memory"
    target = meanings.meaning(heading.group, heading.label)
    return (target, "heading") if target is not None else ("", "")


_NUMBER_ALONE = re.compile(r"[\d๐-๙,. ]+(?:คน|ห้อง)?")
_NAMES, _COUNTS = frozenset({"head_name", "contact_name"}), frozenset({"pupils", "teachers", "rooms"})


def _leave_out_what_cannot_be(columns: list[Column]) -> None:
    """ผู้บริหาร over numbers counts them; ครู over names is no number of teachers."""
    for column in columns:
        if column.how == "person" or column.target not in _NAMES | _COUNTS or not column.samples:
            continue
        numbers = sum(bool(_NUMBER_ALONE.fullmatch(sample.strip())) for sample in column.samples)
        is_counted = numbers >= _MOSTLY * len(column.samples)
        if is_counted and column.target in _NAMES:
            column.target = ""
        elif column.target in _COUNTS and sum(map(_is_person, column.samples)) >= _MOSTLY * len(
            column.samples
        ):
            column.target = "contact_name"


def _is_person(text: str) -> bool:
    return bool(PERSON.search(normalise(text)))


def _keep_first_of_each(columns: list[Column]) -> None:
    """Of two columns for one value the person's, the remembered, then the left one stays."""
    taken: set[str] = set()
    order = {"person": 0, "memory": 1, "heading": 2, "content": 3, "": 4}
    for column in sorted(columns, key=lambda c: (order[c.how], not c.samples, c.index)):
        if not column.target or BY_KEY[column.target].repeats:
            continue
        if column.target in taken:
            column.lost, column.target = column.target, _instead(column, columns)
            if column.target in taken:
                column.target = ""
        taken.add(column.target)


def _instead(column: Column, columns: list[Column]) -> str:
    """A second e-mail column is most likely a person's, a second "เรื่องที่ติดต่อ" the contact's who stands before
    it; another second one is left out."""
    has_contact = any(c.target == "contact_name" and c.index < column.index for c in columns)
    if column.target == "about" and has_contact:
        return "contact_about"
    return {"email": "personal_email", "line": "personal_line"}.get(column.target, "")


def left_out(columns: list[Column]) -> list[str]:
    """Thai sentences on the columns with values that are not taken because another one has their field."""
    having = {column.target: column.heading.text for column in columns}
    return [
        f"คอลัมน์ “{c.heading.text}” ไม่ได้นำเข้า เพราะคอลัมน์ “{having[c.lost]}” เป็น{BY_KEY[c.lost].label}แล้ว"
        ": เลือกข้อมูลของคอลัมน์นี้ได้ที่จับคู่คอลัมน์"
        for c in columns
        if c.lost and c.lost in having and not c.target and c.samples
    ]


def _read_content(columns: list[Column], *, is_headless: bool) -> None:
    taken = {column.target for column in columns}
    for column in columns:
        if column.how or not column.samples:
            continue
        found = _content(column.samples, is_headless=is_headless or not column.heading.label)
        if found and (found not in taken or BY_KEY[found].repeats):
            column.target, column.how = found, "content"
            taken.add(found)
    _split_codes(columns, taken)


_CODE_HEADING = re.compile("^รหัส|code$|^id")


def _split_codes(columns: list[Column], taken: set[str]) -> None:
    """ "รหัสโรงเรียน" says nothing of its length: the digits do; also where the heading says otherwise."""
    for column in columns:
        if column.how == "person" or not (column.target in ("code8", "code10") or _is_code(column)):
            continue
        digits = [len(_digits(sample)) for sample in column.samples]
        # Short codes are codes that lost a digit: the column is one if its heading says so of most.
        enough = _MOSTLY if column.target else _MORE_THAN_HALF
        for length, target in ((8, "code8"), (10, "code10")):
            if digits and digits.count(length) >= enough * len(digits) and target not in taken:
                column.target, column.how = target, column.how or "content"
                taken.add(target)


def _is_code(column: Column) -> bool:
    return not column.target and bool(_CODE_HEADING.search(meanings.heading_key(column.heading.label)))


def _digits(text: str) -> str:
    plain = to_arabic(text).strip().removesuffix(".0")
    return plain if plain.isdecimal() else ""


_EMAIL = re.compile(r"\S+@\S+\.\S+")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_SCHOOL = re.compile(r"^(?:โรงเรียน|รร\.|ร\.ร\.)")
_PHONE = re.compile(r"^[\d\s().,/\-+ต่อ]{7,}$")
_PLACE_PREFIX = {
    6: re.compile(r"^(?:ตำบล|ต\.|แขวง)"),
    4: re.compile(r"^(?:อำเภอ|อ\.|เขต)"),
    2: re.compile(r"^(?:จังหวัด|จ\.)"),
}


def _content(samples: tuple[str, ...], *, is_headless: bool) -> str:
    """What a column must be by its cells alone; without any heading a bit more is dared."""
    texts = [to_arabic(normalise(sample)) for sample in samples]

    def mostly(pattern: re.Pattern[str]) -> bool:
        return sum(bool(pattern.search(text)) for text in texts) >= _MOSTLY * len(texts)

    if mostly(_EMAIL):
        return "email"
    if mostly(_URL):
        return "website"
    if mostly(_SCHOOL):
        return "name"
    for length, target in ((2, "province"), (4, "district"), (6, "subdistrict")):
        if _are_places(texts, length):
            return target
    if is_headless:
        return _bare_content(texts)
    return ""


def _bare_content(texts: list[str]) -> str:
    for length, target in ((8, "code8"), (10, "code10"), (5, "postal_code")):
        if all(len(_digits(text)) == length for text in texts) and not (length == 10 and texts[0][0] == "0"):
            return target
    if sum(bool(_PHONE.match(text)) for text in texts) >= _MOSTLY * len(texts):
        return "phones"
    return ""


@cache
def _place_names(length: int) -> frozenset[str]:
    found = places.provinces()
    for _ in range(2, length, 2):
        found = [below for above in found for below in places.inside(above.code)]
    return frozenset(place.name for place in found)


def _are_places(texts: list[str], length: int) -> bool:
    names = _place_names(length)
    bare = [_PLACE_PREFIX[length].sub("", text).strip() for text in texts]
    return len(texts) >= 3 and sum(name in names for name in bare) >= _MOSTLY * len(bare)


def _give_to_persons(columns: list[Column]) -> None:
    """A bare โทรศัพท์ or ตำแหน่ง right after a person's name is that person's, if the agency has its own."""
    owner: meanings.Subject | None = None
    seen: set[str] = set()
    for column in columns:
        if column.target in ("contact_name", "head_name"):
            owner = "contact" if column.target == "contact_name" else "head"
        elif owner and column.how == "heading" and meanings.subject(column.heading.group) is None:
            own = meanings.whose(column.target, owner)
            if own == column.target:
                owner = owner if column.target in _ABOUT_PERSONS else None
            elif column.target in seen or column.target == "head_post":
                column.target = own
        seen.add(column.target)


_ABOUT_PERSONS = frozenset(
    {"head_post", "head_since", "head_until", "mobiles", "personal_email", "personal_line", "contact_post",
     "contact_phone", "contact_email", "contact_line", "contact_about"}
)  # fmt: skip


def _name_somehow(columns: list[Column]) -> None:
    """ "ชื่อ - สกุล" names the row itself in a list of persons, else its contact; "กลุ่ม" may be all the name."""
    has_name = any(column.target == "name" for column in columns)
    for column in columns:
        if not column.how and meanings.is_person_name(column.heading.label):
            column.target, column.how = "contact_name" if has_name else "name", "heading"
            has_name = True
    for column in columns:
        if not has_name and column.target == "school_group" and column.how == "heading":
            column.target, has_name = "name", True
