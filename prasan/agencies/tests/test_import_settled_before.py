"""What a person settled is asked once: the same file again says unchanged."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from prasan.agencies.actions import change_requests, imports, proposing
from prasan.agencies.import_screen.questions import choice_of
from prasan.agencies.models import Import
from prasan.agencies.register_snapshot import snapshot
from prasan.agencies.tests import sheets
from prasan.agencies.tests.proposals import in_force

Cast = dict[str, Any]
PLACE = "วังจันทร์,วังจันทร์"
FORMER = f"โรงเรียนบ้านชื่อเก่า,{PLACE},038000001,"
OTHER = f"โรงเรียนอื่น,{PLACE},038000002,"


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast["officer"])
    return client


@pytest.fixture
def agency(officer: Client) -> int:
    return in_force(name="โรงเรียนบ้านชื่อใหม่", place="210401", other_names=["โรงเรียนบ้านชื่อเก่า"])


def settle(client: Client, source: Import, answer: str) -> None:
    row = next(imports.kept_rows(source, "doubtful"))
    data = {"sheet": row["sheet"], "row": row["row"], "seen": "0", "answer_0": answer}
    client.post(f"/desk/imports/{source.pk}/settle/", data)
    source.refresh_from_db()


def test_a_former_name_settled_as_the_agency_is_unchanged_the_second_time(
    officer: Client, cast: Cast, agency: int
) -> None:
    source = sheets.judged(FORMER, OTHER)
    assert sheets.outcomes(source) == {"โรงเรียนบ้านชื่อเก่า": "doubtful", "โรงเรียนอื่น": "new"}
    settle(officer, source, f"same:{agency}")
    proposing.propose(source, by=cast["officer"], at=timezone.now())
    assert set(sheets.outcomes(sheets.judged(FORMER, OTHER)).values()) == {"unchanged"}


def test_a_proposal_that_was_recalled_settled_nothing(officer: Client, cast: Cast, agency: int) -> None:
    source = sheets.judged(FORMER, OTHER)
    settle(officer, source, f"same:{agency}")
    proposing.propose(source, by=cast["officer"], at=timezone.now())
    source.refresh_from_db()
    assert source.request
    change_requests.withdraw(source.request, by=cast["officer"], at=timezone.now())
    assert sheets.outcomes(sheets.judged(FORMER)) == {"โรงเรียนบ้านชื่อเก่า": "doubtful"}


def test_a_closed_agency_settled_without_news_is_asked_once(officer: Client, agency: int) -> None:
    in_force(name="โรงเรียนที่ปิด", place="210402", closed_on="2023-05-01")
    row = "โรงเรียนที่ปิด,ชุมแสง,วังจันทร์,,"
    source = sheets.judged(row)
    assert sheets.outcomes(source) == {"โรงเรียนที่ปิด": "doubtful"}
    settle(officer, source, "open")
    assert sheets.outcomes(source) == {"โรงเรียนที่ปิด": "unchanged"}
    assert sheets.outcomes(sheets.judged(row)) == {"โรงเรียนที่ปิด": "unchanged"}


def test_a_name_that_was_not_to_be_remembered_is_asked_again(officer: Client, agency: int) -> None:
    settle(officer, sheets.judged(FORMER), f"same-name:{agency}")
    assert [known.settled for known in snapshot()] == [{}]


def test_what_another_answer_settles_later_keeps_the_name_of_the_row() -> None:
    before = {"same_as": 1, "name": "โรงเรียนบ้านชื่อเก่า"}
    assert choice_of({"name": "โรงเรียนบ้านชื่อใหม่"}, before, [])["name"] == "โรงเรียนบ้านชื่อเก่า"


@pytest.mark.parametrize(("answer", "typed"), [("drop", ""), ("type", "right@school.example")])
def test_a_value_that_was_left_out_or_mended_is_asked_once(
    officer: Client, cast: Cast, answer: str, typed: str
) -> None:
    source = sheets.judged(sheets.BAD_EMAIL, sheets.GOOD)
    row = next(imports.kept_rows(source, "doubtful"))
    data = {"sheet": row["sheet"], "row": row["row"], "seen": "0", "answer_0": answer, "text_0": typed}
    officer.post(f"/desk/imports/{source.pk}/settle/", data)
    source.refresh_from_db()
    assert set(sheets.outcomes(source).values()) == {"new"}
    proposing.propose(source, by=cast["officer"], at=timezone.now())
    again = sheets.judged(sheets.BAD_EMAIL, sheets.GOOD)
    assert set(sheets.outcomes(again).values()) == {"unchanged"}
    [said] = sheets.row_named(again, "โรงเรียนบ้านตัวอย่าง")["repairs"][-1:]
    assert said == "ไม่เอาอีเมล ตามที่ตัดสินไว้ในการนำเข้าก่อน"
    other = sheets.judged(sheets.BAD_EMAIL.replace("bad@", "worse@"))
    assert set(sheets.outcomes(other).values()) == {"doubtful"}


def test_a_value_left_out_of_what_was_never_proposed_is_asked_again(officer: Client) -> None:
    settle(officer, sheets.judged(sheets.BAD_EMAIL), "drop")
    assert set(sheets.outcomes(sheets.judged(sheets.BAD_EMAIL)).values()) == {"doubtful"}


def test_a_misread_name_that_was_not_wanted_is_not_proposed_again(officer: Client, cast: Cast) -> None:
    in_force(name="โรงเรียนวัดสมมติทอง", place="210401", code10="1021020001")
    wrong = "โรงเรียนวัดสมมติธอง,วังจันทร์,วังจันทร์,038000001,,"
    headings = f"{sheets.HEADINGS},รหัส 10 หลัก"
    source = sheets.judged(wrong, OTHER + ",", headings=headings)
    row = next(imports.kept_rows(source, "doubtful"))
    settle(officer, source, f"same-name:{row['questions'][0]['candidates'][0]['id']}")
    proposing.propose(source, by=cast["officer"], at=timezone.now())
    coded = sheets.judged(f"{wrong}1021020001", headings=headings)
    assert sheets.row_named(coded, "โรงเรียนวัดสมมติทอง")["outcome"] == "unchanged"
