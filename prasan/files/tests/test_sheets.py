"""What somebody typed is never run by the program that opens a list."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from prasan.files import sheets

STARTS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A"]


def written(kind: str, header: list[str], *rows: list[sheets.Cell]) -> list[list[object]]:
    file = io.BytesIO()
    sheets.write(file, kind, header, rows, title="รายการ")
    if kind == "csv":
        return [list(row) for row in csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline=""))]
    return [list(row) for row in load_workbook(file).active.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", sheets.TYPES)
@pytest.mark.parametrize("text", STARTS)
def test_a_text_that_would_be_a_formula_is_guarded_in_headings_and_rows(kind: str, text: str) -> None:
    (heading, _), (cell, _) = written(kind, [text, "ข"], [text, "ค"])
    assert str(heading).startswith("'")
    assert str(cell).startswith("'")


@pytest.mark.parametrize("kind", sheets.TYPES)
def test_numbers_stay_numbers_and_digits_typed_as_text_stay_text(kind: str) -> None:
    _, row = written(kind, ["จำนวน", "รหัส", "ว่าง"], [-5, "0123", None])
    assert row == ([-5, "0123", None] if kind == "xlsx" else ["-5", "0123", ""])


def test_the_same_rows_give_the_same_bytes() -> None:
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        sheets.write(file, "xlsx", ["ก"], [["ข"]], title="รายการ")
    assert files[0].getvalue() == files[1].getvalue()
