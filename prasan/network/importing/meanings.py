"""What a heading of a sheet of members means, and what a column may be."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from prasan.network.fields import FIELDS
from prasan.thai.text import fold, normalise

NO_FIELD = ""
"""A heading that we know and do not take: running numbers and the like."""

TARGETS: dict[str, str] = {
    **{field.key: field.label for field in FIELDS},
    "title": "คำนำหน้า",
    "first_name": "ชื่อ",
    "last_name": "นามสกุล",
    "group_or_district": "กลุ่มโรงเรียน/อำเภอ",
    "website_or_facebook": "เว็บ/Facebook",
    "order": "คำสั่งแต่งตั้งเลขที่/ลงวันที่",
    "term": "วาระเริ่ม–สิ้นสุด",
    "consent": "ความยินยอม",
}
REPEATED = frozenset({"phones", "groups", "notes"})
"""Several columns of a sheet may be one of these."""

_HEADINGS = Path(__file__).parent / "data" / "headings.txt"
# Words that mean something only under their group.
_UNDER: tuple[tuple[str, dict[str, str]], ...] = (
    ("ยินยอม", {"เมื่อ": "consent_on", "วันที่": "consent_on", "วิธี": "consent_how", "อย่างไร": "consent_how",
              "ทาง": "consent_how", "ช่องทาง": "consent_how", "ผู้รับ": "consent_taken_by",
              "โดย": "consent_taken_by"}),
    ("คำสั่ง", {"เลขที่": "order_no", "ที่": "order_no", "ลงวันที่": "order_on", "วันที่": "order_on"}),
    ("วาระ", {"เริ่ม": "term_from", "ตั้งแต่": "term_from", "เริ่มวันที่": "term_from", "วันเริ่ม": "term_from",
            "สิ้นสุด": "term_to", "ถึง": "term_to", "วันสิ้นสุด": "term_to", "ครบ": "term_to"}),
)  # fmt: skip
# The order matters: the first whose words occur.
_WITHIN: tuple[tuple[str, str], ...] = (
    ("consent_on", "วันที่.*ยินยอม|ยินยอม.*(?:วันที่|เมื่อ)"),
    ("consent_taken_by", "ผู้.*ยินยอม"),
    ("consent_how", "(?:วิธี|ช่องทาง|หลักฐาน).*ยินยอม|ยินยอม.*(?:วิธี|อย่างไร|ทางใด)"),
    ("consent", "ยินยอม|pdpa"),
    ("email", "อีเมล|email|e-mail"),
    ("line", "^line|ไลน์"),
    ("phones", "โทร|เบอร์|มือถือ|phone|mobile"),
    ("facebook", "facebook|เฟซบุ๊ก|เฟสบุ"),
    ("website", "เว็บ|website"),
    ("order_on", "คำสั่ง.*(?:ลงวันที่|วันที่)"),
    ("order_no", "คำสั่ง"),
    ("term_to", "(?:สิ้นสุด|ครบ|หมด|พ้น).*วาระ|วาระ.*(?:สิ้นสุด|ถึง)"),
    ("term_from", "เริ่ม.*วาระ|วาระ.*เริ่ม"),
    ("school_group", "กลุ่มโรงเรียน|ศูนย์เครือข่าย"),
    ("channel", "ช่องทาง"),
    ("groups", "กลุ่ม.*(?:ข่าว|เครือข่าย|เป้าหมาย)|^กลุ่ม"),
    ("skill", "ถนัด|เชี่ยวชาญ|ความสามารถ"),
    ("kind", "ประเภท"),
    ("post", "^ตำแหน่ง"),
    ("organisation", "หน่วยงาน|โรงเรียน|สำนักข่าว|องค์กร"),
    ("name", "ชื่อ.*สกุล|^ชื่อ(?:สมาชิก|ผู้)"),
    ("notes", "หมายเหตุ"),
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
_GROUPS = [(fold(group), {fold(word): target for word, target in words.items()}) for group, words in _UNDER]
_IN_BRACKETS = re.compile(r"[(\[（][^()\[\]]*[)\]）]")
_NUMBERED = re.compile(r"(?<=\D{3})\d$")


@lru_cache(maxsize=4096)
def meaning(group: str, heading: str) -> str | None:
    """The target that a heading under its group ("" = none) stands for; NO_FIELD if it is known to be none;
    None if the words say nothing."""
    key = fold(heading)
    if not key:
        return None
    bare = fold(_IN_BRACKETS.sub(" ", normalise(heading)))
    above = fold(group)
    for word, targets in _GROUPS:
        if word in above and (found := targets.get(key) or targets.get(bare)):
            return found
    for one in (key, bare, _NUMBERED.sub("", bare)):
        if (found := _BY_WHOLE.get(one)) is not None:
            return found
    return next((target for target, words in _ANY_WITHIN if words.search(key)), None)
