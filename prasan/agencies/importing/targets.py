"""What a column may be: the fields of the register, and the parts that several columns give of one field.

This table is the whole list: for the select boxes of the screen, for `docs/commands.md`, for remembered
corrections. A key that is no field of the register is a part of `field`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """`field`: the register field it fills. `repeats`: several columns of a sheet may be this."""

    key: str
    label: str
    field: str
    repeats: bool = False


def _target(key: str, label: str, field: str = "", *, repeats: bool = False) -> Target:
    return Target(key, label, field or key, repeats)


TARGETS: tuple[Target, ...] = (
    _target("name", "ชื่อหน่วยงาน"),
    _target("short_name", "ชื่อย่อ"),
    _target("other_names", "ชื่ออื่นและชื่อเดิม", repeats=True),
    _target("scope", "ภายใน/ภายนอก"),
    _target("kind", "ประเภท"),
    _target("code8", "รหัส 8 หลัก"),
    _target("code10", "รหัส 10 หลัก"),
    _target("affiliation", "สังกัด"),
    _target("school_group", "กลุ่มโรงเรียน"),
    _target("address", "ที่อยู่ (เลขที่ หมู่ ถนน หรือทั้งหมด)", repeats=True),
    _target("subdistrict", "ตำบล/แขวง", "place"),
    _target("district", "อำเภอ/เขต", "place"),
    _target("province", "จังหวัด", "place"),
    _target("place", "ตำบล อำเภอ จังหวัด ในช่องเดียว"),
    _target("postal_code", "รหัสไปรษณีย์"),
    _target("latitude", "ละติจูด", "coordinates"),
    _target("longitude", "ลองจิจูด", "coordinates"),
    _target("coordinates", "พิกัดในช่องเดียว"),
    _target("phones", "โทรศัพท์", repeats=True),
    _target("fax", "โทรสาร", repeats=True),
    _target("email", "อีเมลกลาง"),
    _target("website", "เว็บไซต์"),
    _target("facebook", "Facebook"),
    _target("line", "LINE"),
    _target("head_name", "ผู้บริหาร: ชื่อ"),
    _target("head_post", "ผู้บริหาร: ตำแหน่ง"),
    _target("head_since", "ผู้บริหาร: ดำรงตำแหน่งเมื่อ"),
    _target("head_until", "ผู้บริหาร: ครบวาระเมื่อ"),
    _target("about", "เรื่องที่ประสาน"),
    _target("contact_name", "ผู้ประสานงาน: ชื่อ", "contacts"),
    _target("contact_post", "ผู้ประสานงาน: ตำแหน่ง", "contacts"),
    _target("contact_phone", "ผู้ประสานงาน: โทรศัพท์", "contacts", repeats=True),
    _target("contact_email", "ผู้ประสานงาน: อีเมล", "contacts"),
    _target("contact_line", "ผู้ประสานงาน: LINE", "contacts"),
    _target("contact_about", "ผู้ประสานงาน: เรื่องที่ติดต่อ", "contacts"),
    _target("mobiles", "โทรศัพท์เคลื่อนที่", repeats=True),
    _target("personal_email", "อีเมลส่วนบุคคล"),
    _target("personal_line", "LINE ส่วนบุคคล"),
    _target("missions", "ภารกิจ"),
    _target("pupils", "จำนวนนักเรียน"),
    _target("teachers", "จำนวนครู"),
    _target("rooms", "จำนวนห้องเรียน"),
    _target("academic_year", "ปีการศึกษา"),
    _target("closed_on", "ปิด/ยุบรวมเมื่อ"),
    _target("consent_proof", "หลักฐานความยินยอม"),
    _target("notes", "หมายเหตุ", repeats=True),
)
BY_KEY: dict[str, Target] = {target.key: target for target in TARGETS}


def parts_of(field: str) -> frozenset[str]:
    """The targets that fill this field: {"contact_name", …} for "contacts"; a target's own name is itself."""
    return frozenset(t.key for t in TARGETS if field in (t.key, t.field))
