"""Which column is which field, corrected and remembered."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from prasan.agencies.actions import imports
from prasan.agencies.importing.plan import HIDDEN
from prasan.agencies.models import ColumnMemory, Import
from prasan.agencies.tests import sheets
from prasan.approvals.tests.build import person

Cast = dict[str, Any]
ODD = "ชื่อสถานศึกษา,ตำบล,อำเภอ,ช่องทางหลัก,ช่องทางรอง"
ROW = "โรงเรียนวัดสมมติ,กระแสบน,แกลง,เรื่องทั่วไป,wat@school.example"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast["officer"])
    return client


def mapped(client: Client, source: Import, *targets: str, remember: bool = True) -> Any:
    data = {f"c0_{index}": target for index, target in enumerate(targets)}
    return client.post(f"/desk/imports/{source.pk}/columns/", data | ({"remember": "on"} if remember else {}))


def test_every_column_is_shown_with_its_first_values(officer: Client) -> None:
    source = sheets.judged(ROW, headings=ODD)
    page = sheets.words(officer.get(f"/desk/imports/{source.pk}/columns/"))
    assert "D ช่องทางหลัก เรื่องทั่วไป" in page
    assert "ไม่ใช้คอลัมน์นี้" in page


def test_a_corrected_column_is_judged_anew_and_remembered(officer: Client) -> None:
    source = sheets.judged(ROW, headings=ODD)
    mapped(officer, source, "name", "subdistrict", "district", "about", "email")
    source.refresh_from_db()
    assert sheets.row_named(source, "โรงเรียนวัดสมมติ")["values"]["about"] == "เรื่องทั่วไป"
    assert dict(ColumnMemory.objects.values_list("heading", "field")) == {"ช่องทางหลัก": "about"}
    again = sheets.judged(ROW, headings=ODD)
    assert sheets.row_named(again, "โรงเรียนวัดสมมติ")["values"]["about"] == "เรื่องทั่วไป"


def test_a_correction_is_kept_to_this_file_when_asked(officer: Client) -> None:
    source = sheets.judged(ROW, headings=ODD)
    mapped(officer, source, "name", "subdistrict", "district", "about", "email", remember=False)
    assert not ColumnMemory.objects.exists()
    assert sheets.row_named(source, "โรงเรียนวัดสมมติ")["values"]["about"] == "เรื่องทั่วไป"


def test_one_field_twice_is_warned_of(officer: Client) -> None:
    source = sheets.judged(ROW, headings=ODD)
    response = mapped(officer, source, "name", "subdistrict", "district", "email", "email")
    assert "เลือกไว้ที่คอลัมน์ D แล้ว" in sheets.words(response)
    assert Import.objects.get().mapping == {}


def test_several_columns_of_telephones_are_fine(officer: Client) -> None:
    source = sheets.judged("โรงเรียนวัดสมมติ,กระแสบน,แกลง,038000001,038000002", headings=ODD)
    mapped(officer, source, "name", "subdistrict", "district", "phones", "phones")
    assert sheets.row_named(source, "โรงเรียนวัดสมมติ")["values"]["phones"] == ["038000001", "038000002"]


def test_a_sheet_without_any_name_is_refused(officer: Client) -> None:
    source = sheets.judged(ROW, headings=ODD)
    response = mapped(officer, source, "", "subdistrict", "district", "", "email")
    assert "ต้องมีคอลัมน์ที่เป็น ชื่อหน่วยงาน" in sheets.words(response)


def test_the_columns_of_a_refused_file_are_not_asked_about(officer: Client) -> None:
    source = sheets.judged("x", headings="%PDF-1.7")
    assert "จึงแก้ไม่ได้แล้ว" in sheets.words(officer.get(f"/desk/imports/{source.pk}/columns/"))


def with_hidden(tmp_path: Path) -> Import:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        shown, hidden = book.add_worksheet("เห็น"), book.add_worksheet("ซ่อน")
        for sheet, name in ((shown, "โรงเรียนวัดสมมติ"), (hidden, "โรงเรียนลับสมมติ")):
            sheet.write_row(0, 0, ["ชื่อสถานศึกษา", "ตำบล", "อำเภอ"])
            sheet.write_row(1, 0, [name, "กระแสบน", "แกลง"])
        hidden.hide()
    file = ContentFile((tmp_path / "a.xlsx").read_bytes(), "ทะเบียน.xlsx")
    source = imports.take_in(file, by=person("officer"), at=timezone.now())
    imports.analyse(source, at=timezone.now())
    return source


def test_a_hidden_sheet_is_said_to_be_left_out(officer: Client, cast: Cast, tmp_path: Path) -> None:
    source = with_hidden(tmp_path)
    assert source.summary["left_out"] == [{"sheet": "ซ่อน", "reason": HIDDEN}]
    assert "แผ่นงาน “ซ่อน” ซ่อนไว้ในไฟล์" in sheets.words(officer.get(f"/desk/imports/{source.pk}/"))
    assert [row["name"] for row in imports.kept_rows(source)] == ["โรงเรียนวัดสมมติ"]


def test_a_hidden_sheet_is_taken_when_a_person_says_so_and_left_again(
    officer: Client, cast: Cast, tmp_path: Path
) -> None:
    source = with_hidden(tmp_path)
    columns = {
        f"c{number}_{index}": target
        for number in (0, 1)
        for index, target in enumerate(("name", "subdistrict", "district"))
    }
    officer.post(f"/desk/imports/{source.pk}/columns/", columns | {"taken1": "on"})
    source.refresh_from_db()
    assert {row["name"] for row in imports.kept_rows(source)} == {"โรงเรียนวัดสมมติ", "โรงเรียนลับสมมติ"}
    assert source.summary["left_out"] == []
    form = officer.get(f"/desk/imports/{source.pk}/columns/").context["form"]
    assert form["taken1"].initial is True
    officer.post(f"/desk/imports/{source.pk}/columns/", columns)
    assert [row["name"] for row in imports.kept_rows(source)] == ["โรงเรียนวัดสมมติ"]
