"""Every step is told by mail through the ledger, with a link that opens the case."""

import pytest
from django.conf import settings

from prasan.approvals import actions, notices
from prasan.approvals.tests.build import ACTING_DAY, decide, moment, order, person, propose
from prasan.delivery.models import Delivery
from prasan.office.standing import Standing

pytestmark = pytest.mark.usefixtures("office")


def told() -> list[str]:
    return [
        f"{row.contact_point.address.split('@')[0]}: {row.subject.split(':')[0]}"
        for row in Delivery.objects.all()
    ]


def test_whoever_waits_is_written_to_with_a_link() -> None:
    case = propose()
    message = Delivery.objects.get()
    assert message.contact_point.address == "head@office.example"
    assert f"{settings.ORIGIN}{case.url}" in message.body
    assert "เหตุผลที่เสนอ: ย้ายเลขหมาย" in message.body
    assert case.number in message.subject


def test_each_step_writes_to_the_next_and_the_end_to_the_proposer() -> None:
    case = propose()
    for key in ("head", "deputy1", "director"):
        case = decide(case, key)
    assert told() == [
        "head: รอท่านพิจารณา", "deputy1: รอท่านพิจารณา", "director: รอท่านพิจารณา", "officer: อนุมัติ",
    ]  # fmt: skip


def test_all_who_may_decide_are_told_and_in_which_capacity() -> None:
    case = decide(decide(propose(), "head"), "deputy1", on=ACTING_DAY)
    acting = Delivery.objects.get(key=f"case:{case.pk}:1:2:{person('deputy2').pk}")
    assert "ท่านพิจารณาในฐานะรักษาราชการแทน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา" in acting.body
    assert "245/2569" in acting.body
    assert Delivery.objects.filter(key=f"case:{case.pk}:1:2:{person('director').pk}").exists()


def test_a_return_tells_the_proposer_why_field_by_field_too() -> None:
    decide(propose(), "head", "return", remark="ดูเบอร์", item_remarks={"1:phones": "ขาดหนึ่งหลัก"})
    message = Delivery.objects.last()
    assert message.subject.startswith("คืนเรื่อง/แก้ไข")
    assert "ความเห็น: ดูเบอร์" in message.body
    assert "ขาดหนึ่งหลัก" in message.body


def test_a_new_round_is_told_anew() -> None:
    case = decide(propose(), "head", "return", remark="ดูเบอร์")
    actions.propose_again(case, by=person("officer"), at=moment())
    assert told().count("head: รอท่านพิจารณา") == 2


def test_those_who_waited_are_told_of_a_recall() -> None:
    actions.recall(propose(), by=person("officer"), at=moment(), remark="ส่งผิด")
    assert told() == ["head: รอท่านพิจารณา", "head: ยกเลิก"]


def test_a_new_order_is_told_of_what_waits_and_nobody_twice() -> None:
    decide(decide(propose(), "head"), "deputy1")
    before = Delivery.objects.count()
    order("dir", "deputy2", ACTING_DAY.replace(day=10), None)
    assert notices.tell_whoever_may_now(at=moment()) == 1
    assert Delivery.objects.count() == before + 1
    assert notices.tell_whoever_may_now(at=moment()) == 0


def test_the_line_text_says_the_same_in_four_lines() -> None:
    case = propose()
    text = notices.line_text(case, waiting_for="ผู้อำนวยการกลุ่มอำนวยการ")
    assert text.splitlines() == [
        f"เรื่องที่ {case.pk}/2569", case.title, "รอ ผู้อำนวยการกลุ่มอำนวยการ พิจารณา", notices.case_link(case),
    ]  # fmt: skip


def test_those_who_may_decide_are_named_for_a_day() -> None:
    case = decide(decide(propose(), "head"), "deputy1")
    assert [u.key for u in notices.recipients_of(case, Standing(ACTING_DAY))] == ["director", "deputy2"]
