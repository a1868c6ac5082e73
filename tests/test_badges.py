"""Every state that a room knows has its badge, with the room's own word."""

from __future__ import annotations

from prasan.achievements.states import AchievementState
from prasan.agencies.states import ImportState, ItemAction, RequestState, RowOutcome
from prasan.approvals.states import CaseState, Outcome
from prasan.delivery.states import DeliveryState
from prasan.news.states import StoryState
from prasan.ui.badges import BADGES

# A hand-over waits for another thing than an import, and has a badge of its own.
_OTHERWISE = {DeliveryState.WAITING: "to_hand_over"}


def test_every_state_of_a_case_and_its_words_agree_with_the_badges() -> None:
    for choices in (
        CaseState,
        RequestState,
        RowOutcome,
        DeliveryState,
        ItemAction,
        StoryState,
        AchievementState,
    ):
        for state in choices:
            assert BADGES[_OTHERWISE.get(state, state.value)].word == state.label


def test_every_step_of_a_record_and_every_state_of_an_import_has_a_badge() -> None:
    assert {outcome.value for outcome in Outcome} <= set(BADGES)
    assert {state.value for state in ImportState} <= set(BADGES)
