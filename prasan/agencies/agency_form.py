"""The form of one agency: every field of the register with its publish level, as typed and as kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone

from prasan.agencies import typed
from prasan.agencies.changes import level_word
from prasan.agencies.fields import FIELDS, SECTIONS, Field, Kind, Level, Scope, default_level
from prasan.agencies.policies import why_not_these_levels
from prasan.agencies.wording import as_text
from prasan.thai.errors import UnreadableError
from prasan.ui.widgets import HouseForm, LevelSelect, ThaiDateField, ThaiDateInput

_HINTS = {
    "phones": "หลายเลขหมายคั่นด้วยจุลภาค เช่น 0 3800 0100 ต่อ 30",
    "place": "เช่น ต.ทางเกวียน อ.แกลง จ.ระยอง",
    "coordinates": "องศาทศนิยม เช่น 12.7750, 101.6500",
    "head_since": "เช่น 16 พ.ย. 2569 หรือ 16/11/2569",
    "head_until": "เช่น 30 ก.ย. 2573",
    "closed_on": "กรอกเมื่อหน่วยงานปิดหรือยุบรวม",
    "consent_proof": "หนังสือยินยอมฉบับใด ลงวันที่ใด",
    "other_names": "หลายชื่อคั่นด้วยจุลภาค",
}
_AREAS = frozenset({"address", "missions", "about", "notes"})
_ONLY_SCHOOLS = frozenset({"school_group", "pupils", "teachers", "rooms", "academic_year", "code8", "code10"})
_REQUIRED = frozenset({"name", "scope", "kind"})
_PRIVATE = ("mobiles", "personal_email", "personal_line", "contacts")
_PERSON_PARTS = {
    "name": "ชื่อ", "post": "ตำแหน่ง", "phones": "โทรศัพท์", "email": "อีเมล", "line": "LINE",
    "about": "เรื่องที่ประสาน",
}  # fmt: skip
_BLANK_PEOPLE = 1


class TypedField(forms.CharField):
    """A field of the register as one text; an untouched text keeps the value that stood there."""

    def __init__(self, spec: Field, value: Any, **kwargs: Any) -> None:
        self.spec, self.value, self.text = spec, value, as_text(spec.key, value)
        super().__init__(
            label=spec.label,
            required=spec.key in _REQUIRED,
            help_text=_HINTS.get(spec.key, ""),
            initial=self.text,
            widget=_widget(spec),
            strip=True,
            error_messages={"required": f"กรอก{spec.label}"},
            **kwargs,
        )

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if text.replace("\r\n", "\n") == self.text.strip():
            return self.value
        try:
            return typed.read(self.spec.key, text)
        except UnreadableError as error:
            raise ValidationError(error.message_th, code="unreadable") from error


def _widget(spec: Field) -> forms.Widget:
    if spec.type == "date":
        return ThaiDateInput()
    if spec.key in _AREAS:
        return forms.Textarea(attrs={"rows": 2})
    attributes = {
        "phones": {"inputmode": "tel"},
        "email": {"inputmode": "email"},
        "url": {"inputmode": "url"},
    }
    return forms.TextInput(attrs={"autocomplete": "off", **attributes.get(spec.type, {})})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form; `people` instead of `bound` for the contact persons."""

    bound: BoundField | None
    flag: BoundField
    is_changed: bool
    was: str
    label: str
    reasons: Sequence[str] = ()
    people: Sequence[Sequence[BoundField]] = ()


