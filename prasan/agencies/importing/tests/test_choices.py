"""A person's word settles a row: which agency, what to type, what to leave out."""

from __future__ import annotations

from typing import Any

from prasan.agencies.importing.judged import JudgedRow
from prasan.agencies.importing.tests.sheets import HEADINGS, judged, only, school

CODED = ["8 หลัก", *HEADINGS]


def settled(choice: dict[str, Any], *rows: list[str], **more: Any) -> JudgedRow:
    return only(*rows, choices={("แผ่น", 2): choice}, **more)


def test_a_doubtful_value_left_out_lets_the_row_through() -> None:
    rows = ([*HEADINGS, "อีเมล"], ["วัดกระแส", "กระแสบน", "แกลง", "a@b..example"])
    assert only(*rows).questions[0].fields == ("email",)
    row = settled({"drop": ["email"]}, *rows)
    assert (row.outcome, row.problems, "email" in row.values) == ("new", (), False)


def test_the_good_part_stays_when_the_bad_is_left_out() -> None:
    row = settled(
        {"drop": ["phones"]}, [*HEADINGS, "โทร"], ["วัดกระแส", "กระแสบน", "แกลง", "038000102, 09x-xxx-xxxx"]
    )
    assert (row.outcome, row.values["phones"]) == ("new", ["038000102"])


def test_a_part_of_the_contact_can_be_left_out() -> None:
    rows = (
        [*HEADINGS, "ผู้ประสานงาน", "เบอร์โทรผู้ประสานงาน"],
        ["วัดกระแส", "กระแสบน", "แกลง", "นางตัวอย่าง คนที่สอง", "09x-xxx-xxxx"],
    )
    row = settled({"drop": ["contacts"]}, *rows)
    assert (row.outcome, row.values["contacts"]) == ("new", [{"name": "นางตัวอย่าง คนที่สอง"}])


def test_a_good_value_can_be_left_out_too() -> None:
    row = settled({"drop": ["phones"]}, [*HEADINGS, "โทร"], ["วัดกระแส", "กระแสบน", "แกลง", "038000102"])
    assert "phones" not in row.values


def test_a_place_that_does_not_exist_can_be_left_out() -> None:
    row = settled({"drop": ["place"]}, HEADINGS, ["วัดกระแส", "ไม่มีจริงแน่", "แกลง"])
    assert (row.outcome, "place" in row.values) == ("new", False)


def test_a_value_typed_takes_the_place_of_the_cell() -> None:
    rows = ([*HEADINGS, "อีเมล"], ["วัดกระแส", "กระแสบน", "แกลง", "a@b..example"])
    row = settled({"values": {"email": "A@b.example"}}, *rows)
    assert (row.outcome, row.values["email"]) == ("new", "a@b.example")


def test_a_value_typed_is_judged_like_a_cell() -> None:
    row = settled({"values": {"email": "a@b"}}, [*HEADINGS, "อีเมล"], ["วัดกระแส", "กระแสบน", "แกลง", ""])
    assert (row.outcome, row.problems[0].field) == ("doubtful", "email")


def test_a_place_is_typed_in_words_or_as_its_code() -> None:
    rows = (HEADINGS, ["วัดกระแส", "กระแสบล", "แกลง"])
    assert settled({"values": {"place": "210307"}}, *rows).values["place"] == "210307"
    assert settled({"values": {"place": "ต.กระแสบน อ.แกลง"}}, *rows).values["place"] == "210307"
    assert settled({"values": {"subdistrict": "กระแสบน"}}, *rows).outcome == "new"


def test_a_postcode_of_another_district_is_taken_when_a_person_types_it() -> None:
    rows = ([*HEADINGS, "รหัสไปรษณีย์"], ["วัดกระแส", "กระแสบน", "แกลง", "21000"])
    row = settled({"values": {"postal_code": "21000"}}, *rows)
    assert (row.outcome, row.values["postal_code"]) == ("new", "21000")
    assert settled({"values": {"postal_code": "10110"}}, *rows).outcome == "doubtful"


def test_a_name_is_typed() -> None:
    row = settled({"values": {"name": "โรงเรียนวัดกระแส"}}, HEADINGS, ["=1+1", "กระแสบน", "แกลง"])
    assert (row.outcome, row.name) == ("new", "โรงเรียนวัดกระแส")


