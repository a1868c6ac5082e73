"""Rows that are no data are told apart, and no row of data is lost."""

from __future__ import annotations

import pytest

from prasan.agencies.importing.judging import judge
from prasan.agencies.importing.reading import Book, Sheet
from prasan.agencies.importing.snapshot import OfficeNames, RegisterSnapshot
from prasan.agencies.importing.tests.sheets import judged

HEADINGS = ["ที่", "ชื่อสถานศึกษา", "ตำบล", "อำเภอ", "นักเรียน", "ครู"]
FIRST = ["1", "โรงเรียนวัดกระแส", "กระแสบน", "แกลง", "100", "5"]
LAST = ["2", "โรงเรียนวัดป่ายุบ", "ป่ายุบใน", "วังจันทร์", "120", "6"]


def names(*between: list[str]) -> list[tuple[int, str]]:
    return [(row.row, row.name) for row in judged(HEADINGS, FIRST, *between, LAST).rows]


NO_DATA = [
    [],
    ["", "", "", ""],
    ["2", "", "", ""],
    ["", "รวมอำเภอแกลง", "", "", "100", "5"],
    ["", "รวมอำเภอแกลง", "", "", "\0=", "\0="],
    ["", "รวมอำเภอแกลง"],
    ["รวม", "", "", "", "100", "5"],
    ["", "รวมทั้งสิ้น", "", "", "220 คน", "11"],
    ["", "รวม 71 โรงเรียน"],
    ["", "ยอดรวม", "", "", "220", ""],
    ["", "Total", "", "", "220", "11"],
    ["", "เฉลี่ย", "", "", "110.5", "5"],
    ["", "", "", "รวม", "220", "11"],
    ["", "หมายเหตุ : ข้อมูล ณ วันที่ 10 มิถุนายน 2569"],
    ["", "ลงชื่อ ................................ ผู้รายงาน"],
    ["", "ข้อมูล ณ วันที่ 10 มิถุนายน 2569"],
    ["", "ที่มา: DMC"],
    ["", "(...............................)"],
    ["หน้า 1/5"],
    ["", "", "", "", "หน้า ๒"],
    ["อำเภอแกลง"],
    ["", "อ.แกลง"],
    ["", "กลุ่มโรงเรียนที่ 3"],
    HEADINGS,
    ["ลำดับ", "ชื่อสถานศึกษา", "ตำบล", "อำเภอ", "นักเรียน", "ครู"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["1", "2", "3", "4", "5", "6"],
]


@pytest.mark.parametrize("row", NO_DATA, ids=lambda row: " ".join(row) or "blank")
def test_it_is_no_data(row: list[str]) -> None:
    assert names(row) == [(2, "โรงเรียนวัดกระแส"), (4, "โรงเรียนวัดป่ายุบ")]


DATA = [
    ["3", "รวมมิตรวิทยา", "บ้านนา", "แกลง", "50", "3"],
    ["", "รวมไทยพัฒนา", "บ้านนา", "แกลง", "", ""],
    ["3", "โรงเรียนรวมน้ำใจ", "", "", "50", "3"],
    ["", "บ้านหมายเหตุ", "บ้านนา", "แกลง", "", ""],
    ["", "โรงเรียนวัดเขาน้อย", "", "", "", ""],
    ["3", "วัดเขาน้อย"],
    ["", "", "บ้านนา", "แกลง", "50", "3"],
]


@pytest.mark.parametrize("row", DATA, ids=" ".join)
def test_it_is_data(row: list[str]) -> None:
    assert [number for number, _ in names(row)] == [2, 3, 4]


def test_a_block_of_signatures_is_no_data() -> None:
    rows = [
        ["", "ลงชื่อ ......................... ผู้รายงาน", "", "ลงชื่อ ......................... ผู้ตรวจสอบ"],
        ["", "(นางสมมติ คนที่หนึ่ง)", "", "(นายตัวอย่าง คนที่สอง)"],
        ["", "ตำแหน่ง เจ้าพนักงานธุรการ"],
        ["", "10 มิถุนายน 2569"],
    ]
    assert len(judged(HEADINGS, FIRST, LAST, [], *rows).rows) == 2


def test_titles_repeated_with_the_heading_on_every_page_are_no_data() -> None:
    assert len(names(["ทะเบียนสถานศึกษา (ต่อ)"], ["สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2"], HEADINGS)) == 2


def test_a_section_gives_its_rows_the_district_that_they_lack() -> None:
    found = judged(
        ["ที่", "ชื่อโรงเรียน", "ตำบล"],
        ["อำเภอแกลง"],
        ["1", "โรงเรียนบ้านนา", "บ้านนา"],
        ["อำเภอวังจันทร์ จังหวัดระยอง (จำนวน 1 โรงเรียน)"],
        ["2", "โรงเรียนวังจันทร์", "วังจันทร์"],
        office=OfficeNames("สำนักงานอื่น"),
    )
    assert [(row.row, row.values["place"]) for row in found.rows] == [(3, "210308"), (5, "210401")]


def test_a_sheet_called_by_a_district_is_about_it() -> None:
    rows = (["ชื่อโรงเรียน", "ตำบล"], ["โรงเรียนบ้านนา", "บ้านนา"])
    assert judged(*rows, sheet="อ.แกลง", office=OfficeNames("สำนักงานอื่น")).rows[0].values["place"] == "210308"
    assert judged(*rows, sheet="แผ่น", office=OfficeNames("สำนักงานอื่น")).rows[0].outcome == "doubtful"


def test_a_section_above_the_heading_counts_too() -> None:
    found = judged(
        ["บัญชีรายชื่อโรงเรียน"],
        ["กลุ่มโรงเรียนที่ ๑ แกลงพัฒนา"],
        ["ที่", "ชื่อโรงเรียน", "ตำบล", "อำเภอ"],
        ["1", "วัดกระแส", "กระแสบน", "แกลง"],
        ["กลุ่มโรงเรียนที่ 2"],
        ["ที่", "ชื่อโรงเรียน", "ตำบล", "อำเภอ"],
        ["1", "บ้านนา", "บ้านนา", "แกลง"],
    )
    groups = [row.values["school_group"] for row in found.rows]
    assert groups == ["กลุ่มโรงเรียนที่ 1 แกลงพัฒนา", "กลุ่มโรงเรียนที่ 2"]


def test_a_section_of_an_affiliation_decides_the_scope() -> None:
    found = judged(
        ["ที่", "ชื่อโรงเรียน", "ตำบล", "อำเภอ"],
        ["สังกัด สพป.ระยอง เขต 2"],
        ["1", "วัดกระแส", "กระแสบน", "แกลง"],
        ["สังกัด สพม.ชลบุรี ระยอง"],
        ["2", "แกลงวิทยสถาวร", "ทางเกวียน", "แกลง"],
    )
    assert [row.scope for row in found.rows] == ["internal", "external"]


def test_a_cell_merged_over_rows_is_said_of_each() -> None:
    rows = [
        ["อำเภอ", "ชื่อโรงเรียน", "ตำบล"],
        ["แกลง", "โรงเรียนวัดกระแส", "กระแสบน"],
        ["", "โรงเรียนบ้านนา", "บ้านนา"],
        ["วังจันทร์", "โรงเรียนวังจันทร์", "วังจันทร์"],
    ]
    book = Book([Sheet("แผ่น", rows, [(1, 0, 2, 0)])])
    found = judge(book, register=RegisterSnapshot(), office=OfficeNames("สำนักงานอื่น"))
    assert [row.values["place"] for row in found.rows] == ["210307", "210308", "210401"]


def test_row_numbers_count_blank_rows() -> None:
    assert [number for number, _ in names([], [], [])] == [2, 6]


def test_the_year_and_the_day_of_the_data_are_read_around_the_table() -> None:
    found = judged(
        ["ข้อมูลสถานศึกษา ปีการศึกษา ๒๕๖๙"],
        HEADINGS,
        FIRST,
        ["", "ข้อมูล ณ วันที่ 10 มิถุนายน 2569"],
        default_source=("DMC", "2026-11-10"),
    )
    assert (found.rows[0].values["academic_year"], found.rows[0].source) == (2569, ("DMC", "2026-06-10"))
