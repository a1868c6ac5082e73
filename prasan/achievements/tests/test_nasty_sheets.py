"""Sheets as clerks really keep them: two-digit years, prizes in a column of their own, levels on the tab."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from prasan.achievements.tests.rows import HEADER, ROWS, judge, only, put_schools
from prasan.network.tests.sheets import csv_file

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture(autouse=True)
def _schools(office: object) -> None:
    put_schools()


def test_two_digits_of_a_year_are_of_the_buddhist_era(tmp_path: Path) -> None:
    row = only(tmp_path, HEADER, ["1", "โล่รางวัล", "รางวัล", "ชาติ", "บ้านตัวอย่าง", "", "", "69"])
    assert (row.outcome, row.values["academic_year"]) == ("new", 2569)


def test_a_prize_in_its_own_column_stands_before_what_it_was_won_in(tmp_path: Path) -> None:
    header = ["โรงเรียน", "รายการแข่งขัน", "เหรียญ", "ระดับ", "ปี"]
    row = only(tmp_path, header, ["บ้านตัวอย่าง", "ประกวดร้องเพลง", "ทอง", "เขต", "2569"])
    assert (row.outcome, row.name) == ("new", "เหรียญทอง ประกวดร้องเพลง")


def test_level_and_year_are_read_from_the_tab(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("ระดับชาติ ปี 2569", "ระดับเขต ปี 2568"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["โรงเรียน", "ผลงาน"])
            sheet.write_row(1, 0, ["บ้านตัวอย่าง", f"โล่รางวัล {name}"])
    found = [(row.outcome, row.values["level"], row.values["academic_year"]) for row in judge(path).rows]
    assert found == [("new", 6, 2569), ("new", 3, 2568)]


def test_a_sum_is_no_achievement(tmp_path: Path) -> None:
    total = ["รวม", "2 รางวัล", "", "", "", "", "", ""]
    assert len(judge(csv_file(tmp_path, [HEADER, *ROWS, total])).rows) == 2


def test_a_heading_that_nobody_understands_is_refused_with_what_is_understood(tmp_path: Path) -> None:
    path = csv_file(tmp_path, [["Quem", "Onde"], ["รางวัลหนึ่ง", "โรงเรียนวัดน้ำใส"]])
    found = judge(path)
    assert found.status == "refused"
    for heading in ("ชื่อผลงาน", "เป็นผลงานของ", "ปีการศึกษา"):
        assert heading in str(found.reason)
