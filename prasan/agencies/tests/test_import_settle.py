"""Settling the rows of an import: each question, rules, taking back, and two officers at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prasan.agencies.actions import imports, proposing, settling
from prasan.agencies.import_screen import rules
from prasan.agencies.models import Import, RowChoice, Version
from prasan.agencies.states import ImportState
from prasan.agencies.tests import sheets
from prasan.agencies.tests.proposals import consent, in_force
from prasan.approvals.tests.build import person
from prasan.audit.models import Event
from prasan.ui.refusal import Refused

Cast = dict[str, Any]


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast["officer"])
    return client


def answer(client: Client, source: Import, row: dict[str, Any], **answers: str) -> Any:
    data = {"sheet": row["sheet"], "row": row["row"], "seen": "0", **answers}
    return client.post(f"/desk/imports/{source.pk}/settle/", data)


def after(source: Import, name: str) -> dict[str, Any]:
    source.refresh_from_db()
    assert source.state == ImportState.READY
    return sheets.row_named(source, name)


def test_the_right_value_typed_takes_the_row(officer: Client) -> None:
    source = sheets.judged(sheets.BAD_EMAIL)
    row = sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง")
    response = answer(officer, source, row, answer_0="type", text_0="good@school.example")
    choice = RowChoice.objects.get()
    assert response.headers["Location"] == f"/desk/imports/{source.pk}/?done={choice.pk}"
    row = after(source, "โรงเรียนบ้านตัวอย่าง")
    assert (row["outcome"], row["values"]["email"]) == ("new", "good@school.example")
    assert (choice.by.key, choice.choice["values"]) == ("officer", {"email": "good@school.example"})
    assert Event.objects.filter(action="import_row_settled").get().details == {"row": 2, "how": ["values"]}


def test_typing_alone_is_an_answer(officer: Client) -> None:
    source = sheets.judged(sheets.BAD_EMAIL)
    answer(officer, source, sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง"), text_0="good@school.example")
    assert after(source, "โรงเรียนบ้านตัวอย่าง")["outcome"] == "new"


def test_a_value_that_is_wrong_again_is_said_and_kept_on_the_page(officer: Client) -> None:
    source = sheets.judged(sheets.BAD_EMAIL)
    row = sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง")
    response = answer(officer, source, row, answer_0="type", text_0="no address")
    assert "ไม่มีเครื่องหมาย @" in sheets.words(response)
    assert 'value="no address"' in response.content.decode()
    assert not RowChoice.objects.exists()


def test_a_row_is_taken_without_the_value_that_cannot_be_right(officer: Client) -> None:
    source = sheets.judged(sheets.BAD_EMAIL)
    answer(officer, source, sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง"), answer_0="drop")
    row = after(source, "โรงเรียนบ้านตัวอย่าง")
    assert row["outcome"] == "new"
    assert "email" not in row["values"]


def test_the_good_part_of_a_value_is_kept_and_said(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD.replace("038000001", '"038000001, 09x-xxx-xxxx"'))
    row = sheets.row_named(source, "โรงเรียนวัดสมมติ")
    page = sheets.words(answer(officer, source, row, text_0="0 3800 0001"))
    assert "คงส่วนที่ใช้ได้ 0 3800 0001" in page
    assert "เลือกคำตอบก่อน" in page
    answer(officer, source, row, answer_0="drop")
    assert after(source, "โรงเรียนวัดสมมติ")["values"]["phones"] == ["038000001"]


def test_nothing_answered_is_asked_again(officer: Client) -> None:
    source = sheets.judged(sheets.BAD_EMAIL)
    response = answer(officer, source, sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง"))
    assert "เลือกคำตอบก่อน" in sheets.words(response)


def test_a_skipped_row_stays_held_and_is_asked_no_more(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD, sheets.BAD_EMAIL)
    answer(officer, source, sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง"), skip="1")
    row = after(source, "โรงเรียนบ้านตัวอย่าง")
    assert (row["outcome"], row["skipped"]) == ("doubtful", True)
    assert rules.survey(source).open == 0
    page = sheets.words(officer.get(f"/desk/imports/{source.pk}/"))
    assert "0ต้องดู" in page
    assert "ที่ต้องทำ 0 ข้าม 1" in page
    assert "ข้าม 1 แถว" in page
    assert "แถวที่ยังไม่ผ่าน" not in page


def test_a_row_twice_is_skipped_or_taken(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD, sheets.TWICE)
    row = next(row for row in imports.kept_rows(source, "doubtful"))
    page = sheets.words(officer.get(f"/desk/imports/{source.pk}/"))
    assert "ซ้ำกับแถวอื่นหรือไม่" in page
    assert "ใช้แถวก่อนหน้า ข้ามแถวนี้" in page
    answer(officer, source, row, answer_0="new")
    source.refresh_from_db()
    assert source.summary["counts"]["new"] == 2


def test_the_place_that_was_meant_is_taken_by_one_press(officer: Client) -> None:
    source = sheets.judged(sheets.SPLIT_PLACE)
    page = officer.get(f"/desk/imports/{source.pk}/").content.decode()
    assert 'name="answer_0" value="place:210111"' in page
    answer(officer, source, sheets.row_named(source, "โรงเรียนอนุบาลทับมา"), answer_0="place:210111")
    row = after(source, "โรงเรียนอนุบาลทับมา")
    assert (row["outcome"], row["values"]["place"]) == ("new", "210111")


def test_an_error_is_mended_by_typing_the_place(officer: Client) -> None:
    source = sheets.judged(sheets.NOWHERE)
    row = sheets.row_named(source, "โรงเรียนไร้ที่อยู่")
    assert row["outcome"] == "error"
    refused = answer(officer, source, row, answer_0="type", text_0="ต.ไม่มีอีก")
    assert "ไม่พบที่นี้" in sheets.words(refused)
    answer(officer, source, row, answer_0="type", text_0="ต.ทางเกวียน อ.แกลง จ.ระยอง")
    row = after(source, "โรงเรียนไร้ที่อยู่")
    assert (row["outcome"], row["values"]["place"]) == ("new", "210301")


def test_a_postcode_of_elsewhere_is_typed_anew(officer: Client) -> None:
    headings = "ชื่อสถานศึกษา,ตำบล,อำเภอ,รหัสไปรษณีย์"
    source = sheets.judged("โรงเรียนวัดสมมติ,กระแสบน,แกลง,99999", headings=headings)
    row = sheets.row_named(source, "โรงเรียนวัดสมมติ")
    assert row["outcome"] == "doubtful"
    answer(officer, source, row, answer_0="type", text_0="21110")
    row = after(source, "โรงเรียนวัดสมมติ")
    assert (row["outcome"], row["values"]["postal_code"]) == ("new", "21110")


def test_a_row_without_a_name_is_given_one(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD, ",กระแสบน,แกลง,038000009,x@school.example")
    row = next(iter(imports.kept_rows(source, "error")))
    page = officer.get(f"/desk/imports/{source.pk}/").content.decode()
    assert 'value="drop"' not in page
    answer(officer, source, row, answer_0="type", text_0="โรงเรียนใหม่เอี่ยม")
    assert after(source, "โรงเรียนใหม่เอี่ยม")["outcome"] == "new"


@pytest.fixture
def similar(officer: Client) -> tuple[int, Import]:
    """A school of the register, and a sheet that spells it a little differently."""
    agency = in_force(name="โรงเรียนชุมชนบ้านวังจันทน์", place="210401")
    source = sheets.judged("โรงเรียนชุมชนบ้านวังจันทร์,วังจันทร์,วังจันทร์,038000001,wat@school.example")
    return agency, source


def test_nearly_the_same_name_is_asked_about_beside_the_register(
    officer: Client, similar: tuple[int, Import]
) -> None:
    page = officer.get(f"/desk/imports/{similar[1].pk}/").content.decode()
    assert "<mark>ร์</mark>" in page
    assert "<mark>น์</mark>" in page


@pytest.mark.parametrize(
    ("value", "outcome", "name", "others"),
    [
        ("same:{}", "changed", "โรงเรียนชุมชนบ้านวังจันทน์", ["โรงเรียนชุมชนบ้านวังจันทร์"]),
        ("same-name:{}", "changed", "โรงเรียนชุมชนบ้านวังจันทน์", None),
        ("rename:{}", "changed", "โรงเรียนชุมชนบ้านวังจันทร์", ["โรงเรียนชุมชนบ้านวังจันทน์"]),
        ("new", "new", "โรงเรียนชุมชนบ้านวังจันทร์", None),
    ],
    ids=["the same", "the same, its name forgotten", "the same, renamed", "another"],
)
def test_whether_it_is_the_same_agency_is_a_persons_word(
    officer: Client,
    similar: tuple[int, Import],
    value: str,
    outcome: str,
    name: str,
    others: list[str] | None,
) -> None:
    agency, source = similar
    answer(officer, source, next(imports.kept_rows(source, "doubtful")), answer_0=value.format(agency))
    source.refresh_from_db()
    row = next(imports.kept_rows(source))
    assert (row["outcome"], row["values"]["name"]) == (outcome, name)
    assert (row["match_id"] == agency) is (outcome == "changed")
    assert row["changes"].get("other_names", [None, None])[1] == others


NOTED = "ชื่อสถานศึกษา,ตำบล,อำเภอ,หมายเหตุ"


def test_a_closed_school_is_closed_on_the_day_that_is_typed(officer: Client) -> None:
    source = sheets.judged("โรงเรียนวัดสมมติ,กระแสบน,แกลง,ยุบเลิก 2566", headings=NOTED)
    row = sheets.row_named(source, "โรงเรียนวัดสมมติ")
    answer(officer, source, row, answer_0="closed", text_0="16 พ.ค. 2566")
    row = after(source, "โรงเรียนวัดสมมติ")
    assert (row["outcome"], row["values"]["closed_on"]) == ("new", "2023-05-16")


def test_a_school_that_is_open_still_is_taken_as_it_is(officer: Client) -> None:
    source = sheets.judged("โรงเรียนวัดสมมติ,กระแสบน,แกลง,ยุบเลิก 2566", headings=NOTED)
    answer(officer, source, sheets.row_named(source, "โรงเรียนวัดสมมติ"), answer_0="open")
    row = after(source, "โรงเรียนวัดสมมติ")
    assert row["outcome"] == "new"
    assert "closed_on" not in row["values"]


def test_a_renamed_school_takes_the_place_of_the_one_in_the_register(officer: Client) -> None:
    agency = in_force(name="โรงเรียนบ้านเก่า", place="210307")
    note = "(เดิมชื่อ โรงเรียนบ้านเก่า)"
    source = sheets.judged(f"โรงเรียนวัดสมมติใหม่,กระแสบน,แกลง,{note}", headings=NOTED)
    row = sheets.row_named(source, "โรงเรียนวัดสมมติใหม่")
    answer(officer, source, row, answer_0=f"rename:{agency}")
    row = after(source, "โรงเรียนวัดสมมติใหม่")
    assert (row["outcome"], row["match_id"]) == ("changed", agency)
    assert row["changes"]["other_names"][1] == ["โรงเรียนบ้านเก่า"]


def test_a_renamed_school_that_is_new_here_keeps_its_former_name(officer: Client) -> None:
    source = sheets.judged("โรงเรียนวัดสมมติใหม่,กระแสบน,แกลง,(เดิมชื่อ โรงเรียนบ้านเก่า)", headings=NOTED)
    answer(officer, source, sheets.row_named(source, "โรงเรียนวัดสมมติใหม่"), answer_0="open")
    row = after(source, "โรงเรียนวัดสมมติใหม่")
    assert (row["outcome"], row["values"]["other_names"]) == ("new", ["โรงเรียนบ้านเก่า"])


def test_fields_under_way_in_a_case_are_left_out_or_waited_for(officer: Client) -> None:
    agency = in_force(name="โรงเรียนวัดสมมติ", place="210307", phones=["038000009"])
    first = sheets.judged(sheets.GOOD)
    proposing.propose(first, by=person("officer"), at=timezone.now())
    second = sheets.judged(sheets.GOOD.replace("038000001", "038000077"))
    row = sheets.row_named(second, "โรงเรียนวัดสมมติ")
    assert [question["kind"] for question in row["questions"]] == ["held"]
    answer(officer, second, row, answer_0="drop")
    row = after(second, "โรงเรียนวัดสมมติ")
    assert (row["outcome"], row["match_id"]) == ("unchanged", agency)


def test_all_questions_of_a_row_are_asked_at_once(officer: Client) -> None:
    source = sheets.judged("โรงเรียนอนุบาลทับมา,ทับมา,แกลง,038000005,bad@school..example")
    row = sheets.row_named(source, "โรงเรียนอนุบาลทับมา")
    assert len(row["questions"]) == 2
    answer(officer, source, row, answer_0="drop", answer_1="place:210111")
    row = after(source, "โรงเรียนอนุบาลทับมา")
    assert (row["outcome"], row["values"]["place"]) == ("new", "210111")


def test_a_rule_settles_every_row_alike_and_is_taken_back_as_one(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD, sheets.BAD_EMAIL, sheets.ALSO_BAD)
    rule = rules.survey(source).offered[0]
    assert (rule.key, rule.count) == ("drop:value:email", 2)
    response = officer.post(f"/desk/imports/{source.pk}/rule/", {"rule": rule.key})
    source.refresh_from_db()
    assert source.summary["counts"]["new"] == 3
    page = sheets.words(officer.get(response.headers["Location"]))
    assert "รับทุกแถวแบบนี้โดยไม่เอาค่านี้ 2 แถว" in page
    officer.post(f"/desk/imports/{source.pk}/rule/undo/?rule={rule.key}")
    source.refresh_from_db()
    assert source.summary["counts"]["doubtful"] == 2
    assert not RowChoice.objects.exists()


def test_taking_a_rule_back_leaves_what_was_settled_before_it(officer: Client) -> None:
    source = sheets.judged("โรงเรียนอนุบาลทับมา,ทับมา,แกลง,038000005,bad@school..example", sheets.ALSO_BAD)
    row = sheets.row_named(source, "โรงเรียนอนุบาลทับมา")
    settling.settle(
        source, sheet=row["sheet"], row=row["row"], choice={"values": {"place": "210111"}},
        by=person("officer"), at=timezone.now(),
    )  # fmt: skip
    imports.analyse(Import.objects.get(), at=timezone.now())
    officer.post(f"/desk/imports/{source.pk}/rule/", {"rule": "drop:value:email"})
    officer.post(f"/desk/imports/{source.pk}/rule/undo/?rule=drop:value:email")
    assert RowChoice.objects.get().choice == {"values": {"place": "210111"}}


def test_skipping_all_that_may_be_closed_is_the_first_rule(officer: Client) -> None:
    names = ("โรงเรียนบ้านหนึ่ง", "โรงเรียนบ้านสอง")
    source = sheets.judged(*(f"{name},ทางเกวียน,แกลง,ยุบแล้ว" for name in names), headings=NOTED)
    offered = rules.survey(source).offered
    assert [rule.label for rule in offered[:2]] == [
        "อาจปิดแล้ว: ข้ามทุกแถว",
        "อาจปิดแล้ว: ยังเปิดอยู่ทุกแถว รับตามที่เป็น",
    ]
    officer.post(f"/desk/imports/{source.pk}/rule/", {"rule": offered[0].key})
    assert [after(source, name)["skipped"] for name in names] == [True, True]


def test_a_rule_that_nobody_offered_is_refused(officer: Client) -> None:
    source = sheets.judged(sheets.BAD_EMAIL)
    for key in ("new:same", "drop", "", "approve:everything"):
        officer.post(f"/desk/imports/{source.pk}/rule/", {"rule": key})
    assert not RowChoice.objects.exists()


def test_what_was_settled_is_listed_with_who_and_taken_back(officer: Client, cast: Cast) -> None:
    source = sheets.judged(sheets.BAD_EMAIL)
    answer(officer, source, sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง"), answer_0="drop")
    page = sheets.words(officer.get(f"/desk/imports/{source.pk}/settled/"))
    assert "โรงเรียนบ้านตัวอย่าง" in page
    assert cast["officer"].name in page
    assert "ไม่เอาอีเมลกลาง" in page
    choice = RowChoice.objects.get()
    officer.post(f"/desk/imports/{source.pk}/settled/{choice.pk}/undo/")
    assert after(source, "โรงเรียนบ้านตัวอย่าง")["outcome"] == "doubtful"


def test_the_second_of_two_officers_learns_that_the_row_is_settled(client: Client, cast: Cast) -> None:
    source = sheets.judged("โรงเรียนอนุบาลทับมา,ทับมา,แกลง,038000005,bad@school..example")
    row = sheets.row_named(source, "โรงเรียนอนุบาลทับมา")
    client.force_login(cast["officer"])
    answer(client, source, row, skip="1")
    client.force_login(cast["auditor"])
    response = answer(client, source, row, answer_0="drop", answer_1="place:210111")
    assert f"{cast['officer'].name} ตัดสินแถวนี้ไปแล้ว" in sheets.words(client.get(response.headers["Location"]))
    assert RowChoice.objects.get().choice["skip"] is True


def test_rows_of_a_proposed_import_are_settled_no_more(officer: Client) -> None:
    source = sheets.judged(sheets.GOOD, sheets.BAD_EMAIL)
    proposing.propose(source, by=person("officer"), at=timezone.now())
    answer(officer, source, sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง"), answer_0="drop")
    assert not RowChoice.objects.exists()


def test_a_choice_made_while_the_rows_are_judged_is_not_lost(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sheets.judged(sheets.BAD_EMAIL)
    row = sheets.row_named(source, "โรงเรียนบ้านตัวอย่าง")
    Import.objects.update(state=ImportState.WAITING)
    judge = imports.judge_file

    def meanwhile(*args: Any, **more: Any) -> Any:
        judgement = judge(*args, **more)
        settling.settle(
            source, sheet=row["sheet"], row=row["row"], choice={"drop": ["email"]},
            by=cast["auditor"], at=timezone.now(),
        )  # fmt: skip
        return judgement

    monkeypatch.setattr(imports, "judge_file", meanwhile)
    imports.analyse(source, at=timezone.now())
    assert Import.objects.get().state == ImportState.WAITING
    monkeypatch.setattr(imports, "judge_file", judge)
    imports.analyse(Import.objects.get(), at=timezone.now())
    assert after(source, "โรงเรียนบ้านตัวอย่าง")["outcome"] == "new"


def test_two_rows_that_are_one_agency_are_not_proposed_both(officer: Client, cast: Cast) -> None:
    agency = in_force(name="โรงเรียนชุมชนบ้านวังจันทน์", place="210401")
    source = sheets.judged(
        "โรงเรียนชุมชนบ้านวังจันทร์,วังจันทร์,วังจันทร์,038000001,a@school.example",
        "โรงเรียนอื่น,วังจันทร์,วังจันทร์,038000002,b@school.example",
    )
    for row in list(imports.kept_rows(source)):
        settling.settle(
            source, sheet=row["sheet"], row=row["row"], choice={"same_as": agency},
            by=cast["officer"], at=timezone.now(),
        )  # fmt: skip
    imports.analyse(Import.objects.get(), at=timezone.now())
    with pytest.raises(Refused, match="หน่วยงานเดียวกัน"):
        proposing.propose(source, by=cast["officer"], at=timezone.now())
    assert Version.objects.count() == 1


def counted(pupils: int, year: int) -> tuple[str, str]:
    """A heading and a row of a school's pupils in a year."""
    return "ชื่อสถานศึกษา,ตำบล,อำเภอ,จำนวนนักเรียน,ปีการศึกษา", f"โรงเรียนวัดสมมติ,กระแสบน,แกลง,{pupils},{year}"


