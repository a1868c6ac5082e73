"""Which column of each sheet is which field, as it is read now and as a person corrects it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from django import forms
from django.forms.boundfield import BoundField

from prasan.agencies.importing.columns import Column
from prasan.agencies.importing.plan import HIDDEN, Plan, plan_sheet
from prasan.agencies.importing.reading import Book, Sheet, read_book
from prasan.agencies.importing.side_by_side import with_tables_apart
from prasan.agencies.importing.targets import TARGETS
from prasan.agencies.models import ColumnMemory, Import
from prasan.ui.widgets import HouseForm

NONE = "ไม่ใช้คอลัมน์นี้"
_SAMPLES = 3
_LONGEST_SAMPLE = 60
MOST_COLUMNS = 300
_FOUND = {"person": "ท่านเลือกไว้", "memory": "จำจากครั้งก่อน", "heading": "อ่านจากหัวคอลัมน์", "content": "ดูจากข้อมูล"}


def book_of(source: Import) -> Book:
    """The file as it was sent, read again, a sheet for every table. Raises `RefusedFile`."""
    return with_tables_apart(read_book(Path(source.file.file.path), source.file.name))


def plans_of(source: Import, book: Book) -> list[Plan]:
    """How each sheet that has any cells is read now, hidden ones included."""
    memory = dict(ColumnMemory.objects.values_list("heading", "field"))
    sheets = [sheet for sheet in book.sheets if any(cell.strip() for row in sheet.rows for cell in row)]
    return [plan_sheet(sheet, source.mapping.get(sheet.name), memory) for sheet in sheets]


class Planned(Protocol):
    """How a sheet of any room is read."""

    @property
    def sheet(self) -> Sheet: ...
    @property
    def columns(self) -> list[Column]: ...
    @property
    def note(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class ColumnRow:
    column: Column
    samples: list[str]
    found: str
    bound: BoundField


class ColumnsForm(HouseForm):
    """One select for every column of every sheet; of a hidden one, whether it is to be taken at all.

    What a column may be is said by `labels`, `repeated` and `names`, for agencies here; a room with sheets of
    its own says its own.
    """

    labels: ClassVar[Mapping[str, str]] = {target.key: target.label for target in TARGETS}
    repeated: ClassVar[frozenset[str]] = frozenset(target.key for target in TARGETS if target.repeats)
    names: ClassVar[frozenset[str]] = frozenset({"name"})
    without_names: ClassVar[str] = "ต้องมีคอลัมน์ที่เป็น ชื่อหน่วยงาน อย่างน้อยหนึ่งแผ่นงาน"

    remember = forms.BooleanField(
        label="จำไว้ใช้กับไฟล์ครั้งหน้า",
        required=False,
        initial=True,
        help_text="หัวคอลัมน์ที่ท่านเปลี่ยน จะจับคู่ให้เองในไฟล์ถัดไปของทุกคน",
    )

    def __init__(self, plans: Sequence[Planned], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = plans
        for number, plan in enumerate(plans):
            if plan.sheet.is_hidden:
                self.fields[_taken(number)] = forms.BooleanField(
                    label=f"นำเข้าแผ่นงานที่ซ่อนไว้ “{plan.sheet.name}” ด้วย",
                    required=False,
                    initial=plan.note != HIDDEN,
                )
            for column in _columns(plan):
                self.fields[_name(number, column)] = forms.ChoiceField(
                    label=f"{plan.sheet.name} คอลัมน์ {column.letter} {column.heading.text}",
                    choices=[("", NONE), *self.labels.items()],
                    required=False,
                    initial=column.target,
                )

    def sheets(self) -> Iterator[tuple[Planned, list[ColumnRow], BoundField | None]]:
        """Each sheet with its columns, and whether it is taken if it is hidden."""
        for number, plan in enumerate(self.plans):
            rows = [
                ColumnRow(column, _samples(column), _FOUND.get(column.how, ""), self[_name(number, column)])
                for column in _columns(plan)
            ]
            yield plan, rows, self[_taken(number)] if plan.sheet.is_hidden else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, plan in enumerate(self.plans):
            self._refuse_twice(number, plan, cleaned)
        if not any(self._has_name(number, plan, cleaned) for number, plan in enumerate(self.plans)):
            self.add_error(None, self.without_names)
        return cleaned

    def _refuse_twice(self, number: int, plan: Planned, cleaned: dict[str, Any]) -> None:
        taken: dict[str, Column] = {}
        for column in _columns(plan):
            target = cleaned.get(_name(number, column))
            if not target or target in self.repeated:
                continue
            if first := taken.get(target):
                message = f"“{self.labels[target]}” เลือกไว้ที่คอลัมน์ {first.letter} แล้ว ใช้ได้คอลัมน์เดียว"
                self.add_error(_name(number, column), message)
            taken.setdefault(target, column)

    def _has_name(self, number: int, plan: Planned, cleaned: dict[str, Any]) -> bool:
        targets = {cleaned.get(_name(number, column)) for column in _columns(plan)}
        return bool(targets & self.names) and self._is_taken(number, plan, cleaned)

    @staticmethod
    def _is_taken(number: int, plan: Planned, cleaned: dict[str, Any]) -> bool:
        return not plan.sheet.is_hidden or bool(cleaned.get(_taken(number)))

    @property
    def mapping(self) -> dict[str, dict[str, str]]:
        """As `Import.mapping`: what stands on the page is what is meant, all of it."""
        return {
            plan.sheet.name: {
                str(column.index): self.cleaned_data[_name(number, column)] for column in _columns(plan)
            }
            for number, plan in enumerate(self.plans)
            if self._is_taken(number, plan, self.cleaned_data)
        }

    @property
    def remembered(self) -> dict[str, str]:
        """{heading: target} of the columns that were changed, if they are to be remembered."""
        if not self.cleaned_data["remember"]:
            return {}
        return {
            column.heading.text: self.cleaned_data[_name(number, column)]
            for number, plan in enumerate(self.plans)
            for column in _columns(plan)
            if column.heading.label and self.cleaned_data[_name(number, column)] != column.target
        }


def _columns(plan: Planned) -> list[Column]:
    """Columns that say anything."""
    return [c for c in plan.columns if c.heading.label or c.samples][:MOST_COLUMNS]


def _taken(number: int) -> str:
    return f"taken{number}"


def _name(number: int, column: Column) -> str:
    return f"c{number}_{column.index}"


def _samples(column: Column) -> list[str]:
    """The first different values."""
    texts = dict.fromkeys(sample.replace("\x00", "").strip()[:_LONGEST_SAMPLE] for sample in column.samples)
    return [text for text in texts if text][:_SAMPLES]
