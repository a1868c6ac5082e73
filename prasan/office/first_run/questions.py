"""The five questions. Each knows what was answered before it; nothing here saves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from zlib import crc32

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from prasan.office.forms import province_choices
from prasan.office.kinds import DEFAULT_CHAINS, KINDS_OF_WORK
from prasan.office.office_file import CHAIN_KINDS
from prasan.thai import dates
from prasan.ui.widgets import HouseForm, ThaiDateField, UploadField

# ประกาศกระทรวงศึกษาธิการ เรื่อง การแบ่งส่วนราชการภายในสำนักงานเขตพื้นที่การศึกษา (check)
USUAL_GROUPS = (
    "กลุ่มอำนวยการ",
    "กลุ่มนโยบายและแผน",
    "กลุ่มส่งเสริมการศึกษาทางไกล เทคโนโลยีสารสนเทศและการสื่อสาร",
    "กลุ่มบริหารงานการเงินและสินทรัพย์",
    "กลุ่มบริหารงานบุคคล",
    "กลุ่มพัฒนาครูและบุคลากรทางการศึกษา",
    "กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา",
    "กลุ่มส่งเสริมการจัดการศึกษา",
    "กลุ่มกฎหมายและคดี",
    "หน่วยตรวจสอบภายใน",
)
DEPUTIES = range(1, 6)
OFFICERS = range(1, 7)
MOST_GROUPS = 30
OFFICE_KINDS = {"สพป.": "ประถมศึกษา", "สพม.": "มัธยมศึกษา"}
Answers = dict[str, dict[str, Any]]


class Row(NamedTuple):
    """Fields of one person on the page."""

    label: str
    fields: list[BoundField]
    is_open: bool
    """Folded until one wants it: the further deputies and officers."""


class Question(HouseForm):
    """One page. `before`: cleaned answers of the questions before it, by name."""

    def __init__(self, *args: Any, before: Answers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = before
        self.ask()

    folded: frozenset[str] = frozenset()
    """Rows that stay folded while they are empty."""

    def ask(self) -> None:
        """Add the fields that depend on earlier answers."""

    def person(self, prefix: str, label: str) -> None:
        self.fields[f"{prefix}_name"] = forms.CharField(label="ชื่อ - สกุล", max_length=200, required=False)
        self.fields[f"{prefix}_email"] = forms.EmailField(label="อีเมล", max_length=254, required=False)
        self.labels = {**getattr(self, "labels", {}), prefix: label}

    def check_person(self, prefix: str) -> None:
        """A name and an e-mail go together; an empty pair is a vacant post."""
        name, email = (self.cleaned_data.get(f"{prefix}_{part}") for part in ("name", "email"))
        if name and not email and f"{prefix}_email" not in self.errors:
            self.add_error(f"{prefix}_email", "ใส่อีเมลด้วย ใช้เข้าสู่ระบบและรับแจ้งเรื่อง")
        if email and not name:
            self.add_error(f"{prefix}_name", "ใส่ชื่อ - สกุลด้วย")

    def rows(self) -> Iterator[Row]:
        for prefix, label in getattr(self, "labels", {}).items():
            fields = [self[name] for name in self.fields if name.startswith(f"{prefix}_")]
            is_used = any(bound.errors or (bound.value() and bound.data) for bound in fields[:2])
            yield Row(label, fields, is_used or prefix not in self.folded)


class OfficeQuestion(Question):
    kind = forms.ChoiceField(
        label="ประเภท",
        choices=[("สพป.", "สพป. (ประถมศึกษา)"), ("สพม.", "สพม. (มัธยมศึกษา)")],
        widget=forms.RadioSelect,
    )
    province = forms.ChoiceField(label="จังหวัดที่ตั้ง", choices=province_choices)
    number = forms.IntegerField(
        label="เขต",
        min_value=1,
        max_value=99,
        required=False,
        help_text="เว้นว่างถ้าจังหวัดมีเขตเดียว",
        widget=forms.TextInput({"class": "short", "inputmode": "numeric"}),
    )
    name = forms.CharField(
        label="ชื่อเต็ม", max_length=200, required=False, help_text="เว้นว่างไว้ ระบบตั้งจากจังหวัดและเขตให้"
    )
    short_name = forms.CharField(
        label="ชื่อย่อ", max_length=100, required=False, help_text="เช่น สพป.ระยอง เขต 2"
    )
    phone = forms.CharField(label="โทรศัพท์กลาง", max_length=100, required=False)
    email = forms.EmailField(label="อีเมลกลาง", max_length=254, required=False)

    def clean(self) -> dict[str, Any]:
        """Propose the names that were left empty."""
        cleaned = super().clean() or {}
        if not self.errors:
            area = cleaned["province"] + (f" เขต {cleaned['number']}" if cleaned["number"] else "")
            level = OFFICE_KINDS[cleaned["kind"]]
            cleaned["name"] = cleaned["name"] or f"สำนักงานเขตพื้นที่การศึกษา{level}{area}"
            cleaned["short_name"] = cleaned["short_name"] or f"{cleaned['kind']}{area}"
        return cleaned


class GroupsQuestion(Question):
    groups = forms.CharField(
        label="กลุ่มและหน่วยของสำนักงาน",
        initial="\n".join(USUAL_GROUPS),
        help_text="บรรทัดละหนึ่งกลุ่ม ตามลำดับที่ใช้ในสำนักงาน ลบ เพิ่ม หรือแก้ชื่อได้",
        widget=forms.Textarea({"rows": 12}),
    )

    def clean_groups(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["groups"].splitlines() if line.strip()]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise forms.ValidationError(f"“{twice}” เขียนไว้สองบรรทัด")
        if len(names) > MOST_GROUPS or any(len(name) > 200 for name in names):
            raise forms.ValidationError(f"ใส่ได้ไม่เกิน {MOST_GROUPS} กลุ่ม ชื่อละไม่เกิน 200 ตัวอักษร")
        return names


class LeadersQuestion(Question):
    """The director, the deputies with the groups under each, the heads. An empty row is a vacant post."""

    folded = frozenset(f"deputy{number}" for number in DEPUTIES if number > 1)

    def ask(self) -> None:
        groups = [(name, name) for name in self.before["groups"]["groups"]]
        self.fields["since"] = ThaiDateField(label="ดำรงตำแหน่งตั้งแต่วันที่", initial=_fiscal_year_start())
        self.person("director", "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา")
        for number in DEPUTIES:
            self.person(f"deputy{number}", f"รองผู้อำนวยการ คนที่ {number}")
            self.fields[f"deputy{number}_groups"] = forms.MultipleChoiceField(
                label="กำกับดูแลกลุ่ม",
                choices=groups,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for name, _ in groups:
            self.person(head_of(name), f"ผู้อำนวยการ{name}")
        self.folded |= {head_of(name) for name, _ in groups[1:]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for prefix in self.labels:
            self.check_person(prefix)
        taken: dict[str, int] = {}
        for number in DEPUTIES:
            for name in cleaned.get(f"deputy{number}_groups") or []:
                if name in taken:
                    self.add_error(f"deputy{number}_groups", f"{name} มีรอง ผอ. คนที่ {taken[name]} กำกับดูแลแล้ว")
                taken.setdefault(name, number)
        return cleaned


class OfficersQuestion(Question):
    """The first is the one who answers: they become the system's keeper."""

    folded = frozenset(f"officer{number}" for number in OFFICERS if number > 1)

    def ask(self) -> None:
        groups = [(name, name) for name in self.before["groups"]["groups"]]
        for number in OFFICERS:
            self.person(f"officer{number}", "ท่านเอง" if number == 1 else f"เจ้าหน้าที่คนที่ {number}")
            self.fields[f"officer{number}_title"] = forms.CharField(
                label="ชื่อตำแหน่ง", max_length=250, required=False, help_text="เช่น เจ้าพนักงานธุรการปฏิบัติงาน"
            )
            self.fields[f"officer{number}_group"] = forms.ChoiceField(label="กลุ่ม", choices=groups)
        for part in ("name", "email"):
            self.fields[f"officer1_{part}"].required = True
        title = self.fields["officer1_title"]
        title.help_text = "เว้นว่างได้ถ้าอีเมลนี้เป็นของผู้บริหารในข้อก่อน"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in OFFICERS:
            prefix = f"officer{number}"
            self.check_person(prefix)
            if cleaned.get(f"{prefix}_email") and not cleaned.get(f"{prefix}_title"):
                self._check_title(number, cleaned[f"{prefix}_email"])
        return cleaned

    def _check_title(self, number: int, email: str) -> None:
        leaders = self.before["leaders"]
        known = {value.casefold() for name, value in leaders.items() if name.endswith("_email") and value}
        if number != 1 or email.casefold() not in known:
            self.add_error(f"officer{number}_title", "ใส่ชื่อตำแหน่งด้วย")


