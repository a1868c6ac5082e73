"""The answer of the command has exactly the shape of its contract; the real sheet comes out right."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from prasan.agencies.importing.answer import answer
from prasan.agencies.importing.judging import Judgement, judge_file
from prasan.agencies.importing.snapshot import Known, RegisterSnapshot
from prasan.agencies.importing.tests.sheets import HEADINGS, OFFICE, judged, school

REGISTER = Path(__file__).parents[3] / "operations" / "sample" / "register.xlsx"


@pytest.fixture(scope="module")
def real() -> Judgement:
    return judge_file(REGISTER, register=RegisterSnapshot(), office=OFFICE)


def test_it_has_the_keys_of_the_contract() -> None:
    found = answer(judged([*HEADINGS, "โทร"], ["วัดกระแส", "กระแสบน", "แกลง", "38000100"], known=[school()]))
    assert found == {
        "status": "ok",
        "reason": None,
        "encoding": None,
        "header_row": 1,
        "columns": {"ชื่อสถานศึกษา": "name", "ตำบล": "subdistrict", "อำเภอ": "district", "โทร": "phones"},
        "sheets": [{"sheet": "แผ่น", "header_row": 1, "columns": found["columns"]}],
        "left_out": [],
        "notices": [],
        "counts": {"new": 0, "changed": 1, "unchanged": 0, "doubtful": 0, "error": 0},
        "rows": [
            {
                "sheet": "แผ่น",
                "row": 2,
                "outcome": "changed",
                "scope": "internal",
                "name": "โรงเรียนวัดกระแส",
                "match": "โรงเรียนวัดกระแส",
                "repairs": [
                    "ชื่อสถานศึกษา: วัดกระแส → โรงเรียนวัดกระแส",
                    "โทร: เติม 0 ที่หายไปข้างหน้า: 38000100 → 038000100",
                ],
                "problems": [],
            }
        ],
    }


def test_a_refused_file_has_the_same_keys(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.7")
    found = answer(judge_file(tmp_path / "a.csv", register=RegisterSnapshot(), office=OFFICE))
    assert found["status"] == "refused"
    assert "PDF" in found["reason"]
    assert (found["columns"], found["rows"], found["encoding"], found["header_row"]) == ({}, [], None, None)
    assert set(found["counts"].values()) == {0}


def test_it_is_json(real: Judgement) -> None:
    assert json.loads(json.dumps(answer(real), ensure_ascii=False)) == answer(real)


def test_the_real_sheet_has_three_tables(real: Judgement) -> None:
    assert [(plan.sheet.name, plan.header_row) for plan in real.plans] == [
        ("สถานศึกษา", 5), ("หน่วยงานภายนอก", 1), ("กลุ่มงานภายใน", 1),
    ]  # fmt: skip


def test_the_real_sheet_is_counted(real: Judgement) -> None:
    assert real.counts == {"new": 164, "changed": 0, "unchanged": 0, "doubtful": 24, "error": 1}
    assert Counter((row.sheet, row.scope) for row in real.rows) == {
        ("สถานศึกษา", "internal"): 98, ("สถานศึกษา", "external"): 9,
        ("หน่วยงานภายนอก", "external"): 72, ("กลุ่มงานภายใน", "internal"): 10,
    }  # fmt: skip


ODDITIES = {
    19: ["repeated"], 64: ["repeated"], 9: ["closed"], 48: ["closed"], 24: ["renamed"],
    79: ["value", "place"], 8: ["value"], 34: ["value"], 70: ["value"],
} | dict.fromkeys((6, 13, 21, 28, 35, 43, 50, 57, 65, 72, 88, 95, 104, 111), ["value"])  # fmt: skip


def test_each_oddity_of_the_real_sheet_is_asked(real: Judgement) -> None:
    schools = [row for row in real.rows if row.questions and row.sheet == "สถานศึกษา"]
    asked = {row.row: [question.kind for question in row.questions] for row in schools}
    assert asked == ODDITIES | {38: ["value"]}
    assert [row.row for row in real.rows if row.outcome == "error"] == [38]


def test_subtotals_and_signatures_of_the_real_sheet_are_no_rows(real: Judgement) -> None:
    assert not {80, 81, 99, 100, 117, 118, 119, 120} & {
        row.row for row in real.rows if row.sheet == "สถานศึกษา"
    }


def test_the_same_sheet_again_is_unchanged(real: Judgement) -> None:
    taken = [row for row in real.rows if row.outcome == "new"]
    known = [Known(number, row.name, (), row.values) for number, row in enumerate(taken, 1)]
    again = judge_file(REGISTER, register=RegisterSnapshot(known), office=OFFICE)
    assert again.counts == {"new": 0, "changed": 0, "unchanged": 164, "doubtful": 24, "error": 1}


def test_progress_is_told_all_the_way() -> None:
    told: list[tuple[int, int]] = []
    rows = [["โรงเรียนวัดกระแส", "กระแสบน", "แกลง"]] * 1200
    judged(HEADINGS, *rows, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 2402)
    assert told[-1] == (2402, 2402)
    assert len(told) >= 5
    assert told == sorted(told)


def test_five_thousand_unknown_places_are_judged_at_once() -> None:
    rows = [[f"โรงเรียนบ้านสมมติ{n}", f"ตำบลสมมติ{n}", "แกลง"] for n in range(5000)]
    assert judged(HEADINGS, *rows).counts["error"] == 5000
