"""Returned, proposed again, recalled."""

import pytest

from prasan.approvals import actions
from prasan.approvals.models import Case
from prasan.approvals.signals import case_decided
from prasan.approvals.tests.build import decide, lines, moment, person, propose, waits_for
from prasan.audit.models import Event
from prasan.office.models import Holder
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def returned_by_deputy(**options: object) -> Case:
    return decide(decide(propose(), "head"), "deputy1", "return", remark="ตรวจเบอร์อีกครั้ง", **options)


def again(case: Case, by: str = "officer") -> Case:
    return actions.propose_again(case, by=person(by), at=moment(), remark="แก้แล้ว")


def test_a_return_gives_it_back_with_reasons_per_item() -> None:
    case = decide(propose(), "head", "return", item_remarks={"1:phones": "ขาดหลัก"})
    assert (case.state, waits_for(case)) == ("returned", [])
    assert case.decisions.last().item_remarks == {"1:phones": "ขาดหลัก"}


def test_the_corrected_work_climbs_the_whole_chain_again() -> None:
    case = again(returned_by_deputy())
    assert (case.state, case.round, waits_for(case)) == ("open", 2, ["head"])
    for key in ("head", "deputy1", "director"):
        case = decide(case, key)
    assert case.state == "approved"


def test_the_returner_may_let_it_start_at_their_own_step() -> None:
    case = again(returned_by_deputy(resume_here=True))
    assert waits_for(case) == ["deputy1"]
    case = decide(decide(case, "deputy1"), "director")
    assert case.state == "approved"
    assert "2 group_head: อนุมัติ head" not in lines(case)


def test_the_next_return_counts_from_the_lowest_again() -> None:
    case = again(returned_by_deputy(resume_here=True))
    case = again(decide(case, "deputy1", "return", remark="อีกครั้ง"))
    assert waits_for(case) == ["head"]


def test_the_remark_of_the_new_round_is_kept() -> None:
    case = again(returned_by_deputy())
    assert case.decisions.last().remark == "แก้แล้ว"
    assert Event.objects.filter(action="case_proposed").last().details == {
        "kind": "agency_change",
        "round": 2,
    }


@pytest.mark.parametrize(("by", "words"), [("head", "ผู้เสนอเท่านั้น"), ("director", "ผู้เสนอเท่านั้น")])
def test_only_the_proposer_proposes_again(by: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        again(returned_by_deputy(), by)


def test_an_open_case_is_not_proposed_again() -> None:
    with pytest.raises(Refused, match="เฉพาะเรื่องที่คืน"):
        again(propose())


def test_a_round_that_nobody_could_end_is_refused_and_stays_returned() -> None:
    case = returned_by_deputy()
    Holder.objects.filter(user=person("director")).delete()
    with pytest.raises(Refused, match="ต้องมีคำสั่ง"):
        again(case)
    case.refresh_from_db()
    assert (case.state, case.round) == ("returned", 1)


@pytest.mark.parametrize("stage", ["open", "half way", "returned"])
def test_the_proposer_recalls_what_is_under_way(stage: str) -> None:
    heard: list[str] = []

    def hear(sender: object, *, case: Case, **kwargs: object) -> None:
        heard.append(case.state)

    case = {"open": propose, "half way": lambda: decide(propose(), "head"), "returned": returned_by_deputy}[
        stage
    ]()
    case_decided.connect(hear)
    try:
        case = actions.recall(case, by=person("officer"), at=moment(), remark="ส่งผิด")
    finally:
        case_decided.disconnect(hear)
    assert (case.state, heard) == ("withdrawn", ["withdrawn"])
    assert case.decided_at is not None
    assert Event.objects.filter(action="case_withdrawn", subject=f"approvals.case:{case.pk}").count() == 1


@pytest.mark.parametrize("by", ["head", "director"])
def test_nobody_else_recalls_it(by: str) -> None:
    with pytest.raises(Refused, match="ผู้เสนอเท่านั้น"):
        actions.recall(propose(), by=person(by), at=moment())


def test_what_has_ended_is_not_recalled() -> None:
    case = decide(propose(kind="news_routine"), "director")
    with pytest.raises(Refused, match="อนุมัติครบทุกขั้นแล้ว"):
        actions.recall(case, by=person("officer"), at=moment())


def test_a_reading_is_remembered_once_a_round() -> None:
    case = propose()
    actions.mark_read(case, by=person("head"), at=moment())
    actions.mark_read(case, by=person("head"), at=moment())
    assert case.readings.count() == 1
