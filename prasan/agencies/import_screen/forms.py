"""Forms of an import: the file, the answers to one row, how far its fields go out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from prasan.agencies import typed
from prasan.agencies.fields import FIELDS, SECTIONS, Field, Level
from prasan.agencies.import_screen.levels import Brought
from prasan.agencies.import_screen.questions import Ask, Option, choice_of
from prasan.agencies.import_screen.rows import Row, target_label
from prasan.agencies.importing.cells import spoilt
from prasan.agencies.importing.cleaners import CLEANERS
from prasan.agencies.importing.sniffing import MOST_MEGABYTES
from prasan.agencies.request_forms import AboutForm
from prasan.thai import coordinates
from prasan.thai.errors import UnreadableError
from prasan.ui.breaks import no_break
from prasan.ui.widgets import HouseForm, LevelSelect, ThaiDateInput, UploadField

ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")
_KINDS = " ".join(ending.removeprefix(".").upper() for ending in ENDINGS)
_LONGEST = 2000


class UploadForm(HouseForm):
    """The sheet that the office keeps. Its bytes are judged later; here only name and size."""

    file = UploadField(
        label="ไฟล์ทะเบียนหน่วยงาน",
        endings=ENDINGS,
        megabytes=MOST_MEGABYTES,
        help_text=f"{_KINDS} ไม่เกิน {MOST_MEGABYTES} MB หลายแผ่นงานในไฟล์เดียวได้",
        error_messages={"required": "เลือกไฟล์ก่อน", "empty": "ไฟล์นี้ว่างเปล่า"},
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its fields, to be drawn."""

    ask: Ask
    bound: BoundField
    options: list[tuple[Any, BoundField | None]]
    """(radio, the text box that belongs to it)."""


class _Typed(forms.CharField):
    """Needed by one of the answers alone: the form asks for it then, and not otherwise."""

    def validate(self, value: Any) -> None:
        pass


def _typed_is_said(data: Any, asks: Sequence[Ask]) -> Any:
    """Whoever typed the right value and pressed nothing else has answered."""
    data = data.copy()
    for number, ask in enumerate(asks):
        text = data.get(f"text_{number}", "").strip()
        if text not in ("", *(option.typed for option in ask.options)) and not data.get(f"answer_{number}"):
            data[f"answer_{number}"] = ask.typing
    return data


