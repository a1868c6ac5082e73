"""Forms of the desk: an achievement, its evidence, why it is taken down, a story to link."""

from __future__ import annotations

from typing import Any

from django import forms

from prasan.achievements.academic_year import academic_year, start_words
from prasan.achievements.actions.bundles import LONGEST_REASON, LONGEST_TITLE
from prasan.achievements.actions.evidence import MEGABYTES
from prasan.achievements.content import LONGEST, Content
from prasan.achievements.models import AchievementVersion
from prasan.achievements.names import names_of
from prasan.achievements.states import Children, Kind, Level, TakenDown
from prasan.agencies.fields import Level as Reach
from prasan.agencies.models import Agency, Version
from prasan.agencies.near_names import offer_of_near_names
from prasan.agencies.request_forms import NamesInput
from prasan.thai.digits import to_arabic
from prasan.thai.names import variants_key
from prasan.ui.widgets import HouseForm, ThaiDateField, UploadField

ENDINGS = (".pdf", ".jpg", ".jpeg", ".png")
_CE = range(1900, 2158)


def year_in_be(text: str) -> int | None:
    """2569, ๒๕๖๙ or 2026 as พ.ศ.; None when it is no year."""
    digits = to_arabic(text).strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) == 4):
        return None
    return int(digits) + 543 if int(digits) in _CE else int(digits)


