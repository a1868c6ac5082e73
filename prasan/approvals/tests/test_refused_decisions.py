"""What is refused, and that a refusal writes nothing."""

from datetime import date

import pytest

from prasan.approvals import actions
from prasan.approvals.models import Case
from prasan.approvals.policies import Seen
from prasan.approvals.tests.build import ACTING_DAY, decide, lines, moment, order, person, propose
from prasan.audit.models import Event
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def refused(
    case: Case, by: str, choice: str = "approve", *, on: date | None = None, **options: object
) -> str:
    """The reason; proves that nothing was written."""
    before = (lines(case), Event.objects.count())
    with pytest.raises(Refused) as error:
        decide(case, by, choice, on=on, **options)
    assert (lines(case), Event.objects.count()) == before
    return str(error.value)


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("officer", "ท่านเป็นผู้เสนอเรื่องนี้"),
        ("director", "ยังไม่ถึงลำดับของท่าน เรื่องรอผู้อำนวยการกลุ่มอำนวยการ"),
        ("deputy1", "ท่านอ่านล่วงหน้าได้"),
        ("head2", "ท่านไม่มีตำแหน่งหรือคำสั่งที่ให้พิจารณาขั้นนี้"),
    ],
)
def test_it_is_not_their_turn(by: str, words: str) -> None:
    assert words in refused(propose(), by)


def test_nobody_consents_to_their_own_as_acting_either() -> None:
    order("dir", "officer", date(2026, 11, 1), None)
    case = decide(decide(propose(), "head"), "deputy1")
    assert "จึงพิจารณาเองไม่ได้" in refused(case, "officer")


def test_nobody_consents_to_their_own_through_an_order_given_later() -> None:
    case = propose("deputy2", on=date(2026, 11, 10))
    assert "จึงพิจารณาเองไม่ได้" in refused(case, "deputy2", on=ACTING_DAY)


def test_a_page_that_is_older_than_the_case_is_refused() -> None:
    case = decide(propose(), "head")
    order("dep1", "head", date(2026, 11, 1), None)
    assert "เปลี่ยนไปหลังท่านเปิดหน้า" in refused(case, "head", seen=Seen(round=1, position=0))


def test_a_page_of_the_round_before_a_return_is_refused() -> None:
    case = decide(propose(), "head", "return", remark="แก้เบอร์")
    case = actions.propose_again(case, by=person("officer"), at=moment())
    assert "เปลี่ยนไปหลังท่านเปิดหน้า" in refused(case, "head", seen=Seen(round=1, position=0))


def test_the_second_press_of_the_same_person_is_refused() -> None:
    case = propose()
    decide(case, "head")
    assert "เรื่องนี้รอรองผู้อำนวยการ" in refused(case, "head")


@pytest.mark.parametrize(
    ("choice", "words"), [("return", "คืนให้ผู้เสนอแก้ไขแล้ว"), ("refuse", "ไม่ได้รับอนุมัติและสิ้นสุดแล้ว")]
)
def test_a_case_just_returned_or_refused_takes_no_decision(choice: str, words: str) -> None:
    case = propose()
    decide(case, "head", choice, remark="เหตุผล")
    assert words in refused(case, "head")


@pytest.mark.parametrize("choice", ["return", "refuse"])
def test_a_return_or_refusal_without_a_reason_is_refused(choice: str) -> None:
    assert "บอกเหตุผล" in refused(propose(), "head", choice, remark="  ")


def test_a_consent_with_a_field_marked_is_refused() -> None:
    assert "ยกเลิกเครื่องหมาย" in refused(propose(), "head", item_remarks={"1:phones": "ผิด"})


def test_an_unknown_choice_is_refused() -> None:
    assert "ไม่รู้จัก" in refused(propose(), "head", "reject")
