"""What is kept of a member: the fields of form 7.3, in its order, with the words that head their columns."""

from __future__ import annotations

from typing import Any, NamedTuple


class Field(NamedTuple):
    """`type`: text, lines, phones, date, kind, channel, groups."""

    key: str
    label: str
    type: str = "text"


FIELDS: tuple[Field, ...] = (
    Field("name", "ชื่อ-สกุล"),
    Field("post", "ตำแหน่ง"),
    Field("organisation", "หน่วยงาน/โรงเรียน"),
    Field("school_group", "กลุ่มโรงเรียน"),
    Field("district", "อำเภอ"),
    Field("kind", "ประเภท", "kind"),
    Field("groups", "กลุ่มเครือข่าย", "groups"),
    Field("phones", "โทรศัพท์", "phones"),
    Field("line", "LINE"),
    Field("email", "อีเมล"),
    Field("website", "เว็บไซต์"),
    Field("facebook", "Facebook"),
    Field("skill", "ความถนัด"),
    Field("order_no", "คำสั่งแต่งตั้งเลขที่"),
    Field("order_on", "คำสั่งลงวันที่", "date"),
    Field("term_from", "วาระเริ่ม", "date"),
    Field("term_to", "วาระสิ้นสุด", "date"),
    Field("channel", "ช่องทางรับข่าว", "channel"),
    Field("how", "ส่งมอบอย่างไร"),
    Field("consent_on", "วันที่ให้ความยินยอม", "date"),
    Field("consent_how", "วิธีให้ความยินยอม"),
    Field("consent_taken_by", "ผู้รับความยินยอม"),
    Field("notes", "หมายเหตุ", "lines"),
)
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}
CONSENT = ("consent_on", "consent_how", "consent_taken_by")

Values = dict[str, Any]
"""{key: value}: text "" for none; dates `date` or None; phones and groups (names) lists; kind and channel
codes."""

# Columns of the member's own row; name, points and groups stand elsewhere.
OWN = (
    "post", "organisation", "school_group", "district", "kind", "website", "facebook", "skill", "order_no",
    "order_on", "term_from", "term_to", "channel", *CONSENT, "notes",
)  # fmt: skip
LONGEST = {
    "name": 250, "post": 200, "organisation": 300, "school_group": 100, "district": 100, "line": 100,
    "email": 254, "website": 300, "facebook": 300, "skill": 300, "order_no": 60, "how": 200,
    "consent_how": 200, "consent_taken_by": 200, "notes": 2000,
}  # fmt: skip