class AgencyForm(HouseForm):
    """`values`, `levels`: what the form starts with; `before_*`: what the register holds (empty: new).

    `held` {field: case that has it}; `reasons` {field: why it was returned}.
    """

    source_text = forms.CharField(
        label="ที่มาของข้อมูล", required=False, max_length=200, help_text="เช่น โรงเรียนยืนยันทางโทรศัพท์"
    )
    source_on = ThaiDateField(label="ข้อมูล ณ วันที่", required=False)

    def __init__(
        self,
        *args: Any,
        values: Mapping[str, Any],
        levels: Mapping[str, int],
        before_values: Mapping[str, Any] | None = None,
        before_levels: Mapping[str, int] | None = None,
        held: Mapping[str, str] | None = None,
        reasons: Mapping[str, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.start = dict(values)
        self.before_values = dict(before_values if before_values is not None else values)
        self.before_levels = dict(before_levels if before_levels is not None else levels)
        self.held, self.reasons = held or {}, reasons or {}
        kind = str(self.data.get("kind") or values.get("kind") or Kind.SCHOOL)
        self.specs = [spec for spec in FIELDS if _belongs(spec, kind, values)]
        for spec in self.specs:
            self._add(spec, levels, kind)
        self.fields["source_on"].initial = timezone.localdate() if not self.is_bound else None

    def _add(self, spec: Field, levels: Mapping[str, int], kind: str) -> None:
        value = self.start.get(spec.key)
        if spec.type == "people":
            self._add_people(value or [])
        elif spec.type in ("kind", "scope"):
            choices = Kind.choices if spec.type == "kind" else Scope.choices
            self.fields[spec.key] = forms.ChoiceField(
                label=spec.label, choices=[("", "เลือก"), *choices], initial=value or ""
            )
        else:
            self.fields[spec.key] = TypedField(spec, value)
        level = levels.get(
            spec.key, default_level(spec.key, kind, has_proof=bool(self.start.get("consent_proof")))
        )
        self.fields[f"{spec.key}_level"] = forms.TypedChoiceField(
            label="",
            coerce=int,
            choices=Level.choices,
            initial=int(level),
            widget=LevelSelect,
            required=False,
        )

    def _add_people(self, people: Sequence[Mapping[str, Any]]) -> None:
        self.people_count = max(self._posted_people(), len(people) + _BLANK_PEOPLE)
        for number in range(self.people_count):
            person = people[number] if number < len(people) else {}
            for part, label in _PERSON_PARTS.items():
                value = person.get(part)
                text = as_text("phones", value) if part == "phones" else value or ""
                self.fields[f"contacts_{number}_{part}"] = forms.CharField(
                    label=f"{label} คนที่ {number + 1}", required=False, initial=text, max_length=300
                )

    def _posted_people(self) -> int:
        numbers = [
            name.split("_")[1]
            for name in self.data
            if name.startswith("contacts_") and name.endswith("_name")
        ]
        return max(
            (int(number) + 1 for number in numbers if number.isdecimal() and len(number) < 3), default=0
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(spec.type == "people" for spec in self.specs):
            cleaned["contacts"] = self._people(cleaned)
        if not self.errors:
            self._check_levels()
            self._check_held()
        return cleaned

    def _people(self, cleaned: Mapping[str, Any]) -> list[dict[str, Any]] | None:
        people = []
        for number in range(self.people_count):
            parts = {part: cleaned.get(f"contacts_{number}_{part}", "").strip() for part in _PERSON_PARTS}
            if not any(parts.values()):
                continue
            if not parts["name"]:
                self.add_error(f"contacts_{number}_name", "กรอกชื่อผู้ประสานงาน")
            people.append(self._person(number, parts))
        return people or None

    def _person(self, number: int, parts: Mapping[str, str]) -> dict[str, Any]:
        person: dict[str, Any] = {}
        for part, text in parts.items():
            key = {"phones": "phones", "email": "personal_email", "line": "personal_line"}.get(
                part, "head_name"
            )
            try:
                value = typed.read(key, text)
            except UnreadableError as error:
                self.add_error(f"contacts_{number}_{part}", error.message_th)
                continue
            if value is not None:
                person[part] = value
        return person

    @property
    def values(self) -> dict[str, Any]:
        """What the form now holds, None for what was emptied."""
        return {spec.key: self.cleaned_data.get(spec.key) or None for spec in self.specs}

    @property
    def levels(self) -> dict[str, int]:
        chosen = {spec.key: self.cleaned_data.get(f"{spec.key}_level", "") for spec in self.specs}
        return {key: level for key, level in chosen.items() if level != ""}

    @property
    def source(self) -> list[str] | None:
        text, day = self.cleaned_data["source_text"], self.cleaned_data["source_on"]
        return [text, day.isoformat() if day else ""] if text else None

    def _check_levels(self) -> None:
        values = {
            key: value for key, value in {**self.before_values, **self.values}.items() if value is not None
        }
        refusal = why_not_these_levels(values, {**self.before_levels, **self.levels})
        if refusal is None:
            return
        keys = [spec.key for spec in self.specs] if values.get("kind") == Kind.PERSON else list(_PRIVATE)
        out = [
            key for key in keys if values.get(key) is not None and self.levels.get(key, 0) > Level.INTERNAL
        ]
        out = [key for key in out if key not in ("kind", "scope")]
        self.add_error(f"{out[0]}_level" if out else None, str(refusal))

    def _check_held(self) -> None:
        for key, case in self.held.items():
            name = "contacts_0_name" if key == "contacts" else key
            if name in self.fields and self._differs(key):
                self.add_error(name, f"รายการนี้อยู่ใน{case} ซึ่งยังไม่สิ้นสุด รอให้เรื่องนั้นจบก่อน")

    def _differs(self, key: str) -> bool:
        value = self.cleaned_data.get(key) or None
        level = self.cleaned_data.get(f"{key}_level")
        return value != self.before_values.get(key) or (
            value is not None and level != self.before_levels.get(key)
        )

    def sections(self) -> Iterator[tuple[str, list[Row]]]:
        """Heading and rows, in the order of the register."""
        for key, title in SECTIONS.items():
            rows = [self._row(spec) for spec in self.specs if spec.section == key]
            if rows:
                yield title, rows

    def _row(self, spec: Field) -> Row:
        flag = self[f"{spec.key}_level"]
        was = self._was(spec)
        is_changed = bool(was) or bool(self.reasons.get(spec.key))
        reasons = self.reasons.get(spec.key, ())
        if spec.type == "people":
            parts = [
                [self[f"contacts_{n}_{part}"] for part in _PERSON_PARTS] for n in range(self.people_count)
            ]
            return Row(None, flag, is_changed, was, spec.label, reasons, parts)
        return Row(self[spec.key], flag, is_changed, was, spec.label, reasons)

    def _was(self, spec: Field) -> str:
        """What the register holds, where the form starts with something else."""
        old, new = self.before_values.get(spec.key), self.start.get(spec.key)
        parts = [f"เดิม: {as_text(spec.key, old) or 'ไม่มีข้อมูล'}"] if old != new else []
        old_level = self.before_levels.get(spec.key)
        now = self.fields[f"{spec.key}_level"].initial
        if old is not None and old_level is not None and old_level != now:
            parts.append(f"เดิมเผยแพร่: {level_word(old_level)}")
        return " · ".join(parts)


def _belongs(spec: Field, kind: str, values: Mapping[str, Any]) -> bool:
    """Numbers of pupils are asked of schools; a value that is there is always shown."""
    return spec.key not in _ONLY_SCHOOLS or kind == Kind.SCHOOL or values.get(spec.key) is not None
