"""A file that cannot be taken is refused with a reason that says what to do; never with a traceback."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prasan.agencies.importing import reading, sniffing
from prasan.agencies.importing.judging import judge_file
from prasan.agencies.importing.reading import read_book
from prasan.agencies.importing.refusal import RefusedFile
from prasan.agencies.importing.snapshot import RegisterSnapshot
from prasan.agencies.importing.targets import TARGETS
from prasan.agencies.importing.tests.sheets import OFFICE, judged
from prasan.agencies.importing.tests.workbooks import write_ods, write_xls, write_xlsx

ROWS: list[list[object]] = [["ชื่อโรงเรียน", "โทร"], ["โรงเรียนวัดกระแส", 38000100]]

BYTES = [
    (b"", "ว่างเปล่า"),
    (b"   \n\n ", "ไม่มีข้อความ"),
    (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    (b"\n\n%PDF-1.7", "PDF"),
    (b"\x89PNG\r\n\x1a\n....", "PNG"),
    (b"\xff\xd8\xff\xe0....", "JPEG"),
    (b"....ftypheic", "วิดีโอ"),
    (b"{\\rtf1 x}", "RTF"),
    (b"MZ\x90\0", "โปรแกรม"),
    (b"<html><table><tr><td>x</td></tr></table></html>", "HTML"),
    (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "HTML"),
    ("<html><table>".encode("utf-16"), "HTML"),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "HTML"),
    (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML"),
    (b"name,phone\na\0b,1\n", "ไม่ใช่ข้อความ"),
    (b"\x09\x08\x08\0\0\x05", "รุ่นเก่ามาก"),
    (b"PK\x03\x04 broken", "ไม่สมบูรณ์"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ไม่สมบูรณ์"),
    ("ชื่อ,โทร\n".encode("utf-16")[:-1], "UTF-16"),
    ("ชื่อโรงเรียน,ตำบล\n".encode() * 9 + b"\xe0\xb8", "UTF-8"),
]


def refusal(path: Path) -> str:
    with pytest.raises(RefusedFile) as refused:
        read_book(path)
    return refused.value.reason_th


@pytest.mark.parametrize(("data", "reason"), BYTES, ids=[reason for _, reason in BYTES])
@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a.xlsx"])
def test_it_is_refused_whatever_it_is_called(tmp_path: Path, data: bytes, reason: str, name: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert reason in refusal(tmp_path / name)


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\0 cut off", bytes(range(1, 256))])
def test_a_workbook_that_is_none_is_not_told_to_lack_a_heading(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "kept").write_bytes(data)
    with pytest.raises(RefusedFile, match="ไฟล์เสียหายหรือไม่ใช่ Excel"):
        read_book(tmp_path / "kept", "ทะเบียน.xlsx")


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert "100 เมกะไบต์" in refusal(tmp_path / "a.csv")


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (60 << 20))
    assert "ใหญ่ผิดปกติ" in refusal(tmp_path / "a.xlsx")


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    data = write_xlsx(tmp_path / "a.xlsx", แผ่น=ROWS * 50).read_bytes()
    (tmp_path / "a.xlsx").write_bytes(data[: len(data) // 2])
    assert "ไม่สมบูรณ์" in refusal(tmp_path / "a.xlsx")


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><not closed")
        archive.writestr("xl/_rels/workbook.xml.rels", "<x/>")
    assert "เสียหาย" in refusal(tmp_path / "a.xlsx")


@pytest.mark.parametrize("stream", ["EncryptedPackage", "EncryptionInfo"])
def test_a_workbook_with_a_password_is_refused(tmp_path: Path, stream: str) -> None:
    assert "รหัสผ่าน" in refusal(write_xls(tmp_path / "a.xlsx", ROWS, extra_stream=stream))


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(write_ods(tmp_path / "a.ods", ROWS).read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.ods").write_bytes(bytes(data))
    assert "รหัสผ่าน" in refusal(tmp_path / "a.ods")


def test_macros_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(write_xlsx(tmp_path / "a.xlsm", แผ่น=ROWS), "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert "มาโคร" in refusal(tmp_path / "a.xlsm")
    assert "มาโคร" in refusal(write_xls(tmp_path / "a.xls", ROWS, extra_stream="_VBA_PROJECT_CUR"))


@pytest.mark.parametrize(
    ("part", "what"),
    [("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint"), ("a.txt", "ZIP")],
)
def test_another_kind_of_zip_is_refused(tmp_path: Path, part: str, what: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert what in refusal(tmp_path / "a.xlsx")


def test_ten_thousand_columns_are_refused(tmp_path: Path) -> None:
    columns = [f"คอลัมน์ {n}" for n in range(10_000)]
    assert "500" in refusal(write_xlsx(tmp_path / "a.xlsx", แผ่น=[columns]))
    (tmp_path / "a.csv").write_text(",".join(columns))
    assert "10,000 คอลัมน์" in refusal(tmp_path / "a.csv")


def test_a_cell_far_away_is_refused_by_its_address(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("แผ่น")
        sheet.write(0, 0, "ชื่อโรงเรียน")
        sheet.write(1_048_575, 16_383, "x")
    assert "XFD1048576" in refusal(tmp_path / "a.xlsx")


def test_a_coloured_cell_far_away_does_no_harm(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("แผ่น")
        sheet.write(0, 0, "ชื่อโรงเรียน")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert read_book(tmp_path / "a.xlsx").sheets[0].rows == [["ชื่อโรงเรียน"]]


def test_a_reader_that_dies_is_a_refused_file(tmp_path: Path) -> None:
    """Repeated cells of an ODS ask calamine for more memory than there is; it aborts."""
    content = write_ods(tmp_path / "a.ods", ROWS)
    with zipfile.ZipFile(content) as archive:
        text = archive.read("content.xml").decode()
    text = text.replace(
        "<table:table-cell ", '<table:table-cell table:number-columns-repeated="2000000000" ', 1
    )
    with zipfile.ZipFile(tmp_path / "b.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", text)
    assert "ไม่สำเร็จ" in refusal(tmp_path / "b.ods")


def test_a_reader_that_takes_too_long_is_a_refused_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_SECONDS", 0.001)
    assert "เกินเวลา" in refusal(write_xlsx(tmp_path / "a.xlsx", แผ่น=ROWS))


def test_a_workbook_without_cells_is_refused(tmp_path: Path) -> None:
    assert "ไม่มีแผ่นงาน" in refusal(write_xlsx(tmp_path / "a.xlsx", แผ่น=[]))


def test_the_limits_leave_room_for_a_national_list() -> None:
    assert sniffing.MOST_BYTES > 20_000_000


def judged_or_refused(path: Path) -> None:
    found = judge_file(path, register=RegisterSnapshot(), office=OFFICE)
    assert found.status in ("ok", "refused")
    assert (found.status == "refused") == bool(found.reason)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_no_bytes_bring_it_down(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    judged_or_refused(tmp_path / "a.csv")


CELLS = st.sampled_from(
    [
        "",
        "-",
        "ชื่อโรงเรียน",
        "ตำบล",
        "อำเภอ",
        "โทร",
        "โรงเรียนวัดกระแส",
        "กระแสบน",
        "แกลง",
        "รวม",
        "๑",
        "=1+1",
        "\0=",
        '"',
        "ลงชื่อ....",
        "12.7",
    ]
) | st.text(max_size=12)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=8))
def test_no_cells_bring_it_down(rows: list[list[str]]) -> None:
    from prasan.agencies.importing.judging import judge
    from prasan.agencies.importing.reading import Book, Sheet

    found = judge(Book([Sheet("แผ่น", rows)]), register=RegisterSnapshot(), office=OFFICE)
    assert all(row.outcome in ("new", "doubtful", "error") for row in found.rows)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_no_broken_workbook_brings_it_down(tmp_path: Path, where: float, byte: int) -> None:
    data = bytearray(write_xlsx(tmp_path / "whole.xlsx", แผ่น=ROWS).read_bytes())
    data[int(where * len(data))] = byte
    (tmp_path / "a.xlsx").write_bytes(bytes(data))
    judged_or_refused(tmp_path / "a.xlsx")


HOSTILE = [
    "a@" + "a." * 30_000,
    "<a" * 30_000,
    "1 " * 30_000,
    "(" * 30_000,
    "เดิมชื่อ" * 5_000,
    "ต." * 20_000,
    "ก" * 60_000,
    "๐" * 60_000,
    '"' * 1_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_no_cell_takes_long(text: str) -> None:
    headings = [target.label for target in TARGETS]
    mapping = {"แผ่น": {str(index): target.key for index, target in enumerate(TARGETS)}}
    before = time.process_time()
    judged(["ชื่อหน่วยงาน", *headings[1:]], [text] * len(TARGETS), mapping=mapping)
    assert time.process_time() - before < 2


@pytest.mark.parametrize(
    "name", ["โรงเรียนบ้านหนองสมมติที่{}ก", "โรงเรียนบ้านหนองสมมติ{}"], ids=["numbers", "letters"]
)
def test_a_thousand_near_names_in_one_place_do_not_take_long(name: str) -> None:
    letters = [a + b for a in "กขคงจฉชซญดตถทธนบปผพฟภมยรลวศสหอ" for b in "กขคงจฉชซญดตถทธนบปผพฟภมยรลวศสหอ"]
    rows = [[name.format(n if "ที่" in name else letters[n]), "กระแสบน", "แกลง"] for n in range(900)]
    before = time.process_time()
    assert len(judged(["ชื่อโรงเรียน", "ตำบล", "อำเภอ"], *rows).rows) == 900
    assert time.process_time() - before < 4


def test_text_named_as_a_workbook_is_read_as_text_and_said(tmp_path: Path) -> None:
    path = tmp_path / "ทะเบียน.xlsx"
    path.write_text("ชื่อโรงเรียน,ตำบล,อำเภอ\nวัดกระแส,กระแสบน,แกลง\n", encoding="utf-8")
    found = judge_file(path, filename=path.name, register=RegisterSnapshot(), office=OFFICE)
    assert (found.status, found.counts["new"], found.encoding) == ("ok", 1, "utf-8")
    assert ".xlsx" in found.notices[0]


def test_text_without_a_table_named_as_a_workbook_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "ทะเบียน.xlsx"
    path.write_text("เรียน ผู้อำนวยการโรงเรียน\nขอส่งทะเบียนมาด้วยแล้ว\n", encoding="utf-8")
    found = judge_file(path, filename=path.name, register=RegisterSnapshot(), office=OFFICE)
    assert "ไม่ใช่ Excel" in (found.reason or "")


def test_a_csv_is_not_said_to_be_misnamed(tmp_path: Path) -> None:
    path = tmp_path / "ทะเบียน.xlsx - แผ่น1.csv"
    path.write_text("ชื่อโรงเรียน,ตำบล,อำเภอ\nวัดกระแส,กระแสบน,แกลง\n", encoding="utf-8")
    found = judge_file(path, filename=path.name, register=RegisterSnapshot(), office=OFFICE)
    assert (found.status, found.notices) == ("ok", [])


def test_a_workbook_whose_only_table_is_hidden_is_refused_and_says_so(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        shown, hidden = book.add_worksheet("ปก"), book.add_worksheet("ข้อมูล")
        shown.write(0, 0, "ทะเบียนสมมติ")
        hidden.write_row(0, 0, ["ชื่อโรงเรียน", "ตำบล"])
        hidden.write_row(1, 0, ["โรงเรียนวัดกระแส", "กระแสบน"])
        hidden.hide()
    found = judge_file(tmp_path / "a.xlsx", register=RegisterSnapshot(), office=OFFICE)
    assert "แผ่นงาน “ข้อมูล” ซ่อนไว้" in (found.reason or "")
