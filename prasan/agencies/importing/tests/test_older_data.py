"""A sheet that is older than the register does not change it unasked."""

from __future__ import annotations

from typing import Any

import pytest

from prasan.agencies.importing.judged import JudgedRow
from prasan.agencies.importing.judging import Judgement
from prasan.agencies.importing.snapshot import Known
from prasan.agencies.importing.tests.sheets import HEADINGS, judged, only, school

COUNTED = [*HEADINGS, "จำนวนนักเรียน"]
SCHOOL = ["วัดกระแส", "กระแสบน", "แกลง"]
OLDER = {"drop": ["pupils", "teachers", "rooms", "academic_year"]}


def known() -> Known:
    return school(pupils=120, academic_year=2568, phones=["038000001"])


def with_pupils(title: str, pupils: str = "90", **more: Any) -> JudgedRow:
    return only([title], COUNTED, [*SCHOOL, pupils], known=[known()], **more)


@pytest.mark.parametrize(
    "title", ["ข้อมูลนักเรียน ปีการศึกษา ๒๕๖๕", "ข้อมูล ณ 10 มิ.ย. 2566", "(ณ วันที่ 10 มิถุนายน พ.ศ. 2566)"]
)
def test_counts_of_an_older_year_are_asked(title: str) -> None:
    row = with_pupils(title)
    assert (row.outcome, [question.kind for question in row.questions]) == ("doubtful", ["older"])
    assert "ทะเบียนมีของปีการศึกษา 2568 ซึ่งใหม่กว่า" in row.problems[0].message
    assert row.problems[0].column == "จำนวนนักเรียน"


def test_a_column_of_years_is_asked_about_alike() -> None:
    row = only([*COUNTED, "ปีการศึกษา"], [*SCHOOL, "90", "2565"], known=[known()])
    assert (row.outcome, row.problems[0].column) == ("doubtful", "ปีการศึกษา")


@pytest.mark.parametrize("title", ["ปีการศึกษา 2568", "ปีการศึกษา 2569", "ข้อมูล ณ 10 มิ.ย. 2568", "ทะเบียนโรงเรียน"])
def test_counts_of_the_same_or_a_later_year_are_taken(title: str) -> None:
    assert with_pupils(title).outcome == "changed"


def test_the_row_is_taken_without_them() -> None:
    rows = (["ปีการศึกษา 2565"], [*COUNTED, "โทร"], [*SCHOOL, "90", "038000002"])
    row = only(*rows, known=[known()], choices={("แผ่น", 3): OLDER})
    assert (row.outcome, set(row.changes)) == ("changed", {"phones"})
    assert only(
        *rows[:2], [*SCHOOL, "90", "038000001"], known=[known()], choices={("แผ่น", 3): OLDER}
    ).outcome == ("unchanged")


def test_a_person_may_want_the_older_ones() -> None:
    row = with_pupils("ปีการศึกษา 2565", choices={("แผ่น", 3): {"older": True}})
    assert (row.outcome, row.changes["pupils"]) == ("changed", (120, 90))


def without_year(title: str, **more: Any) -> JudgedRow:
    one = school(pupils=120)
    return only([title], COUNTED, [*SCHOOL, "90"], known=[Known(one.id, one.name, (), one.values, **more)])


@pytest.mark.parametrize("title", ["ปีการศึกษา 2565", "ข้อมูล ณ 10 มิ.ย. 2567"])
def test_a_register_that_knows_only_the_day_of_its_counts_is_compared_by_it(title: str) -> None:
    row = without_year(title, sources={"*": ["ก.xlsx", "2025-06-10"]})
    assert (row.outcome, row.questions[0].kind) == ("doubtful", "older")
    assert "ทะเบียนมีข้อมูล ณ 10 มิ.ย. 2568 ซึ่งใหม่กว่า" in row.problems[0].message