class ChainsQuestion(Question):
    def ask(self) -> None:
        for kind, name in KINDS_OF_WORK.items():
            self.fields[kind] = forms.MultipleChoiceField(
                label=name,
                choices=[(step.value, step.label) for step in CHAIN_KINDS],
                initial=DEFAULT_CHAINS[kind],
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": "เลือกอย่างน้อยหนึ่งขั้น"},
            )

    def clean(self) -> dict[str, Any]:
        """Lowest step first, in whatever order they came."""
        cleaned = super().clean() or {}
        return {kind: sorted(steps, key=CHAIN_KINDS.index) for kind, steps in cleaned.items()}


class FileQuestion(HouseForm):
    file = UploadField(endings=(".json",), megabytes=5, label="ไฟล์สำนักงาน")
    email = forms.EmailField(label="อีเมลของท่าน", help_text="ตามที่อยู่ในไฟล์ ท่านจะเป็นผู้ดูแลระบบ")


QUESTIONS: dict[str, tuple[str, type[Question]]] = {
    "office": ("สำนักงาน", OfficeQuestion),
    "groups": ("กลุ่ม", GroupsQuestion),
    "leaders": ("ผู้บริหาร", LeadersQuestion),
    "officers": ("เจ้าหน้าที่", OfficersQuestion),
    "chains": ("ลำดับชั้น", ChainsQuestion),
}


def head_of(group: str) -> str:
    """What the fields of a group's head begin with: the same however the list of groups is changed."""
    return f"head{crc32(group.encode())}"


def _fiscal_year_start() -> date:
    today = timezone.localdate()
    return date(dates.fiscal_year(today) - dates.BE - 1, 10, 1)