class SettleForm(HouseForm):
    """The answers to all questions of one row, and what is typed with them."""

    def __init__(
        self, row: Row, asks: Sequence[Ask], so_far: Mapping[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.asks, self.so_far = row, list(asks), so_far
        self.data = _typed_is_said(self.data, self.asks) if self.is_bound else self.data
        for number, ask in enumerate(self.asks):
            self._add(number, ask)

    def _add(self, number: int, ask: Ask) -> None:
        self.fields[f"answer_{number}"] = forms.ChoiceField(
            label=ask.title,
            choices=[(option.value, _label(option)) for option in ask.options],
            widget=forms.RadioSelect,
            initial=self._first(ask),
            error_messages={"required": "เลือกคำตอบก่อน"},
        )
        for option in ask.options:
            if option.needs:
                self.fields[f"text_{number}"] = _Typed(
                    label=f"{target_label(option.needs)}ที่ถูก" if option.value == "type" else "วันที่ปิด",
                    max_length=_LONGEST,
                    initial=option.typed,
                    widget=ThaiDateInput() if option.value == "closed" else forms.TextInput(),
                    help_text=_HINTS.get(option.needs, ""),
                )

    def _first(self, ask: Ask) -> str | None:
        """The likeliest answer is marked where there is one; typing is never supposed."""
        first = ask.options[0]
        return first.value if first.needs == "" and ask.kind not in ("held", "closed", "older") else None

    def asked(self) -> Iterator[Asked]:
        for number, ask in enumerate(self.asks):
            bound = self[f"answer_{number}"]
            boxes = [self[f"text_{number}"] if option.needs else None for option in ask.options]
            yield Asked(ask, bound, list(zip(bound, boxes, strict=True)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, ask in enumerate(self.asks):
            option = next((o for o in ask.options if o.value == cleaned.get(f"answer_{number}")), None)
            if option and option.needs:
                self._read(f"text_{number}", option, cleaned)
        return cleaned

    def _read(self, name: str, option: Option, cleaned: dict[str, Any]) -> None:
        try:
            cleaned[name] = read_typed(option.needs, cleaned.get(name, ""))
        except UnreadableError as error:
            self.add_error(name, error.message_th)

    @property
    def choice(self) -> dict[str, Any]:
        """As `RowChoice` has it."""
        answers = [
            (ask, self.cleaned_data[f"answer_{n}"], self.cleaned_data.get(f"text_{n}", ""))
            for n, ask in enumerate(self.asks)
        ]
        return choice_of(self.row, self.so_far, answers)


_HINTS = {
    "place": "เช่น ต.ทางเกวียน อ.แกลง จ.ระยอง",
    "coordinates": "เช่น 12.7750, 101.6500",
    "email": "เช่น saraban@school.example",
    "phones": "เช่น 0 3800 0100 ต่อ 30",
    "contact_phone": "เช่น 08 0000 0000",
    "mobiles": "เช่น 08 0000 0000",
    "closed_on": "เช่น 16 พ.ค. 2566",
    "head_since": "เช่น 16 พ.ย. 2569",
    "head_until": "เช่น 30 ก.ย. 2573",
}


def _label(option: Option) -> SafeString:
    return (
        format_html("<b>{}</b> {}", option.strong, no_break(option.text))
        if option.text
        else format_html("<b>{}</b>", option.strong)
    )


def read_typed(target: str, text: str) -> str:
    """What was typed for a column's target, as the importer will read it. Raises `UnreadableError`."""
    text = text.strip()
    if not text:
        raise UnreadableError(f"พิมพ์{target_label(target)} หรือเลือกคำตอบอื่น")
    if problem := spoilt(text):
        raise UnreadableError(problem)
    if target == "place":
        return str(typed.read("place", text))
    if target == "coordinates":
        coordinates.parse(text)
    elif (clean := CLEANERS.get(target)) and (problems := clean(text).problems):
        raise UnreadableError(" ".join(problems))
    return text


@dataclass(frozen=True, slots=True)
class Reach:
    """What comes of choosing `level` where it is not the default: agencies, and those whose data stay."""

    level: Level
    agencies: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class LevelRow:
    field: Field
    count: int
    flag: BoundField
    reaches: Sequence[Reach] = ()


class LevelsForm(AboutForm):
    """How far each field that the import brings goes out; why, and who is told.

    `brought`: which fields come to how many agencies; `chosen` as `Import.levels`.
    """

    def __init__(
        self,
        *args: Any,
        brought: Brought,
        chosen: Mapping[str, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.all, self.brought = brought, brought.agencies
        for spec in FIELDS:
            if spec.key in self.brought:
                self.fields[f"level_{spec.key}"] = forms.TypedChoiceField(
                    label=spec.label,
                    coerce=int,
                    choices=Level.choices,
                    initial=int(chosen.get(spec.key, spec.level)),
                    widget=LevelSelect,
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for key, count in self.all.without_proof.items():
            if (cleaned.get(f"level_{key}") or 0) > Level.INTERNAL:
                self.add_error(
                    f"level_{key}",
                    f"ข้อมูลส่วนบุคคล {count:,} แห่งยังไม่มีหลักฐานความยินยอม ตั้งเป็น ภายใน แล้วเผยแพร่ทีละแห่งเมื่อมีหลักฐาน",
                )
        return cleaned

    @property
    def departures(self) -> dict[str, int]:
        """As `Import.levels`: only what is not the default."""
        chosen = {
            spec.key: self.cleaned_data[f"level_{spec.key}"] for spec in FIELDS if spec.key in self.brought
        }
        return {
            spec.key: chosen[spec.key]
            for spec in FIELDS
            if spec.key in chosen and chosen[spec.key] != spec.level
        }

    def sections(self) -> Iterator[tuple[str, list[LevelRow]]]:
        for key, title in SECTIONS.items():
            rows = [
                LevelRow(spec, self.brought[spec.key], self[f"level_{spec.key}"], list(self._reaches(spec)))
                for spec in FIELDS
                if spec.section == key and spec.key in self.brought
            ]
            if rows:
                yield title, rows

    def _reaches(self, spec: Field) -> Iterator[Reach]:
        """Of every level but the default, at which each agency keeps what was consented to."""
        for level in Level:
            reach = Reach(level, *self.all.reach(spec.key, level))
            if level != spec.level and reach.agencies:
                yield reach
