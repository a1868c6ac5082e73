"""The same school is recognised by code, name and place; only what differs is a change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from prasan.agencies.importing.tests.sheets import HEADINGS, judged, only, school

CODED = ["8 หลัก", *HEADINGS]


def test_a_school_that_we_do_not_have_is_new() -> None:
    row = only(HEADINGS, ["โรงเรียนวัดกระแส", "กระแสบน", "แกลง"], known=[school(1, "โรงเรียนวัดป่ายุบ")])
    assert (row.outcome, row.match, row.match_id) == ("new", None, None)


SAME = [
    "โรงเรียนวัดกระแส",
    "วัดกระแส",
    "รร.วัดกระแส",
    "โรงเรียน วัดกระแส",
    "โรงเรียนวัด\u200bกระแส",
    "โรงเรียนวัดกระเเส",
    "ร.ร. วัดกระแส",
]


@pytest.mark.parametrize("name", SAME)
def test_only_the_spelling_of_the_name_differs_unchanged(name: str) -> None:
    row = only(HEADINGS, [name, "กระแสบน", "แกลง"], known=[school()])
    assert (row.outcome, row.match, row.match_id, row.changes) == ("unchanged", "โรงเรียนวัดกระแส", 1, {})


def test_thai_digits_and_split_am_are_no_change() -> None:
    known = [school(1, "โรงเรียนไทยรัฐวิทยา 43 (บ้านน้ำเป็น)", address="62 หมู่ 4")]
    row = only(
        [*HEADINGS, "ที่อยู่"], ["รร.ไทยรัฐวิทยา ๔๓ (บ้านน้ํา\u0e40ป็น)", "กระแสบน", "แกลง", "๖๒ ม.๔"], known=known
    )
    assert row.outcome == "unchanged"


def test_an_empty_cell_takes_nothing_away() -> None:
    row = only(
        [*HEADINGS, "โทรศัพท์"], ["วัดกระแส", "กระแสบน", "แกลง", "-"], known=[school(phones=["038000100"])]
    )
    assert row.outcome == "unchanged"


def test_a_change_is_shown_field_by_field() -> None:
    known = [school(phones=["038000100"], pupils=201)]
    row = only(
        [*HEADINGS, "โทรศัพท์", "นักเรียน"], ["วัดกระแส", "กระแสบน", "แกลง", "038000101", "196 คน"], known=known
    )
    assert row.outcome == "changed"
    assert row.changes == {"phones": (["038000100"], ["038000101"]), "pupils": (201, 196)}


UNCHANGED: list[tuple[str, str, dict[str, Any]]] = [
    ("สังกัด", "สพป.ระยอง เขต ๒", {"affiliation": "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2"}),
    ("โทรศัพท์", "038-000101, 038-000100", {"phones": ["038000100", "038000101"]}),
    ("พิกัด", "12.77501, 101.65001", {"coordinates": [12.775, 101.65]}),
    ("เว็บไซต์", "www.school.example/", {"website": "https://www.school.example"}),
    ("อีเมล", "SARABAN@school.example", {"email": "saraban@school.example"}),
    ("ชื่อเดิม", "รร.บ้านเก่า", {"other_names": ["โรงเรียนบ้านเก่า"]}),
    (
        "ผู้ประสานงาน",
        "นางตัวอย่าง  คนที่สอง",
        {"contacts": [{"name": "นางตัวอย่าง คนที่สอง", "phones": ["0800000001"]}]},
    ),
    ("ผู้บริหาร", "นายสมมติ  คนที่หนึ่ง", {"head_name": "นายสมมติ คนที่หนึ่ง"}),
]


@pytest.mark.parametrize(("heading", "text", "values"), UNCHANGED)
def test_the_same_in_other_words_is_unchanged(heading: str, text: str, values: dict[str, Any]) -> None:
    row = only([*HEADINGS, heading], ["วัดกระแส", "กระแสบน", "แกลง", text], known=[school(**values)])
    assert (row.outcome, row.changes) == ("unchanged", {})


def test_a_district_says_no_more_than_its_subdistrict() -> None:
    assert only(["ชื่อโรงเรียน", "อำเภอ"], ["วัดกระแส", "แกลง"], known=[school()]).outcome == "unchanged"


def test_a_subdistrict_says_more_than_its_district() -> None:
    row = only(HEADINGS, ["วัดกระแส", "กระแสบน", "แกลง"], known=[school(place="2103")])
    assert row.changes == {"place": ("2103", "210307")}


def test_a_new_contact_takes_the_place_of_the_only_one() -> None:
    known = [school(contacts=[{"name": "นายเก่า คนก่อน"}])]
    row = only([*HEADINGS, "ผู้ประสานงาน"], ["วัดกระแส", "กระแสบน", "แกลง", "นางตัวอย่าง คนที่สอง"], known=known)
    assert row.changes["contacts"][1] == [{"name": "นางตัวอย่าง คนที่สอง"}]


def test_among_several_contacts_the_one_named_is_mended() -> None:
    known = [school(contacts=[{"name": "นายหนึ่ง ก"}, {"name": "นางสอง ข"}])]
    row = only(
        [*HEADINGS, "ผู้ประสานงาน"], ["วัดกระแส", "กระแสบน", "แกลง", "นางสอง ข 08-0000-0001"], known=known
    )
    assert row.changes["contacts"][1] == [
        {"name": "นายหนึ่ง ก"},
        {"name": "นางสอง ข", "phones": ["0800000001"]},
    ]


def test_the_code_outweighs_the_place() -> None:
    row = only(CODED, ["21020001", "วัดกระแส", "ป่ายุบใน", "วังจันทร์"], known=[school(code8="21020001")])
    assert (row.outcome, row.match_id, set(row.changes)) == ("changed", 1, {"place"})


def test_a_slip_in_the_name_with_the_right_code_is_a_change_that_keeps_the_old_name() -> None:
    row = only(CODED, ["21020001", "วัดกระแสร์", "กระแสบน", "แกลง"], known=[school(code8="21020001")])
    assert row.outcome == "changed"
    assert row.changes["name"] == ("โรงเรียนวัดกระแส", "โรงเรียนวัดกระแสร์")
    assert row.changes["other_names"] == (None, ["โรงเรียนวัดกระแส"])


def test_another_name_under_a_known_code_is_asked_as_renaming() -> None:
    row = only(CODED, ["21020001", "บ้านสมมติพัฒนา", "กระแสบน", "แกลง"], known=[school(code8="21020001")])
    assert (row.outcome, row.questions[0].kind, row.match) == ("doubtful", "renamed", "โรงเรียนวัดกระแส")


def test_the_code_of_one_known_school_and_the_name_of_another_is_an_error() -> None:
    known = [school(1, code8="21020001"), school(2, "โรงเรียนวัดเขาน้อย", code8="21020002")]
    row = only(CODED, ["21020001", "วัดเขาน้อย", "กระแสบน", "แกลง"], known=known)
    assert (row.outcome, row.problems[0].column) == ("error", "8 หลัก")


def test_a_known_code_in_another_district_is_an_error() -> None:
    row = only(CODED, ["21020001", "บ้านสมมติพัฒนา", "ป่ายุบใน", "วังจันทร์"], known=[school(code8="21020001")])
    assert row.outcome == "error"


def test_two_codes_of_two_schools_are_an_error() -> None:
    known = [school(1, code8="21020001"), school(2, "โรงเรียนวัดเขาน้อย", code10="1021020002")]
    row = only(["10 หลัก", *CODED], ["1021020002", "21020001", "วัดกระแส", "กระแสบน", "แกลง"], known=known)
    assert row.outcome == "error"


def test_another_code_than_the_registers_is_asked() -> None:
    row = only(CODED, ["21020009", "วัดกระแส", "กระแสบน", "แกลง"], known=[school(code8="21020001")])
    assert (row.outcome, row.questions[0].kind) == ("doubtful", "code")
    assert [c.id for c in row.questions[0].candidates] == [1]


NEAR = ["โรงเรียนวัดกระแสร์", "โรงเรียนกระแส", "โรงเรียนวัดกะแส", "โรงเรียนบ้านกระแส"]


@pytest.mark.parametrize("name", NEAR)
def test_nearly_the_same_name_in_the_same_place_is_asked(name: str) -> None:
    row = only(HEADINGS, [name, "กระแสบน", "แกลง"], known=[school()])
    assert (row.outcome, row.questions[0].kind, row.match, row.match_id) == (
        "doubtful",
        "same",
        "โรงเรียนวัดกระแส",
        None,
    )
    assert [(c.id, c.place) for c in row.questions[0].candidates] == [(1, "ต.กระแสบน อ.แกลง จ.ระยอง")]


def test_nearly_the_same_name_in_another_district_is_another_school() -> None:
    assert only(HEADINGS, ["วัดกระแสร์", "ป่ายุบใน", "วังจันทร์"], known=[school()]).outcome == "new"


def test_the_same_name_in_another_district_is_another_school() -> None:
    assert only(HEADINGS, ["วัดกระแส", "ป่ายุบใน", "วังจันทร์"], known=[school()]).outcome == "new"


def test_the_same_name_in_another_subdistrict_of_the_district_is_asked() -> None:
    row = only(HEADINGS, ["วัดกระแส", "ทางเกวียน", "แกลง"], known=[school()])
    assert (row.outcome, row.questions[0].kind) == ("doubtful", "same")


def test_it_is_not_asked_when_another_row_is_that_school() -> None:
    rows = judged(
        HEADINGS, ["วัดกระแส", "ทางเกวียน", "แกลง"], ["วัดกระแส", "กระแสบน", "แกลง"], known=[school()]
    ).rows
    assert [row.outcome for row in rows] == ["new", "unchanged"]


SLIPS = ["วัดปายุบ", "ป่ายุบ"]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_asked_wherever_the_row_with_the_right_name_stands(slip: str) -> None:
    known = [school(1, "โรงเรียนวัดป่ายุบ")]
    wrong, right = [slip, "กระแสบน", "แกลง"], ["วัดป่ายุบ", "กระแสบน", "แกลง"]
    for table in ([wrong], [wrong, right], [right, wrong]):
        found = {row.name: row for row in judged(HEADINGS, *table, known=known).rows}
        row = found[f"โรงเรียน{slip}"]
        assert (row.outcome, row.questions[0].kind, row.match) == ("doubtful", "same", "โรงเรียนวัดป่ายุบ")


def test_a_slip_is_asked_though_a_code_says_that_another_row_is_that_school() -> None:
    known = [school(1, "โรงเรียนวัดป่ายุบ", code8="21020001")]
    rows = judged(
        CODED, ["", "วัดปายุบ", "กระแสบน", "แกลง"], ["21020001", "บ้านชื่อใหม่", "กระแสบน", "แกลง"], known=known
    ).rows
    assert [row.questions[0].kind for row in rows] == ["same", "renamed"]


def test_neighbours_with_other_numbers_are_no_slip_of_each_other() -> None:
    known = [school(1, "โรงเรียนบ้านคลอง 1")]
    for table in (["1", "2"], ["2", "1"]):
        rows = judged(HEADINGS, *[[f"บ้านคลอง {n}", "กระแสบน", "แกลง"] for n in table], known=known).rows
        assert {row.name[-1]: row.outcome for row in rows} == {"1": "unchanged", "2": "new"}


def test_numbers_in_names_tell_schools_apart() -> None:
    known = [school(1, "โรงเรียนไทยรัฐวิทยา 43")]
    assert only(HEADINGS, ["ไทยรัฐวิทยา 44", "กระแสบน", "แกลง"], known=known).outcome == "new"


def test_a_name_without_a_place_is_the_one_school_that_has_it() -> None:
    assert only(["ชื่อโรงเรียน", "ครู"], ["วัดกระแส", "5"], known=[school(teachers=5)]).outcome == "unchanged"


def test_a_name_without_a_place_that_two_schools_have_is_asked() -> None:
    row = only(["ชื่อโรงเรียน", "ครู"], ["วัดกระแส", "5"], known=[school(1), school(2, place="210403")])
    assert [c.id for c in row.questions[0].candidates] == [1, 2]


RENAMED = school(1, "โรงเรียนวัดกระแสใหม่", other_names=["โรงเรียนบ้านเก่า"], code8="21020001")


@pytest.mark.parametrize("phone", ["", "038000109"])
def test_a_former_name_alone_is_asked_whatever_the_row_says(phone: str) -> None:
    row = only([*HEADINGS, "โทร"], ["บ้านเก่า", "กระแสบน", "แกลง", phone], known=[RENAMED])
    assert (row.outcome, row.questions[0].kind, row.match) == ("doubtful", "same", "โรงเรียนวัดกระแสใหม่")
    assert "เป็นชื่อเดิมหรือชื่ออื่นของ “โรงเรียนวัดกระแสใหม่”" in row.problems[0].message


def test_a_former_name_with_the_code_is_that_school() -> None:
    row = only(CODED, ["21020001", "บ้านเก่า", "กระแสบน", "แกลง"], known=[RENAMED])
    assert (row.outcome, row.match, row.changes) == ("unchanged", "โรงเรียนวัดกระแสใหม่", {})


def test_a_former_name_that_a_person_settled_before_is_asked_no_more() -> None:
    known = [replace(RENAMED, settled={"บ้านเก่า": "2023-05-01"})]
    assert only(HEADINGS, ["บ้านเก่า", "กระแสบน", "แกลง"], known=known).outcome == "unchanged"


def test_the_school_that_has_a_name_now_outweighs_the_one_that_had_it() -> None:
    known = [RENAMED, school(2, "โรงเรียนบ้านเก่า")]
    row = only(HEADINGS, ["บ้านเก่า", "กระแสบน", "แกลง"], known=known)
    assert (row.outcome, row.match_id) == ("unchanged", 2)


def test_new_data_for_a_closed_school_are_asked() -> None:
    known = [school(closed_on="2023-05-01", pupils=0)]
    row = only([*HEADINGS, "นักเรียน"], ["วัดกระแส", "กระแสบน", "แกลง", "50"], known=known)
    assert (row.outcome, row.questions[0].kind, row.match_id) == ("doubtful", "closed", 1)
    assert "1 พ.ค. 2566" in row.problems[0].message


def test_a_closed_school_is_asked_though_nothing_differs() -> None:
    row = only(HEADINGS, ["วัดกระแส", "กระแสบน", "แกลง"], known=[school(closed_on="2023-05-01")])
    assert (row.outcome, row.questions[0].kind, row.match_id) == ("doubtful", "closed", 1)


@pytest.mark.parametrize(("heading", "text"), [("ปิดเมื่อ", "1 พ.ค. 2566"), ("หมายเหตุ", "ยุบเลิก 2566")])
def test_a_row_that_tells_of_the_closing_itself_is_unchanged(heading: str, text: str) -> None:
    known = [school(closed_on="2023-05-01", notes="ยุบเลิก 2566")]
    row = only([*HEADINGS, heading], ["วัดกระแส", "กระแสบน", "แกลง", text], known=known)
    assert (row.outcome, row.match_id) == ("unchanged", 1)


@pytest.mark.parametrize(("day", "outcome"), [("2023-04-30", "doubtful"), ("2023-05-02", "unchanged")])
def test_a_closed_school_settled_before_is_asked_no_more(day: str, outcome: str) -> None:
    known = [replace(school(closed_on="2023-05-01"), settled={"วัดกระแส": day})]
    assert only(HEADINGS, ["วัดกระแส", "กระแสบน", "แกลง"], known=known).outcome == outcome
    row = only([*HEADINGS, "โทร"], ["วัดกระแส", "กระแสบน", "แกลง", "038000109"], known=known)
    assert row.outcome == "doubtful", "new data for a closed school are always asked"


def test_a_temple_is_no_school_of_its_name() -> None:
    row = only(
        ["ชื่อหน่วยงาน", "ประเภท", "ที่อยู่"], ["วัดกระแส", "องค์กรศาสนา", "ต.กระแสบน อ.แกลง"], known=[school()]
    )
    assert (row.outcome, row.values["kind"]) == ("new", "organisation")


def test_a_bare_name_may_be_the_school_that_we_have() -> None:
    row = only(["ชื่อ", "ตำบล", "อำเภอ", "โทร"], ["วัดกระแส", "กระแสบน", "แกลง", "038000100"], known=[school()])
    assert row.questions[0].kind == "same"


def test_fields_under_way_in_a_case_are_asked() -> None:
    known = [school(phones=["038000100"])]
    held = [type(known[0])(1, known[0].name, (), known[0].values, None, True, {"phones": "เรื่องที่ 12"})]
    row = only([*HEADINGS, "โทรศัพท์"], ["วัดกระแส", "กระแสบน", "แกลง", "038000101"], known=held)
    assert (row.outcome, row.questions[0].kind, row.questions[0].fields) == ("doubtful", "held", ("phones",))
    assert "เรื่องที่ 12" in row.problems[0].message


def test_the_same_row_again_is_asked() -> None:
    rows = judged(CODED, *[["21020001", "วัดกระแส", "กระแสบน", "แกลง"]] * 2).rows
    assert [row.outcome for row in rows] == ["new", "doubtful"]
    assert rows[1].questions[0].kind == "repeated"
    assert "แถว 2" in rows[1].problems[0].message


def test_the_same_school_twice_by_name_is_asked() -> None:
    rows = judged(HEADINGS, ["วัดกระแส", "กระแสบน", "แกลง"], ["รร.วัดกระแส", "ต.กระแสบน", "อ.แกลง"]).rows
    assert [row.outcome for row in rows] == ["new", "doubtful"]


def test_a_known_school_twice_is_asked() -> None:
    rows = judged(HEADINGS, *[["วัดกระแส", "กระแสบน", "แกลง"]] * 2, known=[school()]).rows
    assert [(row.outcome, row.match_id) for row in rows] == [("unchanged", 1), ("doubtful", 1)]


def test_one_code_for_two_schools_is_an_error_of_the_later() -> None:
    rows = judged(
        CODED, ["21020001", "วัดกระแส", "กระแสบน", "แกลง"], ["21020001", "บ้านทุ่งเค็ด", "บ้านนา", "แกลง"]
    ).rows
    assert [row.outcome for row in rows] == ["new", "error"]
    assert "โรงเรียนวัดกระแส" in rows[1].problems[0].message


def test_two_schools_of_one_name_in_two_subdistricts_are_two() -> None:
    rows = judged(HEADINGS, ["บ้านหนองบัว", "กระแสบน", "แกลง"], ["บ้านหนองบัว", "บ้านนา", "แกลง"]).rows
    assert [row.outcome for row in rows] == ["new", "new"]


def test_neighbours_with_like_names_are_two() -> None:
    rows = judged(HEADINGS, ["บ้านคลองเสือ", "กระแสบน", "แกลง"], ["บ้านคลองเดื่อ", "กระแสบน", "แกลง"]).rows
    assert [row.outcome for row in rows] == ["new", "new"]


def test_a_slip_between_two_rows_is_asked() -> None:
    rows = judged(HEADINGS, ["วิสุทธิศึกษา", "กระแสบน", "แกลง"], ["วิสุทธิ์ศึกษา", "กระแสบน", "แกลง"]).rows
    assert [row.outcome for row in rows] == ["new", "doubtful"]


def test_rows_that_are_errors_stand_in_nobodys_way() -> None:
    rows = judged(HEADINGS, ["วัดกระแส", "ไม่มีจริงแน่", "แกลง"], ["วัดกระแส", "กระแสบน", "แกลง"]).rows
    assert [row.outcome for row in rows] == ["error", "new"]
