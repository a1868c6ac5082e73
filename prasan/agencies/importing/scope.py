"""ภายใน or ภายนอก, and what kind of agency a row is (domain: section 2).

สังกัด alone decides of schools, compared with the office's own name in any spelling. The office's own
groups are ภายใน. A row that doesn't say: what the register knows; a person or an agency that is no school is
ภายนอก; else ภายใน is proposed and said to be assumed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from prasan.agencies.importing.snapshot import OfficeNames
from prasan.agencies.importing.words import (
    AGENCY,
    KINDS,
    LEGAL_UNITS,
    ORGANISATION,
    PERSON,
    PLAINLY_A_PERSON,
    PLAINLY_AN_AGENCY,
    SCHOOL,
)
from prasan.thai import names, places
from prasan.thai.text import fold

INTERNAL, EXTERNAL = "internal", "external"
ASSUMED = "ไม่ได้ระบุสังกัด จึงเสนอเป็นหน่วยงานภายใน (สันนิษฐาน)"
_UNCLEAR = "สังกัดที่ระบุไม่บอกว่าเป็นสำนักงานเขตใด จึงเสนอเป็นหน่วยงานภายใน (สันนิษฐาน)"

# Affiliations that both kinds of area office share say nothing of which.
_SAYS_NOTHING = frozenset(
    names.affiliation_key(text)
    for text in ("สพฐ.", "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน", "ศธ.", "กระทรวงศึกษาธิการ", "รัฐบาล", "รัฐ", "สพท.")
)


_OBEC = re.compile(r"สพฐ\.?|สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน")
_PLACE_AND_NUMBER = re.compile(r"(?:จ\.|จังหวัด)?[ก-๎ ]+?เขต(?:ที่)? ?[\d๐-๙]+")
_KINDS = ("สพป.", "สพม.")
_OLD_LEVEL = "เขตพื้นที่การศึกษา"


class Kind(NamedTuple):
    """`is_sure` if the sheet says so; False if only the name suggests it."""

    code: str
    is_sure: bool


class Decision(NamedTuple):
    """`reason` is a Thai sentence where the row itself did not say."""

    scope: str
    reason: str | None


class Scopes:
    """Decides for one office."""

    def __init__(self, office: OfficeNames) -> None:
        self._own = [key for name in (office.name, office.short_name) if (key := names.affiliation_key(name))]
        own_units = {names.variants_key(unit) for unit in (*office.units, *LEGAL_UNITS)}
        self._units = own_units | {names.variants_key(n) for n in (office.name, office.short_name) if n}
        self._of_affiliation: dict[str, str | None] = {}

    def is_unit_name(self, name: str) -> bool:
        """Whether a name is one of the office's own groups, or the office itself."""
        return names.variants_key(name) in self._units

    def by_affiliation(self, text: str) -> str | None:
        """What สังกัด says; None if it says nothing of which office."""
        if text not in self._of_affiliation:
            self._of_affiliation[text] = self._compare(_OBEC.sub("", text).strip() or text)
        return self._of_affiliation[text]

    def _compare(self, text: str) -> str | None:
        key = names.affiliation_key(text)
        if not key or key in _SAYS_NOTHING:
            return None
        if key in self._own or names.variants_key(text) in self._units:
            return INTERNAL
        # DMC calls an area office by its place alone.
        if _PLACE_AND_NUMBER.fullmatch(text) and any(
            names.affiliation_key(f"{k}{text}") in self._own for k in _KINDS
        ):
            return INTERNAL
        # Before 2553 there was one kind of area office; its name doesn't say which of today's is meant.
        level, _, place = key.partition(":")
        if level == _OLD_LEVEL and any(own.partition(":")[2] == place for own in self._own):
            return None
        # "สพป.ระยอง" in a province with two such offices doesn't say which.
        if any(own.startswith(f"{key}:") for own in self._own):
            return None
        return EXTERNAL

    def decide(self, *, said: str | None, affiliation: str, kind: str, known: str | None) -> Decision:
        """`said`: what a column ภายใน/ภายนอก says; `known`: what the register says of the agency."""
        if kind == "unit":
            return Decision(INTERNAL, None)
        if found := said or self.by_affiliation(affiliation):
            return Decision(found, None)
        if known:
            return Decision(known, None)
        if kind != "school":
            return Decision(EXTERNAL, None)
        return Decision(INTERNAL, _UNCLEAR if affiliation else ASSUMED)


def home_provinces(office: OfficeNames) -> frozenset[str]:
    """Codes of the provinces in the office's name: ("21",) for สพป.ระยอง เขต 2."""
    return frozenset(
        p.code for p in places.provinces() if p.name in office.name or p.name in office.short_name
    )


@lru_cache(maxsize=65536)
def kind_of_name(name: str) -> str | None:
    """What a name alone suggests; None if it could be anything (บ้านนา)."""
    for pattern, code in (
        (SCHOOL, "school"),
        (PERSON, "person"),
        (AGENCY, "agency"),
        (ORGANISATION, "organisation"),
    ):
        if pattern.search(name):
            return code
    return None


def no_school(name: str) -> str | None:
    """What a bare name in a column of schools plainly is instead: "person" or "agency"; None if a school."""
    if PLAINLY_A_PERSON.search(name):
        return "person"
    return "agency" if PLAINLY_AN_AGENCY.search(name) else None


_SCHOOL_HEADINGS = tuple(map(fold, ("สถานศึกษา", "โรงเรียน", "school", "ร.ร.")))
_UNIT_HEADINGS = tuple(map(fold, ("กลุ่ม/หน่วย", "กลุ่มงาน", "กลุ่ม/งาน", "หน่วยงานภายใน", "กลุ่มงานภายใน", "ชื่อกลุ่ม")))
_SCHOOL_COLUMNS = frozenset({"pupils", "teachers", "rooms", "code8", "school_group"})
_MAJORITY = 0.6


def kind_of_sheet(
    sheet_name: str, name_heading: str, targets: Iterable[str], sample: Iterable[str]
) -> Kind | None:
    """What all rows of a sheet are, by the heading of the names, the sheet's name, its columns, its names."""
    heading = fold(name_heading)
    is_mixed = any(fold(word) in heading for word in ("องค์กร", "บุคคล", "ภายนอก"))
    if not is_mixed and any(word in heading for word in _UNIT_HEADINGS):
        return Kind("unit", True)
    if not is_mixed and any(word in heading for word in _SCHOOL_HEADINGS) and fold("หน่วยงาน") not in heading:
        return Kind("school", True)
    if (found := KINDS.get(fold(sheet_name))) and not is_mixed:
        return Kind(found, found in ("unit", "school"))
    if len(_SCHOOL_COLUMNS & set(targets)) >= 2:
        return Kind("school", False)
    return _most_common(sample)


def _most_common(sample: Iterable[str]) -> Kind | None:
    kinds = Counter(kind_of_name(name) for name in sample)
    if not kinds:
        return None
    kind, count = kinds.most_common(1)[0]
    return Kind(kind, False) if kind and count >= _MAJORITY * kinds.total() else None
