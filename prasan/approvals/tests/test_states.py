"""The table of states is total: everything under way has an owner and a way out, and no end has one."""

import pytest

from prasan.approvals.models import Case
from prasan.approvals.policies import _NOT_OPEN
from prasan.approvals.states import ENDED, TRANSITIONS, UNDER_WAY, CaseState, Choice, Outcome
from prasan.approvals.wording import _WORDS


def test_every_state_stands_in_the_table() -> None:
    assert set(TRANSITIONS) == set(CaseState)
    assert set(CaseState) == UNDER_WAY | ENDED
    assert not UNDER_WAY & ENDED


@pytest.mark.parametrize("state", sorted(UNDER_WAY))
def test_a_state_under_way_has_an_owner_and_an_exit(state: CaseState) -> None:
    owner, exits = TRANSITIONS[state]
    assert owner != "–"
    assert set(exits.values()) - {state}


@pytest.mark.parametrize("state", sorted(ENDED))
def test_an_end_has_no_exit(state: CaseState) -> None:
    assert TRANSITIONS[state] == ("–", {})


def test_every_state_is_reached_from_the_first() -> None:
    reached, frontier = {CaseState.OPEN}, [CaseState.OPEN]
    while frontier:
        new = set(TRANSITIONS[frontier.pop()][1].values()) - reached
        reached |= new
        frontier += new
    assert reached == set(CaseState)


def test_every_state_that_cannot_be_decided_says_why() -> None:
    assert set(_NOT_OPEN) == set(CaseState) - {CaseState.OPEN}


def test_every_outcome_has_its_word() -> None:
    assert set(_WORDS) == set(Outcome)


def test_the_words_are_the_regulations() -> None:
    assert [state.label for state in CaseState] == ["เสนอ", "คืนเรื่อง/แก้ไข", "อนุมัติ", "ไม่อนุมัติ", "ยกเลิก"]
    assert [choice.label for choice in Choice] == ["อนุมัติ", "คืนเรื่อง/แก้ไข", "ไม่อนุมัติ"]


def test_a_case_holds_no_other_state() -> None:
    assert Case._meta.get_field("state").choices == CaseState.choices
