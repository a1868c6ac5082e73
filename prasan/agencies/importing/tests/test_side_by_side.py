"""Two tables beside each other are two sheets; one table with two names is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from prasan.agencies.importing.judging import judge_file
from prasan.agencies.importing.reading import Book, Sheet
from prasan.agencies.importing.side_by_side import with_tables_apart
from prasan.agencies.importing.snapshot import RegisterSnapshot
from prasan.agencies.importing.tests.sheets import OFFICE
from prasan.agencies.importing.tests.workbooks import write_xlsx

SCHOOLS = [
    ["ชื่อโรงเรียน", "ตำบล", "อำเภอ", "โทร"],
    ["วัดกระแส", "กระแสบน", "แกลง", "038000001"],
    ["วัดกร่ำ", "กร่ำ", "แกลง", "038000002"],
]
AGENCIES = [["ชื่อหน่วยงาน", "โทร"], ["ที่ว่าการอำเภอแกลง", "038000003"]]


def beside(left: list[list[str]], right: list[list[str]], *, gap: int, lower: int = 0) -> list[list[str]]:
    right = [[]] * lower + right
    height, width = max(len(left), len(right)), max(map(len, left)) + gap
    rows = []
    for number in range(height):
        row = left[number] if number < len(left) else []
        rows.append([*row, *[""] * (width - len(row)), *(right[number] if number < len(right) else [])])
    return rows


def parts(rows: list[list[str]]) -> list[Sheet]:
    return with_tables_apart(Book([Sheet("แผ่น", rows)])).sheets


@pytest.mark.parametrize("lower", [0, 1, 2])
def test_an_empty_column_parts_two_tables(lower: int) -> None:
    found = parts(beside(SCHOOLS, AGENCIES, gap=1, lower=lower))
    assert [sheet.name for sheet in found] == ["แผ่น", "แผ่น (คอลัมน์ F-G)"]


def test_headings_that_begin_again_part_two_tables() -> None:
    found = parts(
        beside([["ที่", *SCHOOLS[0]], ["1", *SCHOOLS[1]]], [["ที่", *SCHOOLS[0]], ["2", *SCHOOLS[2]]], gap=0)
    )
    assert [sheet.name for sheet in found] == ["แผ่น", "แผ่น (คอลัมน์ F-J)"]


ONE = [
    [["ชื่อโรงเรียน", "ตำบล", "ชื่อหน่วยงาน"], ["วัดกระแส", "กระแสบน", "สพป.ระยอง เขต 2"]],
    [["ชื่อโรงเรียน", "", "ตำบล", "โทร"], ["วัดกระแส", "", "กระแสบน", "038000001"]],
    SCHOOLS,
]


@pytest.mark.parametrize("rows", ONE)
def test_one_table_stays_one(rows: list[list[str]]) -> None:
    assert parts(rows) == [Sheet("แผ่น", rows)]


def test_both_tables_are_judged_with_their_own_rows_and_it_is_said(tmp_path: Path) -> None:
    rows = [["ข้อมูล ณ วันที่ 10 มิถุนายน 2569"], *beside(SCHOOLS, AGENCIES, gap=1)]
    path = write_xlsx(tmp_path / "a.xlsx", แผ่น=rows)
    found = judge_file(path, register=RegisterSnapshot(), office=OFFICE)
    assert [(row.sheet, row.row, row.name, row.values["phones"]) for row in found.rows] == [
        ("แผ่น", 3, "โรงเรียนวัดกระแส", ["038000001"]),
        ("แผ่น", 4, "โรงเรียนวัดกร่ำ", ["038000002"]),
        ("แผ่น (คอลัมน์ F-G)", 3, "ที่ว่าการอำเภอแกลง", ["038000003"]),
    ]
    assert found.notices == ["แผ่นงาน “แผ่น” มี 2 ตารางวางข้างกัน จึงอ่านแยกกันเป็น “แผ่น” และ “แผ่น (คอลัมน์ F-G)”"]
    assert [plan.as_of for plan in found.plans] == ["2026-06-10", "2026-06-10"]