def older_import(cast: Cast) -> Import:
    headings, row = counted(120, 2568)
    first = sheets.judged(row, headings=headings)
    consent(proposing.propose(first, by=person("officer"), at=timezone.now()))
    headings, row = counted(90, 2565)
    return sheets.judged(row, headings=headings)


def test_counts_of_an_older_year_are_left_out_by_rule(officer: Client, cast: Cast) -> None:
    source = older_import(cast)
    page = sheets.words(officer.get(f"/desk/imports/{source.pk}/"))
    assert "ข้อมูลเก่ากว่าทะเบียน" in page
    rule = "drop:older:pupils:teachers:rooms:academic_year"
    officer.post(f"/desk/imports/{source.pk}/rule/", {"rule": rule})
    assert sheets.outcomes(Import.objects.get(pk=source.pk)) == {"โรงเรียนวัดสมมติ": "unchanged"}


def test_counts_of_an_older_year_are_taken_when_a_person_says_so(officer: Client, cast: Cast) -> None:
    source = older_import(cast)
    answer(officer, source, next(imports.kept_rows(source, "doubtful")), answer_0="older")
    assert next(imports.kept_rows(source))["changes"]["pupils"] == [120, 90]
    assert "ใช้จำนวนของปีที่เก่ากว่าทะเบียน" in sheets.words(officer.get(f"/desk/imports/{source.pk}/settled/"))
