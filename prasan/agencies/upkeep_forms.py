"""Forms of upkeep: what an agency corrects, what an officer heard, a new name, a closing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from prasan.agencies.agency_form import AgencyForm, TypedField
from prasan.agencies.fields import BY_KEY, SECTIONS, Field
from prasan.agencies.models import Verification, Version
from prasan.agencies.own_page import OFFICE_ONLY
from prasan.agencies.policies import why_not_this_closing_day
from prasan.ui.widgets import HouseForm, ThaiDateField

NOT_THEIRS = OFFICE_ONLY | {"scope", "kind", "closed_on"}
"""What the office decides and an agency only writes about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the form; `people` instead of `bound` for the contact persons."""

    label: str
    bound: BoundField | None
    people: Sequence[Sequence[BoundField]] = ()


class CorrectionForm(AgencyForm):
    """The register's own form without publish levels and without what is the office's to decide.

    `base` is the version that the sender saw: only what they changed against it is theirs.
    """

    note = forms.CharField(
        label="ข้อความถึงเจ้าหน้าที่",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เช่น เหตุที่เปลี่ยน หรือสิ่งที่ไม่มีช่องให้แก้",
    )
    name_of_sender = forms.CharField(
        label="ชื่อและตำแหน่งของท่าน",
        max_length=150,
        error_messages={"required": "กรอกชื่อและตำแหน่ง เจ้าหน้าที่จะได้สอบถามถูกคน"},
    )

    def __init__(self, base: Version, *args: Any, asks_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, values=base.values, levels=base.levels, **kwargs)
        self.base = base
        self.specs = [spec for spec in self.specs if spec.key not in NOT_THEIRS]
        for name in list(self.fields):
            if name.removesuffix("_level") in BY_KEY.keys() & NOT_THEIRS or name.endswith("_level"):
                del self.fields[name]
        for name in ("source_text", "source_on", *([] if asks_name else ["name_of_sender"])):
            del self.fields[name]

    @property
    def changed(self) -> dict[str, Any]:
        """{field: new value, None for what was emptied} of what was changed."""
        return {key: value for key, value in self.values.items() if value != self.base.values.get(key)}

    def parts(self) -> Iterator[tuple[str, list[Line]]]:
        """Heading and fields, in the order of the register."""
        for key, title in SECTIONS.items():
            lines = [self._line(spec) for spec in self.specs if spec.section == key]
            if lines:
                yield title, lines

    def _line(self, spec: Field) -> Line:
        if spec.type != "people":
            return Line(spec.label, self[spec.key])
        parts = ("name", "post", "phones", "email", "line", "about")
        people = [[self[f"contacts_{n}_{part}"] for part in parts] for n in range(self.people_count)]
        return Line(spec.label, None, people)


class AnswerForm(HouseForm):
    """Why a correction is not taken up."""

    answer = forms.CharField(
        label="เหตุผลที่ไม่รับ",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ผู้แจ้งจะเห็นข้อความนี้และได้รับทางอีเมล",
        error_messages={"required": "บอกเหตุผลที่ไม่รับ ผู้แจ้งจะได้รู้ว่าต้องทำอะไรต่อ"},
    )


class HeardForm(HouseForm):
    """What an officer heard by telephone, letter or in person."""

    how = forms.ChoiceField(
        label="ยืนยันทางใด",
        choices=[
            (how.value, how.label)
            for how in (Verification.How.PHONE, Verification.How.VISIT, Verification.How.LETTER)
        ],
        initial=Verification.How.PHONE,
        widget=forms.RadioSelect,
    )
    by_name = forms.CharField(
        label="ผู้ยืนยัน",
        max_length=250,
        help_text="ชื่อและตำแหน่งของผู้ที่ยืนยัน ถ้าเป็นหนังสือ ใส่เลขที่และวันที่ของหนังสือ",
        error_messages={"required": "กรอกชื่อและตำแหน่งของผู้ที่ยืนยัน"},
    )


class BasisForm(HouseForm):
    """The paper that an act on an agency rests on, and why it is proposed."""

    source_text = forms.CharField(
        label="ประกาศหรือคำสั่งที่อ้าง",
        max_length=200,
        help_text="เช่น ประกาศ สพฐ. เรื่อง เปลี่ยนชื่อสถานศึกษา หรือคำสั่งที่ 12/2569",
        error_messages={"required": "กรอกประกาศหรือคำสั่งที่ใช้อ้าง ผู้พิจารณาจะได้ตรวจ"},
    )
    source_on = ThaiDateField(label="ลงวันที่", error_messages={"required": "กรอกวันที่ของประกาศหรือคำสั่ง"})
    reason = forms.CharField(
        label="เหตุผลที่เสนอ",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "กรอกเหตุผลที่เสนอ"},
    )

    def clean_source_on(self) -> date:
        day: date = self.cleaned_data["source_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("วันที่ของประกาศหรือคำสั่งยังมาไม่ถึง ตรวจวันที่อีกครั้ง")
        return day

    @property
    def source(self) -> list[str]:
        return [self.cleaned_data["source_text"], self.cleaned_data["source_on"].isoformat()]


class RenameForm(BasisForm):
    field_order = ("name", "source_text", "source_on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = TypedField(BY_KEY["name"], None)
        self.fields["name"].label = "ชื่อใหม่"
        self.order_fields(self.field_order)


class CloseForm(BasisForm):
    closed_on = ThaiDateField(label="ปิดหรือยุบรวมเมื่อ", error_messages={"required": "กรอกวันที่ปิดหรือยุบรวม"})
    successor = forms.CharField(
        label="หน่วยงานที่รับช่วงต่อ",
        required=False,
        max_length=200,
        help_text="ชื่อตามทะเบียนของหน่วยงานที่รวมเข้าด้วยหรือรับงานต่อ จะแสดงคู่กับวันที่ปิด ถ้าไม่มีเว้นว่าง",
    )
    field_order = ("closed_on", "successor", "source_text", "source_on", "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get("closed_on")
        if day and (refusal := why_not_this_closing_day(day, timezone.localdate())):
            self.add_error("closed_on", str(refusal))
        return cleaned


class MemberForm(HouseForm):
    """Somebody of an agency who may sign in for it."""

    email = forms.EmailField(
        label="อีเมล",
        help_text="ถ้ายังไม่มีบัญชี ระบบส่งคำเชิญไปที่อีเมลนี้",
        error_messages={"required": "กรอกอีเมล", "invalid": "อีเมลเขียนเช่น name@school.example"},
    )
    name = forms.CharField(label="ชื่อ - สกุล", max_length=200, error_messages={"required": "กรอกชื่อ - สกุล"})
