"""Rule 2: two orders for one post, overlapping, with the same wording and scope."""

import pytest

from prasan.office.actions.load import load_office
from prasan.office.office_file import OfficeFileError
from prasan.office.tests.build import climb, office_dict, order

pytestmark = pytest.mark.django_db
FIRST = {"start": "2026-11-01", "end": "2026-11-10", "no": "1/2569"}


@pytest.mark.parametrize(
    "second",
    [
        {"start": "2026-11-05", "end": "2026-11-20"},
        {"start": "2026-11-10", "end": "2026-11-20"},
        {"start": "2026-11-10", "end": None},
        {"start": "2026-10-01", "end": None, "dated": "2026-11-10"},
        {"start": "2026-11-03", "end": "2026-11-04"},
        {"start": "2026-11-05", "end": "2026-11-20", "scope": []},
    ],
    ids=[
        "across",
        "touching the last day",
        "open end",
        "in force by its date",
        "inside",
        "empty scope is none",
    ],
)
def test_the_second_is_refused(second: dict) -> None:
    orders = [order("dir", "other", **FIRST), order("dir", "deputy", no="2/2569", **second)]
    with pytest.raises(OfficeFileError, match=r"orders\[1\]: คำสั่งที่ 2/2569 ซ้อนกับคำสั่งที่ 1/2569"):
        load_office(office_dict(orders=orders))


@pytest.mark.parametrize(
    "second",
    [
        {"start": "2026-11-11", "end": None},
        {"start": "2026-11-01", "end": None, "dated": "2026-11-11"},
        {"start": "2026-11-01", "end": None, "wording": "ปฏิบัติราชการแทน"},
        {"start": "2026-11-01", "end": None, "scope": ["work"]},
    ],
    ids=["the day after", "dated the day after", "another wording", "another scope"],
)
def test_otherwise_both_stand(second: dict) -> None:
    load_office(
        office_dict(orders=[order("dir", "other", **FIRST), order("dir", "deputy", no="2", **second)])
    )


def test_orders_for_different_posts_stand() -> None:
    load_office(office_dict(orders=[order("dir", "other", **FIRST), order("dep", "other", **FIRST)]))


def test_scopes_in_another_order_are_the_same_scope() -> None:
    orders = [
        order("dir", "other", scope=["a", "b"], **FIRST),
        order("dir", "deputy", scope=["b", "a"], **FIRST),
    ]
    with pytest.raises(OfficeFileError):
        load_office(office_dict(orders=orders))


def test_all_may_act_who_have_an_order_of_different_wording() -> None:
    orders = [
        order("dir", "other", no="1/2569"),
        order("dir", "deputy", no="2/2569", wording="ปฏิบัติราชการแทน", dated="2026-10-21"),
    ]
    assert climb(office_dict(orders=orders, chains={"work": ["director"]})) == [
        "director: director, other/รักษาราชการแทน (1/2569), deputy/ปฏิบัติราชการแทน (2/2569)"
    ]
