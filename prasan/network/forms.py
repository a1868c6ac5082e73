"""Form 7.3 and the small forms of the network. They shape and word input, and save nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from prasan.agencies import typed
from prasan.agencies.import_screen.columns import ColumnsForm
from prasan.network.fields import FIELDS, LONGEST, Field, Values
from prasan.network.held import as_text
from prasan.network.importing.meanings import REPEATED, TARGETS
from prasan.network.models import Channel, Group, Kind
from prasan.network.policies import why_not_values
from prasan.thai.errors import UnreadableError
from prasan.ui.widgets import HouseForm, ThaiDateField, UploadField

# As which field of the register a text is read.
_READ_AS = {
    "phones": "mobiles", "email": "personal_email", "line": "personal_line", "website": "website",
    "facebook": "facebook", "notes": "notes",
}  # fmt: skip
_HINTS = {
    "name": "พร้อมคำนำหน้า เช่น นางตัวอย่าง สมมติ",
    "phones": "หลายเลขหมายคั่นด้วยจุลภาค",
    "organisation": "ถ้าชื่อตรงกับทะเบียนหน่วยงาน ระบบผูกให้เอง",
    "skill": "เช่น ถ่ายภาพ เขียนข่าว จัดรายการวิทยุ",
    "how": "กรอกเมื่อเจ้าหน้าที่ส่งมอบ เช่น กลุ่ม LINE ของชุมชน หอกระจายข่าว บอร์ด หนังสือ โทรศัพท์",
    "new_groups": "กลุ่มที่ยังไม่มี หลายกลุ่มคั่นด้วยจุลภาค",
    "consent_on": "วันที่เจ้าของข้อมูลยินยอมให้เก็บและส่งข่าว ไม่มีวันที่นี้ ระบบจะไม่ส่งข่าวให้",
    "consent_how": "เช่น แบบตอบรับลงชื่อ โทรศัพท์ อีเมล",
    "consent_taken_by": "เว้นว่างได้ ระบบใส่ชื่อผู้บันทึก",
}
SECTIONS = (
    ("สมาชิก", ("name", "post", "organisation", "kind", "school_group", "district", "groups", "new_groups")),
    ("ติดต่อ", ("phones", "line", "email", "website", "facebook", "channel", "how")),
    ("ความยินยอม", ("consent_on", "consent_how", "consent_taken_by")),
    ("คำสั่งและวาระ", ("order_no", "order_on", "term_from", "term_to", "skill")),
    ("หมายเหตุ", ("notes",)),
)


class _TextField(forms.CharField):
    """One text of form 7.3, read as the register reads it."""

    def __init__(self, spec: Field, **kwargs: Any) -> None:
        self.key = spec.key
        is_long = spec.type == "lines"
        widget = forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput(attrs=_attrs(spec.key))
        super().__init__(
            label=spec.label, required=spec.key == "name", help_text=_HINTS.get(spec.key, ""), widget=widget,
            error_messages={"required": f"กรอก{spec.label}"}, **kwargs,
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            found = typed.read(_READ_AS.get(self.key, "head_post"), text)
        except UnreadableError as error:
            raise forms.ValidationError(error.message_th, code="unreadable") from error
        if self.key == "phones":
            return found or []
        if found and len(found) > (most := LONGEST[self.key]):
            raise forms.ValidationError(f"ยาวเกินไป รับได้ไม่เกิน {most} ตัวอักษร", code="long")
        return found or ""


def _attrs(key: str) -> dict[str, str]:
    kinds = {"email": "email", "phones": "tel", "website": "url"}
    return {"autocomplete": "off", **({"inputmode": kinds[key]} if key in kinds else {})}


class MemberForm(HouseForm):
    """All of form 7.3. `values` are whole (`fields.Values`) once it is valid."""

    def __init__(self, *args: Any, start: Values | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        start = start or {"channel": Channel.EMAIL}
        for spec in FIELDS:
            self.fields[spec.key] = _field(spec, start.get(spec.key))
        self.fields["new_groups"] = forms.CharField(
            label="กลุ่มใหม่", required=False, max_length=300, help_text=_HINTS["new_groups"]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        new = [name.strip() for name in str(cleaned.get("new_groups") or "").replace(";", ",").split(",")]
        chosen = [group.name for group in cleaned.get("groups") or ()]
        cleaned["groups"] = list(dict.fromkeys([*chosen, *(name[:120] for name in new if name)]))
        for key, refusal in why_not_values(cleaned, today=timezone.localdate()).items():
            if key not in self.errors:
                self.add_error(key, str(refusal))
        return cleaned

    @property
    def values(self) -> Values:
        return {spec.key: self.cleaned_data[spec.key] for spec in FIELDS}

    def sections(self) -> Iterator[tuple[str, list[BoundField]]]:
        for heading, keys in SECTIONS:
            yield heading, [self[key] for key in keys]


def _field(spec: Field, value: Any) -> forms.Field:
    match spec.type:
        case "date":
            return ThaiDateField(
                label=spec.label, required=False, initial=value, help_text=_HINTS.get(spec.key, "")
            )
        case "kind":
            choices = [("", "เลือก"), *Kind.choices]
            return forms.ChoiceField(label=spec.label, choices=choices, initial=value)
        case "channel":
            widget = forms.RadioSelect
            return forms.ChoiceField(label=spec.label, choices=Channel.choices, initial=value, widget=widget)
        case "groups":
            return _groups(spec, value or ())
    return _TextField(spec, initial=as_text(spec.key, value))


def _groups(spec: Field, names: Any) -> forms.ModelMultipleChoiceField[Group]:
    found = Group.objects.in_thai_order()
    chosen = [group.pk for group in found if group.name in names]
    return forms.ModelMultipleChoiceField(
        label=spec.label, queryset=found, required=False, initial=chosen, widget=forms.CheckboxSelectMultiple
    )


class GroupForm(HouseForm):
    """A group and whom it is for."""

    name = forms.CharField(
        label="ชื่อกลุ่ม", max_length=120, error_messages={"required": "กรอกชื่อกลุ่ม"}, help_text="เช่น สื่อมวลชนจังหวัด"
    )
    audience = forms.CharField(
        label="กลุ่มเป้าหมาย", max_length=200, required=False, help_text="คนกลุ่มใดได้อ่านต่อจากกลุ่มนี้"
    )
    is_open = forms.BooleanField(
        label="ประชาชนสมัครรับข่าวของกลุ่มนี้เองได้", required=False, help_text="กลุ่มนี้จะขึ้นในหน้า “ขอรับข่าว” บนเว็บ"
    )


class AddToGroupForm(HouseForm):
    """Who joins a group, by name."""

    name = forms.CharField(
        label="ชื่อสมาชิก",
        max_length=120,
        help_text="บางส่วนของชื่อก็ได้ ต้องมีในทะเบียนเครือข่ายแล้ว",
        error_messages={"required": "พิมพ์ชื่อสมาชิก"},
    )


class SheetForm(HouseForm):
    """A sheet of members, of any make."""

    file = UploadField(label="ไฟล์", endings=(".xlsx", ".xls", ".ods", ".csv", ".txt", ".tsv"), megabytes=25)


class PreferForm(HouseForm):
    """How a member wants to be reached, by their own link."""

    channel = forms.ChoiceField(label="ช่องทางรับข่าว", choices=Channel.choices, widget=forms.RadioSelect)
    how = forms.CharField(
        label="ส่งมอบอย่างไร", max_length=200, required=False,
        help_text="ถ้าเลือกให้เจ้าหน้าที่ส่งมอบ เช่น กลุ่ม LINE ของชุมชน บอร์ด โทรศัพท์",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("channel") == Channel.HANDOVER and not cleaned.get("how", "").strip():
            self.add_error("how", "บอกว่าให้ส่งมอบอย่างไร")
        return cleaned


class NoteForm(HouseForm):
    """What a member asks the office to mend."""

    text = forms.CharField(
        label="ข้อความถึงเจ้าหน้าที่",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เช่น เปลี่ยนหมายเลขโทรศัพท์ เปลี่ยนตำแหน่ง",
        error_messages={"required": "พิมพ์สิ่งที่ต้องการให้แก้"},
    )


class SignUpForm(HouseForm):
    """ขอรับข่าว: who, where to, and of which groups that are open to the public."""

    name = forms.CharField(label="ชื่อ-สกุล", max_length=150, error_messages={"required": "กรอกชื่อของท่าน"})
    email = forms.EmailField(
        label="อีเมล",
        max_length=254,
        error_messages={"required": "กรอกอีเมลที่จะรับข่าว", "invalid": "อีเมลเขียนเช่น name@example.com"},
    )
    groups = forms.ModelMultipleChoiceField(
        label="ข่าวที่ต้องการ", queryset=Group.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = Group.objects.filter(is_open=True).in_thai_order()  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return str(typed.read("head_post", self.cleaned_data["name"]) or "")


class MemberColumnsForm(ColumnsForm):
    """What a column of a sheet of members may be."""

    labels = TARGETS
    repeated = REPEATED
    names = frozenset({"name", "first_name"})
    without_names = "ต้องมีคอลัมน์ที่เป็น ชื่อ-สกุล อย่างน้อยหนึ่งแผ่นงาน"


class RenewForm(HouseForm):
    """Another term, by the order that appoints again if there is one."""

    term_to = ThaiDateField(label="วาระใหม่สิ้นสุด", help_text="เช่น 30 ก.ย. 2573")
    order_no = forms.CharField(label="คำสั่งแต่งตั้งเลขที่", required=False, max_length=LONGEST["order_no"])
    order_on = ThaiDateField(label="คำสั่งลงวันที่", required=False)
