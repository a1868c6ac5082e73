"""Sheets of achievements for tests: a heading with two good rows, and what becomes of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils import timezone

from prasan.achievements.actions import imports
from prasan.achievements.tests.build import NAME, school
from prasan.network.tests.sheets import csv_file

HEADER = ["ลำดับ", "ชื่อผลงาน/รางวัล", "ประเภทผลงาน", "ระดับ", "โรงเรียน", "หน่วยงานที่มอบ", "วันที่ได้รับ", "ปีการศึกษา"]
ROWS = [
    ["1", "รางวัลเหรียญทองหุ่นยนต์", "รางวัล", "ระดับชาติ", "รร.บ้านตัวอย่าง", "สมาคมตัวอย่าง", "๑ พ.ย. ๒๕๖๙", ""],
    ["2", "ห้องสมุดมีชีวิต", "Best Practice", "เขตพื้นที่การศึกษา", "โรงเรียนวัดน้ำใส", "สพป.ระยอง เขต 2", "", "2568"],
]


def put_schools() -> None:
    """Those that the rows name."""
    school(NAME, code8="21020001", code10="1021020001")
    school("โรงเรียนวัดน้ำใส", code8="21020002")


def judge(path: Path) -> Any:
    return imports.judge_sheet(path, path.name, at=timezone.now())


def only(folder: Path, header: list[str], row: list[str]) -> Any:
    found = judge(csv_file(folder, [header, row]))
    assert len(found.rows) == 1
    return found.rows[0]


def kept_files(settings: Any) -> list[Path]:
    return [one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]


def outcomes(path: Path) -> list[str]:
    return [row.outcome for row in judge(path).rows]
