"""The rows that were not taken, as a sheet to correct that can be dropped in again."""

from __future__ import annotations

import io
from typing import Any

import pytest
import python_calamine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from prasan.agencies.actions import imports
from prasan.agencies.models import Import
from prasan.agencies.tests import sheets
from prasan.approvals.tests.build import person
from prasan.operations.sample import make

Cast = dict[str, Any]
REGISTER = make.FOLDER / "register.xlsx"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast["officer"])
    return client


def downloaded(client: Client, source: Import) -> bytes:
    response = client.get(f"/desk/imports/{source.pk}/held.xlsx")
    assert "attachment" in response.headers["Content-Disposition"]
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def rows_of(content: bytes, sheet: str = "ทะเบียน") -> list[list[Any]]:
    return python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


def taken_in(content: bytes, name: str) -> Import:
    source = imports.take_in(ContentFile(content, name=name), by=person("officer"), at=timezone.now())
    imports.analyse(source, at=timezone.now())
    return source


def test_it_holds_the_rows_that_were_not_taken_and_what_is_wrong_with_them(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD, sheets.BAD_EMAIL, sheets.NOWHERE)
    head, *rows = rows_of(downloaded(officer, source))
    assert head == [*sheets.HEADINGS.split(","), "ต้องแก้"]
    assert [row[0] for row in rows] == ["โรงเรียนบ้านตัวอย่าง", "โรงเรียนไร้ที่อยู่"]
    assert "มีจุดติดกันสองจุด" in rows[0][-1]
    assert rows[0][3] == "038000002"


def test_a_formula_comes_back_as_a_text(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD, '"=HYPERLINK(""http://x.example"")",กระแสบน,แกลง,,')
    assert rows_of(downloaded(officer, source))[1][0] == '\'=HYPERLINK("http://x.example")'


def test_nothing_held_is_an_empty_book(officer: Client) -> None:
    assert rows_of(downloaded(officer, sheets.judged(sheets.GOOD)), "ต้องแก้") == []


def test_the_sheet_of_a_real_office_says_the_same_when_it_comes_back(officer: Client) -> None:
    """Two header rows with merged groups, section headings, three sheets."""
    first = taken_in(REGISTER.read_bytes(), "ทะเบียน.xlsx")
    held = {row["name"]: row for row in imports.kept_rows(first, "doubtful", "error")}
    second = taken_in(downloaded(officer, first), "กลับมา.xlsx")
    again = {row["name"]: row for row in imports.kept_rows(second)}
    assert again.keys() == held.keys()
    alone = {name for name, row in held.items() if any("ซ้ำกับ" in p["message"] for p in row["problems"])}
    assert alone
    for name in held.keys() - alone:
        assert again[name]["problems"] == held[name]["problems"]
        assert again[name]["values"] == held[name]["values"]
