"""What a heading of a sheet of achievements means."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from prasan.thai.text import fold, normalise

NO_FIELD = ""
"""A heading that we know and do not take: running numbers and the like."""

TARGETS: dict[str, str] = {
    "name": "ชื่อผลงาน",
    "prize": "รางวัลที่ได้ (นำหน้าชื่อผลงาน)",
    "kind": "ประเภท",
    "level": "ระดับ",
    "agencies": "เป็นผลงานของ",
    "code": "รหัสโรงเรียน",
    "given_by": "ผู้มอบ",
    "awarded_on": "วันที่ได้รับ",
    "academic_year": "ปีการศึกษา",
    "details": "รายละเอียด",
    "pupils": "ชื่อนักเรียน",
    "consent_on": "วันที่ให้ความยินยอม",
    "consent_how": "วิธีให้ความยินยอม",
    "consent_taken_by": "ผู้รับความยินยอม",
}
REPEATED = frozenset({"pupils", "agencies"})
"""Several columns of a sheet may be one of these."""

_HEADINGS = Path(__file__).parent / "data" / "headings.txt"
# The order matters: the first whose words occur.
_WITHIN: tuple[tuple[str, str], ...] = (
    ("consent_on", "วันที่.*ยินยอม|ยินยอม.*(?:วันที่|เมื่อ)"),
    ("consent_taken_by", "ผู้.*ยินยอม"),
    ("consent_how", "ยินยอม"),
    ("code", "^รหัส"),
    ("given_by", "มอบ|ผู้จัด|ผู้ให้|^จาก"),
    ("academic_year", "ปีการศึกษา|ปี.*พ.?ศ"),
    ("awarded_on", "วันที่|วัน.*เดือน|^เมื่อ"),
    ("pupils", "ชื่อ.*(?:นักเรียน|เด็ก)|รายชื่อ"),
    ("level", "^ระดับ(?!ชั้น)"),
    ("agencies", "โรงเรียน|สถานศึกษา|หน่วยงาน"),
    ("kind", "ประเภท"),
    ("details", "รายละเอียด|คำอธิบาย"),
    ("name", "ผลงาน|รางวัล"),
)


def _folded_pattern(text: str) -> re.Pattern[str]:
    """Folding takes marks away but leaves what patterns are written with."""
    return re.compile(
        "".join(fold(piece) if re.search("[ก-๎]", piece) else piece for piece in re.split("([ก-๎]+)", text))
    )


def _whole_headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _HEADINGS.read_text(encoding="utf-8").splitlines():
        target, separator, words = line.partition(":")
        if separator and not line.startswith("#"):
            found |= {fold(word): NO_FIELD if target == "-" else target for word in words.split("|")}
    found.pop("", None)
    return found


_BY_WHOLE = _whole_headings()
_ANY_WITHIN = [(target, _folded_pattern(words)) for target, words in _WITHIN]
_IN_BRACKETS = re.compile(r"[(\[（][^()\[\]]*[)\]）]")
_NUMBERED = re.compile(r"(?<=\D{3})\d$")


@lru_cache(maxsize=4096)
def meaning(group: str, heading: str) -> str | None:
    """The target that a heading stands for, whatever its group; NO_FIELD if it is known to be none; None if
    the words say nothing."""
    key = fold(heading)
    if not key:
        return None
    bare = fold(_IN_BRACKETS.sub(" ", normalise(heading)))
    for one in (key, bare, _NUMBERED.sub("", bare)):
        if (found := _BY_WHOLE.get(one)) is not None:
            return found
    return next((target for target, words in _ANY_WITHIN if words.search(key)), None)
