"""What the gallery shows: invented values that stretch every component."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from prasan.ui.badges import BADGES
from prasan.ui.icons import ICONS
from prasan.ui.widgets import HouseForm, LevelSelect, PhoneListField, ThaiDateField, UploadField

# Letters with two marks above and a tail below: whatever clips them is wrong.
STACKS = "ที่ ปู่ น้ำ ฟื้น กู้ ญัตติ ฐิติ ผู้ซื้อ ป้า เป็น ปี้ ฎู"
OVERFULL = "โรงเรียนชุมชนบ้านสมมติที่มีชื่อยาวเป็นพิเศษเพื่อทดสอบการตัดบรรทัดของหน้าจอแคบ (อนุสรณ์ครบรอบหนึ่งร้อยปีของการทดสอบ)"
MOMENT = datetime(2026, 11, 24, 9, 41, tzinfo=ZoneInfo("Asia/Bangkok"))
LEVELS = [("internal", "ภายใน"), ("web", "เว็บ"), ("open", "เปิด")]


class SampleForm(HouseForm):
    """Every kind of field."""

    name = forms.CharField(label="ชื่อหน่วยงาน", max_length=60)
    since = ThaiDateField(label="วันที่เริ่มตำแหน่ง")
    phones = PhoneListField(label="โทรศัพท์")
    fax = PhoneListField(label="โทรสาร", required=False)
    district = forms.ChoiceField(
        label="อำเภอ", choices=[("", "ทุกอำเภอ"), ("2103", "แกลง"), ("2107", "เขาชะเมา")]
    )
    reason = forms.CharField(label="เหตุผลที่เสนอ", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    pupils = forms.CharField(label="นักเรียน", disabled=True, required=False, help_text="จาก DMC แก้ที่ต้นทาง")
    same = forms.ChoiceField(
        label="เป็นโรงเรียนเดียวกันหรือไม่",
        choices=[("yes", "โรงเรียนเดียวกัน"), ("no", "คนละโรงเรียน เพิ่มเป็นหน่วยงานใหม่")],
        widget=forms.RadioSelect,
    )
    tell = forms.MultipleChoiceField(
        label="แจ้งทาง",
        choices=[("mail", "อีเมล"), ("line", "LINE")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    level = forms.ChoiceField(label="วิธีเผยแพร่", choices=LEVELS, widget=LevelSelect)
    sheet = UploadField(label="ไฟล์ทะเบียน", endings=[".xlsx", ".csv", ".ods"], megabytes=20, required=False)
    agreed = forms.BooleanField(label="ตรวจแล้วว่าตรงกับต้นฉบับ", required=False, help_text="ยกเลิกได้ภายหลัง")


GOOD = {
    "name": "ชุมชนวัดตะเคียนงาม",
    "since": date(2026, 11, 16),
    "phones": ["038000100 ต่อ 30", "0800000000"],
    "pupils": "142 คน",
    "same": "yes",
    "tell": ["mail"],
    "level": "web",
    "agreed": True,
}
BAD = {"name": OVERFULL, "since": "31 ก.พ. 2567", "phones": "0 3800 000", "level": "open"}


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything that the gallery's templates name."""
    return {
        "form": SampleForm(initial=GOOD, auto_id="good_%s"),
        "wrong": SampleForm(data=BAD, auto_id="bad_%s"),
        "row": SampleForm(data=BAD, auto_id="row_%s"),
        "row_good": SampleForm(initial=GOOD, auto_id="rowgood_%s"),
        "icons": list(ICONS),
        "badges": list(BADGES),
        "stacks": STACKS,
        "overfull": OVERFULL,
        "moment": MOMENT,
        "page_obj": Paginator(range(290), 10).get_page(request.GET.get("page", "7")),
        "steps": ["เลือกไฟล์", "จับคู่คอลัมน์", "ตรวจสอบ", "วิธีเผยแพร่", "เสนอ"],
        "grades": [("อนุบาล", 38), ("ป.1–ป.3", 54), ("ป.4–ป.6", 50)],
    }
