"""Deciding up the chain, in which capacity, and what the record keeps of it."""

from datetime import date

import pytest

from prasan.approvals.models import Decision
from prasan.approvals.signals import case_decided
from prasan.approvals.tests.build import ACTING_DAY, decide, lines, now, order, person, propose, waits_for
from prasan.approvals.wording import acting_line, decision_word
from prasan.audit.models import Event
from prasan.office.models import Holder, Order
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
TODAY = date(2026, 11, 10)


def test_three_consents_end_it() -> None:
    case = propose()
    for key in ("head", "deputy1", "director"):
        assert case.state == "open"
        case = decide(case, key)
    assert case.state == "approved"
    assert case.decided_at is not None
    assert lines(case)[1:] == [
        "1 group_head: อนุมัติ head",
        "1 deputy: อนุมัติ deputy1",
        "1 director: อนุมัติ director",
    ]


def test_a_refusal_ends_it_at_any_step() -> None:
    case = decide(propose(), "head", "refuse", remark="ข้อมูลไม่ครบ")
    assert (case.state, waits_for(case)) == ("refused", [])


def test_a_consent_as_acting_keeps_real_post_wording_and_order() -> None:
    case = decide(decide(propose(), "head"), "deputy1")
    decide(case, "deputy2", on=ACTING_DAY)
    row = case.decisions.last()
    assert row.own_post == "รองผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2"
    assert (row.capacity, row.order_no, row.order_dated_on) == (
        "รักษาราชการแทน",
        "245/2569",
        date(2026, 11, 20),
    )
    assert decision_word(row) == "อนุมัติ (รักษาราชการแทน)"
    assert acting_line(row) == "รักษาราชการแทน ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2"


def test_a_consent_as_delegated_says_so() -> None:
    case = decide(propose(kind="news_routine"), "head")
    row = case.decisions.last()
    assert (case.state, decision_word(row), row.order_no) == ("approved", "อนุมัติ (ปฏิบัติราชการแทน)", "101/2568")


def test_the_holder_beside_an_order_decides_as_holder() -> None:
    case = decide(decide(propose(), "head"), "deputy1")
    decide(case, "director", on=ACTING_DAY)
    assert case.decisions.last().capacity == "holder"
    assert acting_line(case.decisions.last()) == ""


def test_a_consent_stays_whatever_happens_to_the_post() -> None:
    case = decide(propose(), "head")
    post = Holder.objects.get(user=person("head")).post
    Holder.objects.filter(user=person("head")).delete()
    post.title = "ชื่อใหม่"
    post.save()
    row = case.decisions.last()
    assert (row.person_name, row.own_post) == ("นางสาวสาธิต คนที่สี่", "ผู้อำนวยการกลุ่มอำนวยการ")


def test_a_step_without_anybody_becomes_a_row_with_its_reason() -> None:
    case = propose("auditor")
    case = decide(case, "head3")
    case = decide(case, "director")
    assert lines(case)[2] == "1 deputy: ข้ามขั้น"
    assert case.decisions.get(outcome="passed_over").remark.startswith("ไม่มีตำแหน่งรองผู้อำนวยการ")


def test_a_step_merged_upward_becomes_a_row() -> None:
    Holder.objects.filter(user=person("deputy1")).delete()
    order("dep1", "head", TODAY, None)
    case = decide(propose(), "head")
    row = case.decisions.get(outcome="merged")
    assert (row.post_kind, row.remark) == ("group_head", "ลงนามในขั้นที่สูงกว่า")
    assert lines(case)[1:] == ["1 group_head: ลงนามในขั้นที่สูงกว่า", "1 deputy: อนุมัติ (รักษาราชการแทน) head"]


def test_the_own_step_of_a_proposing_head_is_passed_over() -> None:
    case = decide(propose("head"), "deputy1")
    assert lines(case) == ["1 -: เสนอ head", "1 group_head: ข้ามขั้น", "1 deputy: อนุมัติ deputy1"]


def test_nothing_is_recorded_of_steps_not_reached() -> None:
    case = propose("auditor")
    assert lines(case) == ["1 -: เสนอ auditor"]


def test_an_order_that_ended_while_it_waited_moves_it_to_whoever_may() -> None:
    case = decide(decide(propose(), "head"), "deputy1")
    assert waits_for(case, ACTING_DAY) == ["director", "deputy2"]
    after = date(2026, 11, 28)
    assert waits_for(case, after) == ["director"]
    with pytest.raises(Refused, match="ท่านไม่มีตำแหน่งหรือคำสั่ง"):
        decide(case, "deputy2", on=after)


def test_a_last_post_that_falls_vacant_lets_lower_steps_go_on_and_then_says_what_is_missing() -> None:
    case = propose()
    Holder.objects.filter(user=person("director")).delete()
    case = decide(decide(case, "head"), "deputy1")
    assert (case.state, waits_for(case)) == ("open", [])
    with pytest.raises(Refused, match="ต้องมีคำสั่งรักษาราชการแทน"):
        decide(case, "deputy2", on=TODAY)
    order("dir", "deputy2", TODAY, None)
    assert decide(case, "deputy2").state == "approved"


def test_an_order_outside_its_scope_gives_no_consent() -> None:
    order("dep1", "head2", TODAY, None)
    Order.objects.filter(no="9/2569").update(scope=["news"])
    case = decide(propose(), "head")
    with pytest.raises(Refused):
        decide(case, "head2")


def test_the_rooms_above_hear_only_of_returns_and_ends() -> None:
    heard: list[str] = []

    def hear(sender: object, *, case: object, decision: Decision, **kwargs: object) -> None:
        heard.append(decision.outcome)

    case_decided.connect(hear)
    try:
        case = propose()
        for key in ("head", "deputy1", "director"):
            case = decide(case, key)
    finally:
        case_decided.disconnect(hear)
    assert heard == ["approved"]


def test_the_act_is_audited_without_a_word_of_the_remark() -> None:
    case = decide(propose(), "head", remark="ความเห็นส่วนตัว")
    event = Event.objects.get(action="case_decided")
    assert (event.subject, event.actor.key) == (f"approvals.case:{case.pk}", "head")
    assert event.details == {
        "outcome": "approved", "round": 1, "position": 0, "capacity": "holder",
        "signer": person("head").pk, "on_paper": False,
    }  # fmt: skip


def test_progress_of_an_ended_case_is_empty() -> None:
    case = decide(propose(), "head", "refuse", remark="ไม่ครบ")
    assert (now(case).steps, now(case).waiting) == ([], None)
