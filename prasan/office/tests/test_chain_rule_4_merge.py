"""Rule 4: one person who alone may decide two steps in a row signs once, at the higher."""

import pytest

from prasan.accounts.models import User
from prasan.office.actions.load import load_office
from prasan.office.chain import resolve
from prasan.office.tests.build import climb, holds, office_dict, order, standing, without

pytestmark = pytest.mark.django_db

HEAD_IS_ALSO = {
    "deputy": [
        holds("dir", "director"),
        holds("dep", "head"),
        holds("head", "head"),
        holds("off", "officer"),
    ],
    "director": [
        holds("dir", "head"),
        holds("dep", "deputy"),
        holds("head", "head"),
        holds("off", "officer"),
    ],
    "all": [holds("dir", "head"), holds("dep", "head"), holds("head", "head"), holds("off", "officer")],
    "director, no deputy": [holds("dir", "head"), holds("head", "head"), holds("off", "officer")],
}


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        ("deputy", ["group_head: merged", "deputy: head", "director: director"]),
        ("director", ["group_head: head", "deputy: deputy", "director: head"]),
        ("all", ["group_head: merged", "deputy: merged", "director: head"]),
        ("director, no deputy", ["group_head: merged", "deputy: passed_over", "director: head"]),
    ],
    ids=["two in a row", "another between", "three in a row", "passed over between"],
)
def test_it_signs_once_at_the_higher_step(holders: str, expected: list[str]) -> None:
    assert climb(office_dict(holders=HEAD_IS_ALSO[holders])) == expected


def test_the_higher_capacity_is_kept() -> None:
    data = office_dict(holders=without("holders", "dir"), orders=[order("dir", "deputy")])
    assert climb(data)[1:] == ["deputy: merged", "director: deputy/รักษาราชการแทน (1/2569)"]


def test_who_is_not_alone_at_the_higher_step_signs_both() -> None:
    data = office_dict(orders=[order("dir", "deputy")])
    assert climb(data)[1:] == ["deputy: deputy", "director: director, deputy/รักษาราชการแทน (1/2569)"]


def test_who_is_not_alone_at_the_lower_step_signs_both() -> None:
    data = office_dict(holders=without("holders", "dir"))
    data["orders"] = [order("dir", "deputy"), order("dep", "other", no="2/2569")]
    assert climb(data)[1:] == [
        "deputy: deputy, other/รักษาราชการแทน (2/2569)",
        "director: deputy/รักษาราชการแทน (1/2569)",
    ]


def test_one_person_by_two_capacities_is_alone() -> None:
    data = office_dict(holders=without("holders", "dep"))
    data["orders"] = [order("dep", "head"), order("dep", "head", no="2/2569", wording="ปฏิบัติหน้าที่")]
    assert climb(data)[0] == "group_head: merged"


def test_the_lower_step_says_where_it_was_signed() -> None:
    load_office(office_dict(holders=HEAD_IS_ALSO["deputy"]))
    lower = resolve("work", User.objects.get(key="officer"), on=standing("2026-11-10").day).steps[0]
    assert (lower.reason, list(lower.deciders)) == ("ลงนามในขั้นที่สูงกว่า", [])
