"""Rule 5: nobody consents to their own work, in any capacity. And rules apply in the order 1, 5, 3, 4."""

import pytest

from prasan.accounts.models import User
from prasan.office.actions.load import load_office
from prasan.office.chain import LET_AN_OFFICER_PROPOSE, resolve
from prasan.office.tests.build import climb, holds, office_dict, order, standing, without

pytestmark = pytest.mark.django_db
DIRECTOR_ONLY = ["group_head: passed_over", "deputy: passed_over", "director: director"]


@pytest.mark.parametrize(
    ("changes", "by", "expected"),
    [
        ({}, "head", ["group_head: passed_over", "deputy: deputy", "director: director"]),
        ({}, "deputy", DIRECTOR_ONLY),
        (
            {"orders": [order("dep", "officer")], "holders": without("holders", "dep")},
            "officer",
            DIRECTOR_ONLY,
        ),
        (
            {"orders": [order("dep", "officer")]},
            "officer",
            ["group_head: head", "deputy: deputy", "director: director"],
        ),
        (
            {"orders": [order("dir", "officer")]},
            "officer",
            ["group_head: head", "deputy: deputy", "director: director"],
        ),
        (
            {"orders": [order("dir", "other")]},
            "director",
            ["group_head: passed_over", "deputy: passed_over", "director: other/รักษาราชการแทน (1/2569)"],
        ),
    ],
    ids=[
        "own step", "a deputy has no group", "emptied by an order, and all below", "struck beside the holder",
        "struck at the last step", "director while another acts",
    ],
)  # fmt: skip
def test_the_proposer_is_struck(changes: dict, by: str, expected: list[str]) -> None:
    assert climb(office_dict(**changes), by=by) == expected


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({}, "director"),
        ({"orders": [order("dir", "officer")], "holders": without("holders", "dir")}, "officer"),
        ({"chains": {"work": ["group_head"]}}, "head"),
    ],
    ids=["director", "acting director", "chain that ends at the head"],
)
def test_the_sole_last_decider_must_let_an_officer_propose(changes: dict, by: str) -> None:
    (line,) = climb(office_dict(**changes), by=by)
    assert line.startswith("refused: ")
    assert line.endswith(LET_AN_OFFICER_PROPOSE)


def test_the_reasons_tell_own_step_from_those_below() -> None:
    load_office(office_dict(orders=[order("dep", "officer")], holders=without("holders", "dep")))
    steps = resolve("work", User.objects.get(key="officer"), on=standing("2026-11-10").day).steps
    assert [step.reason for step in steps] == [
        "อยู่ต่ำกว่าขั้นที่ผู้เสนอเป็นผู้พิจารณา",
        "ผู้เสนอเป็นผู้พิจารณาขั้นนี้เอง",
        None,
    ]


def test_striking_comes_before_merging() -> None:
    """Of two who may decide both steps the proposer is struck; the other is then alone and signs once."""
    data = office_dict(orders=[order("dir", "deputy"), order("dep", "director", no="2/2569")])
    data["holders"] = [*without("holders", "off"), holds("off", "director", "2025-10-01")]
    assert climb(data, by="director") == [
        "group_head: head",
        "deputy: merged",
        "director: deputy/รักษาราชการแทน (1/2569)",
    ]


def test_striking_comes_before_passing_over() -> None:
    """The group's vacant head is below the proposer's own step: that is the reason given."""
    data = office_dict(
        orders=[order("dep", "officer")], holders=[holds("dir", "director"), holds("off", "officer")]
    )
    load_office(data)
    steps = resolve("work", User.objects.get(key="officer"), on=standing("2026-11-10").day).steps
    assert steps[0].reason == "อยู่ต่ำกว่าขั้นที่ผู้เสนอเป็นผู้พิจารณา"


def test_nobody_outside_the_office_proposes() -> None:
    (line,) = climb(office_dict(), by="other")
    assert line == (
        f"refused: นายสมมติ other ไม่ได้ดำรงตำแหน่งในสำนักงานในวันที่ขอ จึงเสนอเรื่องไม่ได้ {LET_AN_OFFICER_PROPOSE}"
    )
