"""The fields of the register: one table that the form, the import, the pages and the exports all read.

Values are JSON. Shapes by type:
text     str, one line or several · code, email, url, line   str · integer   int · date   "YYYY-MM-DD"
list     list of str · phones   list of "038000100" or "038000100 ต่อ 21"
place    official code of a subdistrict "210301", district "2103" or province "21"
coordinates   [latitude, longitude] in degrees · kind   a code of `Kind` · scope   a code of `Scope`
people   list of {"name", "post", "phones": list, "email", "line", "about"}, each key optional but name
An absent field has no key at all; there are no empty values.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Level(models.IntegerChoices):
    """How far a field goes out (วิธีการเผยแพร่, manual job A 5.3): each level holds the ones before it."""

    INTERNAL = 0, "ภายใน"
    WEB = 1, "เว็บ"
    OPEN = 2, "เปิด"

    @property
    def code(self) -> str:
        return LEVEL_CODES[self]


LEVEL_CODES = {Level.INTERNAL: "internal", Level.WEB: "web", Level.OPEN: "open"}
LEVEL_BY_CODE = {code: level for level, code in LEVEL_CODES.items()}


class Scope(models.TextChoices):
    """ภายใน: the office's own groups and the schools under it; everyone else is ภายนอก."""

    INTERNAL = "internal", "ภายใน"
    EXTERNAL = "external", "ภายนอก"


class Kind(models.TextChoices):
    UNIT = "unit", "กลุ่มงานภายใน"
    SCHOOL = "school", "สถานศึกษา"
    AGENCY = "agency", "หน่วยงานภายนอก"
    ORGANISATION = "organisation", "องค์กร"
    PERSON = "person", "บุคคล"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: key in JSON, Thai label, shape of its value, level by default, section."""

    key: str
    label: str
    type: str
    level: Level
    section: str


_OPEN, _WEB, _INTERNAL = Level.OPEN, Level.WEB, Level.INTERNAL

FIELDS: tuple[Field, ...] = (
    Field("name", "ชื่อหน่วยงาน", "text", _OPEN, "identity"),
    Field("short_name", "ชื่อย่อ", "text", _OPEN, "identity"),
    Field("other_names", "ชื่ออื่นและชื่อเดิม", "list", _OPEN, "identity"),
    Field("scope", "ภายใน/ภายนอก", "scope", _OPEN, "identity"),
    Field("kind", "ประเภท", "kind", _OPEN, "identity"),
    Field("code8", "รหัส 8 หลัก", "code", _OPEN, "identity"),
    Field("code10", "รหัส 10 หลัก", "code", _OPEN, "identity"),
    Field("affiliation", "สังกัด", "text", _OPEN, "identity"),
    Field("school_group", "กลุ่มโรงเรียน", "text", _OPEN, "identity"),
    Field("address", "ที่อยู่", "text", _OPEN, "place"),
    Field("place", "ตำบล อำเภอ จังหวัด", "place", _OPEN, "place"),
    Field("postal_code", "รหัสไปรษณีย์", "code", _OPEN, "place"),
    Field("coordinates", "พิกัด", "coordinates", _OPEN, "place"),
    Field("phones", "โทรศัพท์", "phones", _OPEN, "contact"),
    Field("email", "อีเมลกลาง", "email", _OPEN, "contact"),
    Field("website", "เว็บไซต์", "url", _OPEN, "contact"),
    Field("fax", "โทรสาร", "phones", _WEB, "contact"),
    Field("facebook", "Facebook", "text", _WEB, "contact"),
    Field("line", "LINE", "line", _WEB, "contact"),
    Field("head_name", "ผู้บริหาร", "text", _WEB, "people"),
    Field("head_post", "ตำแหน่งผู้บริหาร", "text", _WEB, "people"),
    Field("head_since", "ดำรงตำแหน่งเมื่อ", "date", _WEB, "people"),
    Field("head_until", "ครบวาระเมื่อ", "date", _WEB, "people"),
    Field("about", "เรื่องที่ประสาน", "text", _WEB, "people"),
    Field("contacts", "ผู้ประสานงาน", "people", _INTERNAL, "people"),
    Field("mobiles", "โทรศัพท์เคลื่อนที่", "phones", _INTERNAL, "people"),
    Field("personal_email", "อีเมลส่วนบุคคล", "email", _INTERNAL, "people"),
    Field("personal_line", "LINE ส่วนบุคคล", "line", _INTERNAL, "people"),
    Field("missions", "ภารกิจ", "text", _OPEN, "work"),
    Field("pupils", "จำนวนนักเรียน", "integer", _OPEN, "statistics"),
    Field("teachers", "จำนวนครู", "integer", _OPEN, "statistics"),
    Field("rooms", "จำนวนห้องเรียน", "integer", _OPEN, "statistics"),
    Field("academic_year", "ปีการศึกษา", "integer", _OPEN, "statistics"),
    Field("closed_on", "ปิด/ยุบรวมเมื่อ", "date", _OPEN, "identity"),
    Field("consent_proof", "หลักฐานความยินยอม", "text", _INTERNAL, "people"),
    Field("notes", "หมายเหตุ", "text", _INTERNAL, "notes"),
)
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}
SECTIONS: dict[str, str] = {
    "identity": "ชื่อและสังกัด",
    "place": "ที่ตั้ง",
    "contact": "ติดต่อ",
    "people": "ผู้บริหารและผู้ประสานงาน",
    "work": "ภารกิจ",
    "statistics": "จำนวน",
    "notes": "หมายเหตุ",
}

# A person's data stay inside but for their name and what they are contacted about, and those go out
# only with proof of consent (PDPA; domain: publish levels).
_PERSON_ON_WEB_WITH_PROOF = frozenset({"name", "about"})
_PERSON_ALWAYS = frozenset({"scope", "kind"})


def default_level(key: str, kind: str | None, *, has_proof: bool = False) -> Level:
    """The level proposed for field `key` of an agency of `kind`, before anyone chooses."""
    if kind != Kind.PERSON:
        return BY_KEY[key].level
    if key in _PERSON_ON_WEB_WITH_PROOF | _PERSON_ALWAYS:
        return Level.WEB if has_proof else Level.INTERNAL
    return Level.INTERNAL
