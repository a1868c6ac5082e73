"""Small sheets and registers for the tests of this room; no files unless a test is about files."""

from __future__ import annotations

from typing import Any

from prasan.agencies.importing.judged import JudgedRow
from prasan.agencies.importing.judging import Judgement, judge
from prasan.agencies.importing.reading import Book, Sheet
from prasan.agencies.importing.snapshot import Known, OfficeNames, RegisterSnapshot

OFFICE = OfficeNames(
    "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2", "สพป.ระยอง เขต 2", ("กลุ่มอำนวยการ", "หน่วยตรวจสอบภายใน")
)
HEADINGS = ["ชื่อสถานศึกษา", "ตำบล", "อำเภอ"]


def judged(*rows: list[str], sheet: str = "แผ่น", known: list[Known] | None = None, **more: Any) -> Judgement:
    """One sheet of text cells, the first row its heading."""
    more.setdefault("office", OFFICE)
    return judge(Book([Sheet(sheet, list(rows))]), register=RegisterSnapshot(known or []), **more)


def only(*rows: list[str], **more: Any) -> JudgedRow:
    """The one judged row of such a sheet."""
    found = judged(*rows, **more).rows
    assert len(found) == 1, [row.name for row in found]
    return found[0]


def cell(heading: str, text: str, **more: Any) -> JudgedRow:
    """A good school with one more column."""
    return only([*HEADINGS, heading], ["โรงเรียนวัดกระแส", "กระแสบน", "แกลง", text], **more)


def school(number: int = 1, name: str = "โรงเรียนวัดกระแส", **values: Any) -> Known:
    """An agency of the register, in ต.กระแสบน อ.แกลง unless said otherwise."""
    closed = values.get("closed_on")
    data = {"name": name, "place": "210307", "kind": "school", "scope": "internal", **values}
    return Known(number, name, tuple(values.get("other_names", ())), data, closed)
