"""Sheets as clerks really keep them: sums, numbers of identity cards, blanks in addresses."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from prasan.network.actions import imports
from prasan.network.tests.sheets import csv_file

pytestmark = pytest.mark.usefixtures("office")


def rows(folder: Path, *lines: list[str]) -> list[imports.JudgedRow]:
    path = csv_file(folder, lines)
    return imports.judge_sheet(path, path.name, at=timezone.now()).rows


def test_a_sum_is_no_member(tmp_path: Path) -> None:
    found = rows(tmp_path, ["ที่", "ชื่อ-สกุล"], ["๑", "นายสมมติ หนึ่ง"], ["รวม", "๑ คน"])
    assert [row.name for row in found] == ["นายสมมติ หนึ่ง"]


@pytest.mark.parametrize("text", ["one @media.example", "one@ media.example", "one＠media.example"])
def test_a_slip_of_the_pen_at_the_at_is_mended_and_said(tmp_path: Path, text: str) -> None:
    row = rows(tmp_path, ["ชื่อ-สกุล", "อีเมล"], ["นายสมมติ หนึ่ง", text])[0]
    assert (row.outcome, row.values["email"]) == ("new", "one@media.example")
    assert any("→ one@media.example" in repair for repair in row.repairs)


@pytest.mark.parametrize("heading", ["เลขบัตรประชาชน", "เลขที่บัตร", ""])
def test_numbers_of_identity_cards_are_never_taken(tmp_path: Path, heading: str) -> None:
    row = rows(tmp_path, ["ชื่อ-สกุล", "อีเมล", heading], ["นายสมมติ หนึ่ง", "a@media.example", "0000000000000"])[0]
    assert row.outcome == "new"
    assert "0000000000000" not in str(row.values)
    assert "phones" not in row.values


WORDS = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า")
STRANGE = [
    ["Quem", "Onde escrever"],
    *([f"นายสมมติ {word}", f"m{number}@media.example"] for number, word in enumerate(WORDS)),
]


def test_a_heading_that_nobody_understands_is_no_member_and_the_reason_says_what_is_understood(
    tmp_path: Path,
) -> None:
    path = csv_file(tmp_path, STRANGE)
    found = imports.judge_sheet(path, path.name, at=timezone.now())
    assert found.status == "refused"
    for heading in ("ชื่อ-สกุล", "อีเมล", "วาระเริ่ม–สิ้นสุด"):
        assert heading in str(found.reason)


def test_rows_without_any_heading_are_members(tmp_path: Path) -> None:
    assert len(rows(tmp_path, *STRANGE[1:])) == 5