@pytest.mark.parametrize("title", ["ปีการศึกษา 2567", "ข้อมูล ณ 1 มิ.ย. 2568"])
def test_what_is_not_surely_older_is_not_asked_about(title: str) -> None:
    assert without_year(title, sources={"*": ["ก.xlsx", "2025-06-10"]}).outcome == "changed"
    assert without_year(title).outcome == "changed"


@pytest.mark.parametrize("year", ["2700", "1200"])
def test_a_year_in_the_title_that_cannot_be_is_asked(year: str) -> None:
    rows = ([f"ปีการศึกษา {year}"], COUNTED, [*SCHOOL, "90"])
    row = only(*rows)
    assert (row.outcome, row.problems[0].field, "academic_year" in row.values) == (
        "doubtful",
        "academic_year",
        False,
    )
    assert only(*rows, choices={("แผ่น", 3): {"drop": ["academic_year"]}}).outcome == "new"


def test_a_year_that_has_not_come_is_asked() -> None:
    row = only([*COUNTED, "ปีการศึกษา"], [*SCHOOL, "90", "2571"], default_source=("ก.csv", "2026-11-24"))
    assert (row.outcome, row.problems[0].message) == ("doubtful", "ปีการศึกษา 2571 ยังมาไม่ถึง")


def test_a_post_held_since_a_year_that_has_not_come_is_asked() -> None:
    at = {"default_source": ("ก.csv", "2026-11-24")}
    row = only([*HEADINGS, "ดำรงตำแหน่งเมื่อ"], [*SCHOOL, "10/01/2573"], **at)
    assert (row.outcome, row.problems[0].message) == ("doubtful", "วันที่ 10 ม.ค. 2573 ยังมาไม่ถึง ตรวจปี")
    assert only([*HEADINGS, "ดำรงตำแหน่งเมื่อ"], [*SCHOOL, "31/12/2569"], **at).outcome == "new"


def of_day(day: str, **more: Any) -> Judgement:
    one = school(phones=["038000001"])
    one = Known(one.id, one.name, (), one.values, **more)
    return judged([f"ข้อมูล ณ {day}"], [*HEADINGS, "โทร"], [*SCHOOL, "038000002"], known=[one])


NEWER = [
    {"since": "2025-05-20"},
    {"verified_on": "2026-01-10", "since": "2020-01-01"},
    {"sources": {"*": ["ก.xlsx", "2025-05-20"]}, "since": "2020-01-01"},
    {"sources": {"phones": ["ก.xlsx", "2025-05-20"], "*": ["ข.xlsx", "2020-01-01"]}},
]


@pytest.mark.parametrize("more", NEWER)
def test_a_sheet_older_than_what_it_changes_is_told_of(more: dict[str, Any]) -> None:
    found = of_day("10 มิ.ย. 2566", **more)
    assert found.counts["changed"] == 1
    assert [row.is_older for row in found.rows] == [True]
    assert len(found.notices) == 1
    assert "ข้อมูล ณ 10 มิ.ย. 2566 แต่ 1 แถวจะเปลี่ยนข้อมูลที่ทะเบียนปรับปรุงหรือยืนยันหลังวันนั้น" in found.notices[0]


@pytest.mark.parametrize("more", NEWER)
def test_a_newer_sheet_is_not(more: dict[str, Any]) -> None:
    found = of_day("10 มิ.ย. 2569", **more)
    assert (found.notices, [row.is_older for row in found.rows]) == ([], [False])


def test_a_sheet_of_an_older_year_is_told_of() -> None:
    rows = (["ปีการศึกษา 2565"], [*HEADINGS, "โทร"], [*SCHOOL, "038000002"])
    assert "ปีการศึกษา 2565" in judged(*rows, known=[known()]).notices[0]
    unchanged = (["ปีการศึกษา 2565"], [*HEADINGS, "โทร"], [*SCHOOL, "038000001"])
    assert judged(*unchanged, known=[known()]).notices == []