class AchievementForm(HouseForm):
    """One version; agencies are searched for in the register, or typed by name."""

    title = forms.CharField(
        label="ชื่อผลงาน",
        max_length=LONGEST["title"],
        help_text="ตามเกียรติบัตรหรือประกาศ เช่น รางวัลชนะเลิศการแข่งขันหุ่นยนต์",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(label="ประเภท", choices=Kind.choices)
    level = forms.TypedChoiceField(
        label="ระดับ", choices=[("", "เลือกระดับ"), *Level.choices], coerce=int, empty_value=None
    )
    agencies = forms.CharField(
        label="เป็นผลงานของ",
        max_length=20_000,
        widget=NamesInput(attrs={"rows": 2}),
        help_text="โรงเรียนหรือหน่วยงานตามทะเบียน บรรทัดละหนึ่งชื่อ",
    )
    given_by = forms.CharField(label="ผู้มอบ", required=False, max_length=LONGEST["given_by"])
    awarded_on = ThaiDateField(label="วันที่ได้รับ", required=False)
    academic_year = forms.CharField(label="ปีการศึกษา", required=False, max_length=8)
    details = forms.CharField(
        label="รายละเอียด",
        required=False,
        max_length=LONGEST["details"],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    pupils = forms.CharField(
        label="ชื่อนักเรียน",
        required=False,
        max_length=LONGEST["pupils"],
        help_text="บรรทัดละหนึ่งชื่อ ใส่ได้เมื่อมีความยินยอมของผู้ปกครอง ชื่อจะเผยแพร่พร้อมผลงาน",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent_on = ThaiDateField(label="ให้ความยินยอมเมื่อ", required=False)
    consent_how = forms.CharField(
        label="ให้ความยินยอมอย่างไร",
        required=False,
        max_length=LONGEST["consent_how"],
        help_text="เช่น หนังสือยินยอมของผู้ปกครอง",
    )
    consent_taken_by = forms.CharField(label="ผู้รับความยินยอม", required=False, max_length=200)

    def __init__(self, version: AchievementVersion | None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(version))
        super().__init__(*args, **kwargs)
        self.fields["academic_year"].help_text = f"ไม่กรอก คิดจากวันที่ได้รับ ปีการศึกษาเริ่ม {start_words()}"
        if version and version.is_correction:
            self.fields["note"] = forms.CharField(
                label="สิ่งที่แก้ไข",
                max_length=LONGEST["note"],
                initial=version.note,
                help_text="ผู้พิจารณาและผู้อ่านจะเห็น เช่น ผู้มอบ เดิมเขียนชื่อผิด",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean_agencies(self) -> list[Agency]:
        names = [line.strip() for line in self.cleaned_data["agencies"].splitlines() if line.strip()]
        found, missing = find_agencies(names)
        if missing:
            near = offer_of_near_names(missing[0], Version.objects.current().filter(closed_on=None))
            raise forms.ValidationError(f"ไม่พบ “{missing[0]}” ในทะเบียน{near}")
        return found

    def clean_academic_year(self) -> int | None:
        text: str = self.cleaned_data["academic_year"].strip()
        if not text:
            return None
        year = year_in_be(text)
        if year is None:
            raise forms.ValidationError("กรอกปีการศึกษาเป็น พ.ศ. สี่หลัก เช่น 2569")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_errors = self.errors.keys() & {"academic_year", "awarded_on"}
        if not cleaned.get("academic_year") and not cleaned.get("awarded_on") and not has_errors:
            self.add_error("awarded_on", "กรอกวันที่ได้รับ หรือปีการศึกษาถ้าไม่ทราบวัน")
        return cleaned

    def content(self) -> Content:
        """What was filled in."""
        data = self.cleaned_data
        day = data["awarded_on"]
        return Content(
            kind=data["kind"],
            title=data["title"],
            agencies=data["agencies"],
            level=data["level"],
            academic_year=data["academic_year"] or academic_year(day),
            details=data["details"],
            given_by=data["given_by"],
            awarded_on=day,
            pupils=data["pupils"].splitlines(),
            consent_on=data["consent_on"],
            consent_how=data["consent_how"],
            consent_taken_by=data["consent_taken_by"],
            note=data.get("note", ""),
        )


class SendForm(AchievementForm):
    """The same from an agency's own people: it is theirs."""

    agencies = None  # type: ignore[assignment]

    def __init__(self, version: AchievementVersion | None, agency: Agency, *args: Any, **kwargs: Any) -> None:
        super().__init__(version, *args, **kwargs)
        self._agency = agency

    def clean(self) -> dict[str, Any]:
        return super().clean() | {"agencies": [self._agency]}


def find_agencies(names: list[str]) -> tuple[list[Agency], list[str]]:
    """The open agencies so called, in any spelling of their names, and the names that none has."""
    rows = Version.objects.current().filter(closed_on=None).select_related("agency")
    exact = {row.name: row.agency for row in rows.filter(name__in=names)}
    missing = [name for name in names if name not in exact]
    if missing:
        spelt = {variants_key(row.name): row.agency for row in rows.only("name", "agency").iterator(2000)}
        exact |= {name: spelt[key] for name in missing if (key := variants_key(name)) in spelt}
    agencies = list({exact[name].pk: exact[name] for name in names if name in exact}.values())
    return agencies, [name for name in names if name not in exact]


def _initial(version: AchievementVersion | None) -> dict[str, Any]:
    if version is None:
        return {"kind": Kind.AWARD}
    day = version.awarded_on
    is_computed = day is not None and academic_year(day) == version.academic_year
    agencies = names_of(version.agencies.values_list("pk", flat=True), Reach.INTERNAL)
    plain = ("title", "kind", "level", "given_by", "awarded_on", "details", "pupils", "consent_on",
             "consent_how", "consent_taken_by")  # fmt: skip
    return {
        **{name: getattr(version, name) for name in plain},
        "agencies": "\n".join(one.name for one in agencies),
        "academic_year": "" if is_computed else str(version.academic_year),
    }


class EvidenceForm(HouseForm):
    """What is said of a file that is there."""

    caption = forms.CharField(label="คืออะไร", max_length=300, help_text="เช่น เกียรติบัตร ประกาศผล")
    is_public = forms.BooleanField(
        label="เผยแพร่พร้อมผลงาน", required=False, help_text="ไม่เลือก เห็นเฉพาะเจ้าหน้าที่และผู้พิจารณา"
    )
    children = forms.ChoiceField(
        label="ภาพหรือชื่อนักเรียนในไฟล์",
        help_text="ต้องระบุเมื่อเผยแพร่",
        choices=[("", "ยังไม่ได้ระบุ"), *Children.choices],
        required=False,
    )


class NewEvidenceForm(EvidenceForm):
    """A file with what is said of it."""

    file = UploadField(label="ไฟล์", endings=ENDINGS, megabytes=MEGABYTES)
    field_order = ("file", "caption", "is_public", "children")


class SheetForm(HouseForm):
    """A sheet of achievements, of any make."""

    file = UploadField(label="ไฟล์", endings=(".xlsx", ".xls", ".ods", ".csv", ".txt", ".tsv"), megabytes=25)


class TakeDownForm(HouseForm):
    why = forms.ChoiceField(label="เหตุที่ถอน", choices=TakenDown.choices, widget=forms.RadioSelect)


class BundleForm(forms.Form):
    """Several as one case: what it is called, and why."""

    title = forms.CharField(label="ชื่อเรื่อง", max_length=LONGEST_TITLE)
    reason = forms.CharField(
        label="เหตุผลหรือที่มา",
        required=False,
        max_length=LONGEST_REASON,
        help_text="เช่น ผลการแข่งขันศิลปหัตถกรรมนักเรียน ปีการศึกษา 2569",
    )
