"""Every format and character set that offices have is read, with the row numbers of the spreadsheet."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import xlsxwriter

from prasan.agencies.importing.reading import NO_VALUE, read_book
from prasan.agencies.importing.tests.workbooks import write_ods, write_xls, write_xlsx

ROWS = [["ชื่อโรงเรียน", "โทร"], ["โรงเรียนวัดกระแส", 38000100], [], ["โรงเรียนบ้านนา", "038-000101, 08-0000-0001"]]
TEXTS = [
    ["ชื่อโรงเรียน", "โทร"],
    ["โรงเรียนวัดกระแส", "38000100"],
    [],
    ["โรงเรียนบ้านนา", "038-000101, 08-0000-0001"],
]


@pytest.mark.parametrize("fmt", ["xlsx", "ods", "xls"])
def test_a_workbook_is_read(tmp_path: Path, fmt: str) -> None:
    path = tmp_path / f"a.{fmt}"
    {"xlsx": lambda p, r: write_xlsx(p, แผ่น=r), "ods": write_ods, "xls": write_xls}[fmt](path, ROWS)
    book = read_book(path)
    assert (book.encoding, [(s.name, s.rows) for s in book.sheets]) == (None, [("แผ่น", TEXTS)])


def test_the_name_of_a_workbook_does_not_matter(tmp_path: Path) -> None:
    assert read_book(write_xlsx(tmp_path / "a.csv", แผ่น=ROWS)).sheets[0].rows == TEXTS


def test_cells_become_what_a_person_would_read(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("แผ่น")
        day = book.add_format({"num_format": "d mmm yyyy"})
        sheet.write_row(0, 0, [21020001.0, 12.872442, 0.5, True, "  ช่องว่าง "])
        sheet.write_datetime(1, 0, datetime.datetime(2024, 10, 1), day)
        sheet.write_datetime(1, 1, datetime.datetime(2567, 10, 1), day)
        sheet.write_formula(2, 0, '="ก"&"ข"', value="กข")
        sheet.write_formula(2, 1, "=1+1", value="")
        sheet.write_formula(2, 2, "=1/0", value="#DIV/0!")
        sheet.write_string(2, 3, "ก_x000D_ข")
    rows = read_book(tmp_path / "a.xlsx").sheets[0].rows
    assert rows == [
        ["21020001", "12.872442", "0.5", "TRUE", "  ช่องว่าง "],
        ["2024-10-01", "2567-10-01"],
        ["กข", NO_VALUE, "#DIV/0!", "กข"],
    ]


def test_merges_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        shown, hidden = book.add_worksheet("แผ่น"), book.add_worksheet("ซ่อน")
        shown.merge_range(0, 1, 0, 2, "พิกัด")
        hidden.write(0, 0, "ลับ")
        hidden.hide()
    sheets = read_book(tmp_path / "a.xlsx").sheets
    assert sheets[0].merged == [(0, 1, 0, 2)]
    assert [sheet.is_hidden for sheet in sheets] == [False, True]


TABLE = (
    'ชื่อโรงเรียน{s}โทร\r\n"โรงเรียนแกลง ""วิทยสถาวร"""{s}"038-000100, 08-0000-0001"\r\n\r\n'
    'วัดกระแส{s}"บรรทัดหนึ่ง\nบรรทัดสอง"\r\n'
)
PARSED = [
    ["ชื่อโรงเรียน", "โทร"],
    ['โรงเรียนแกลง "วิทยสถาวร"', "038-000100, 08-0000-0001"],
    [],
    ["วัดกระแส", "บรรทัดหนึ่ง\nบรรทัดสอง"],
]
ENCODINGS = [
    ("utf-8", "utf-8"),
    ("utf-8-sig", "utf-8"),
    ("utf-16", "utf-16"),
    ("utf-16-le", "utf-16"),
    ("utf-16-be", "utf-16"),
    ("tis-620", "tis-620"),
]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(("codec", "called"), ENCODINGS)
def test_separated_text_is_read(tmp_path: Path, separator: str, codec: str, called: str) -> None:
    path = tmp_path / "รายชื่อ.csv"
    path.write_bytes(TABLE.format(s=separator).encode(codec))
    book = read_book(path)
    assert (book.encoding, book.sheets[0].name, book.sheets[0].rows) == (called, "รายชื่อ", PARSED)


def test_windows_874_is_told_from_tis_620(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("ชื่อโรงเรียน;โทร\nโรงเรียน“แกลง”;038000100\n".encode("cp874"))
    assert read_book(path).encoding == "windows-874"


def test_the_sheet_is_called_as_the_sender_called_the_file(tmp_path: Path) -> None:
    (tmp_path / "5f3a").write_text("ชื่อ,โทร\nก,1\n")
    assert read_book(tmp_path / "5f3a", "โรงเรียน.csv").sheets[0].name == "โรงเรียน"


OLD_LINES = [("\r", "old Mac"), ("\n", "Unix"), ("\r\n", "Windows")]


@pytest.mark.parametrize("end", [end for end, _ in OLD_LINES], ids=[name for _, name in OLD_LINES])
def test_lines_may_end_in_any_way(tmp_path: Path, end: str) -> None:
    (tmp_path / "a.csv").write_bytes(end.join(["ชื่อ,โทร", "ก,1", "", "ข,2"]).encode())
    assert read_book(tmp_path / "a.csv").sheets[0].rows == [["ชื่อ", "โทร"], ["ก", "1"], [], ["ข", "2"]]


def test_a_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=;\nชื่อ;โทร\nก,ข;1\n")
    assert read_book(tmp_path / "a.csv").sheets[0].rows == [["ชื่อ", "โทร"], ["ก,ข", "1"]]


def test_a_quotation_mark_left_open_does_not_swallow_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('ชื่อ,โทร\n"โรงเรียนแกลง,1\nข,2\n')
    assert read_book(tmp_path / "a.csv").sheets[0].rows == [["ชื่อ", "โทร"], ['"โรงเรียนแกลง', "1"], ["ข", "2"]]


def test_quotation_marks_inside_a_cell_stay(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('ชื่อ,โทร\nโรงเรียน"แกลง",1\n')
    assert read_book(tmp_path / "a.csv").sheets[0].rows[1] == ['โรงเรียน"แกลง"', "1"]


def test_one_column_needs_no_separator(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("ชื่อโรงเรียน\nโรงเรียนวัดกระแส\n")
    assert read_book(tmp_path / "a.csv").sheets[0].rows == [["ชื่อโรงเรียน"], ["โรงเรียนวัดกระแส"]]