def test_the_same_agency_keeps_its_name_and_learns_another() -> None:
    row = settled({"same_as": 1}, HEADINGS, ["วัดกระแสร์", "กระแสบน", "แกลง"], known=[school()])
    assert (row.outcome, row.match_id, row.name) == ("changed", 1, "โรงเรียนวัดกระแส")
    assert row.changes == {"other_names": (None, ["โรงเรียนวัดกระแสร์"])}


def test_the_same_agency_takes_a_name_that_is_typed() -> None:
    choice = {"same_as": 1, "values": {"name": "โรงเรียนวัดกระแสร์"}}
    row = settled(choice, HEADINGS, ["วัดกระแสร์", "กระแสบน", "แกลง"], known=[school()])
    assert row.changes == {
        "name": ("โรงเรียนวัดกระแส", "โรงเรียนวัดกระแสร์"),
        "other_names": (None, ["โรงเรียนวัดกระแส"]),
    }


def test_another_agency_is_new() -> None:
    row = settled({"new": True}, HEADINGS, ["วัดกระแสร์", "กระแสบน", "แกลง"], known=[school()])
    assert (row.outcome, row.match, row.match_id) == ("new", None, None)


def test_a_repeated_row_can_be_a_school_of_its_own() -> None:
    rows = judged(HEADINGS, *[["วัดกระแส", "กระแสบน", "แกลง"]] * 2, choices={("แผ่น", 3): {"new": True}}).rows
    assert [row.outcome for row in rows] == ["new", "new"]


def test_a_row_told_of_as_closed_is_taken_as_it_is() -> None:
    rows = ([*HEADINGS, "หมายเหตุ"], ["วัดกระแส", "กระแสบน", "แกลง", "ยุบเลิก 2566"])
    assert settled({"new": True}, *rows).outcome == "new"
    closed = settled({"new": True, "values": {"closed_on": "1 พ.ค. 2566"}}, *rows)
    assert (closed.outcome, closed.values["closed_on"]) == ("new", "2023-05-01")


def test_a_renamed_school_keeps_the_name_it_had() -> None:
    row = settled({"new": True}, [*HEADINGS, "หมายเหตุ"], ["วัดกระแส", "กระแสบน", "แกลง", "(เดิมชื่อ บ้านตัวอย่าง)"])
    assert row.values["other_names"] == ["บ้านตัวอย่าง"]


def test_new_does_not_settle_a_value_that_cannot_be_right() -> None:
    row = settled({"new": True}, [*HEADINGS, "อีเมล"], ["วัดกระแส", "กระแสบน", "แกลง", "a@b..example"])
    assert row.outcome == "doubtful"


def test_choices_can_be_made_together() -> None:
    choice = {"same_as": 1, "drop": ["email"], "values": {"phones": "038000109"}}
    row = settled(
        choice, [*HEADINGS, "อีเมล"], ["วัดกระแสร์", "กระแสบน", "แกลง", "a@b..example"], known=[school()]
    )
    assert row.outcome == "changed"
    assert set(row.changes) == {"other_names", "phones"}


def test_a_wrong_code_can_be_left_out() -> None:
    known = [school(1, code8="21020001"), school(2, "โรงเรียนวัดเขาน้อย", code8="21020002")]
    rows = (CODED, ["21020001", "วัดเขาน้อย", "กระแสบน", "แกลง"])
    assert only(*rows, known=known).outcome == "error"
    assert settled({"drop": ["code8"]}, *rows, known=known).match_id == 2


def test_a_skipped_row_is_marked() -> None:
    row = settled({"skip": True}, HEADINGS, ["วัดกระแส", "กระแสบน", "แกลง"])
    assert row.skipped


def test_what_was_taken_by_choice_is_unchanged_when_the_same_choices_come_again() -> None:
    rows = ([*HEADINGS, "หมายเหตุ", "อีเมล"], ["วัดกระแส", "กระแสบน", "แกลง", "ยุบเลิก 2566", "a@b..example"])
    choice = {"new": True, "drop": ["email"]}
    taken = settled(choice, *rows)
    again = settled({"drop": ["email"]}, *rows, known=[school(**taken.values)])
    assert (again.outcome, again.changes) == ("unchanged", {})
