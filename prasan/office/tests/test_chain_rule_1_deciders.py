"""Rule 1: the holder on the day, and whoever has an order in force that covers the work."""

import pytest

from prasan.office.tests.build import climb, holds, office_dict, order, without

DIRECTOR = ["director"]
pytestmark = pytest.mark.django_db


def last_step(data: dict, on: str = "2026-11-10", kind: str = "work") -> str:
    return climb({**data, "chains": {"work": DIRECTOR, "news": DIRECTOR}}, on=on, kind=kind)[-1]


@pytest.mark.parametrize(
    ("on", "who"),
    [
        ("2025-09-30", "deputy"),
        ("2025-10-01", "director"),
        ("2026-09-30", "director"),
        ("2026-10-01", "other"),
    ],
)
def test_the_holder_of_the_day_decides_both_ends_included(on: str, who: str) -> None:
    holders = [
        holds("dir", "deputy", "2024-10-01", "2025-09-30"),
        holds("dir", "director", "2025-10-01", "2026-09-30"),
        holds("dir", "other", "2026-10-01"),
        holds("off", "officer", "2020-01-01"),
    ]
    assert last_step(office_dict(holders=holders), on) == f"director: {who}"


ALSO = "director: director, other/รักษาราชการแทน (1/2569)"
ALONE = "director: director"


@pytest.mark.parametrize(
    ("dated", "start", "end", "on", "expected"),
    [
        ("2026-10-20", "2026-11-10", "2026-11-12", "2026-11-09", ALONE),
        ("2026-10-20", "2026-11-10", "2026-11-12", "2026-11-10", ALSO),
        ("2026-10-20", "2026-11-10", "2026-11-12", "2026-11-12", ALSO),
        ("2026-10-20", "2026-11-10", "2026-11-12", "2026-11-13", ALONE),
        ("2026-10-20", "2026-11-10", None, "2030-01-01", ALSO),
        ("2026-11-11", "2026-11-10", "2026-11-12", "2026-11-10", ALONE),
        ("2026-11-11", "2026-11-10", "2026-11-12", "2026-11-11", ALSO),
        ("2026-11-11", "2026-11-10", None, "2026-11-10", ALONE),
    ],
    ids=[
        "before",
        "first day",
        "last day",
        "after",
        "open end",
        "before its date",
        "on its date",
        "undated yet",
    ],
)
def test_an_order_is_in_force_from_the_later_of_date_and_start(
    dated: str, start: str, end: str | None, on: str, expected: str
) -> None:
    data = office_dict(orders=[order("dir", "other", dated=dated, start=start, end=end)])
    assert last_step(data, on) == expected


@pytest.mark.parametrize(
    ("scope", "kind", "expected"),
    [
        (None, "work", ALSO),
        ([], "work", ALSO),
        (["work"], "work", ALSO),
        (["news", "work"], "work", ALSO),
        (["news"], "work", ALONE),
        (["work"], "news", ALONE),
    ],
)
def test_an_order_reaches_as_far_as_its_scope(scope: list[str] | None, kind: str, expected: str) -> None:
    assert last_step(office_dict(orders=[order("dir", "other", scope=scope)]), kind=kind) == expected


def test_an_order_for_one_post_gives_no_power_in_another() -> None:
    lines = climb(office_dict(orders=[order("dep", "other")]))
    assert lines == ["group_head: head", "deputy: deputy, other/รักษาราชการแทน (1/2569)", "director: director"]


def test_the_holder_comes_first_then_orders_by_their_date() -> None:
    orders = [
        order("dir", "deputy", no="9/2569", dated="2026-10-25"),
        order("dir", "other", no="8/2569", dated="2026-10-22", wording="ปฏิบัติราชการแทน"),
    ]
    assert last_step(office_dict(orders=orders)) == (
        "director: director, other/ปฏิบัติราชการแทน (8/2569), deputy/รักษาราชการแทน (9/2569)"
    )


def test_the_acting_person_decides_alone_while_the_post_is_vacant() -> None:
    data = office_dict(holders=without("holders", "dir"), orders=[order("dir", "other")])
    assert last_step(data) == "director: other/รักษาราชการแทน (1/2569)"


def test_the_group_is_that_of_the_proposers_post() -> None:
    data = office_dict()
    data["units"].append({"key": "g2", "name": "กลุ่มนโยบายและแผน"})
    data["posts"] += [
        {"key": "head2", "title": "ผู้อำนวยการกลุ่มนโยบายและแผน", "kind": "group_head", "unit": "g2"},
        {"key": "off2", "title": "นักวิเคราะห์นโยบายและแผน", "kind": "officer", "unit": "g2"},
    ]
    data["people"].append({"key": "head2", "name": "นางตัวอย่าง หัวหน้า", "email": "head2@office.example"})
    data["holders"] += [holds("head2", "head2"), holds("off2", "other")]
    assert climb(data, by="other") == ["group_head: head2", "deputy: passed_over", "director: director"]


def test_who_ended_their_post_can_no_longer_propose() -> None:
    data = office_dict(
        holders=[*without("holders", "off"), holds("off", "officer", "2025-10-01", "2026-11-09")]
    )
    assert climb(data)[0].startswith("refused: นายสมมติ officer ไม่ได้ดำรงตำแหน่ง")


def test_an_order_that_ended_moves_the_step_to_whoever_may_today() -> None:
    """Rule 6: who decides is found on the day of deciding."""
    data = office_dict(holders=[*without("holders", "dir"), holds("dir", "director", "2026-11-21")])
    data["orders"] = [order("dir", "other", end="2026-11-20")]
    assert last_step(data, "2026-11-20") == "director: other/รักษาราชการแทน (1/2569)"


def test_after_that_the_new_holder_decides() -> None:
    data = office_dict(holders=[*without("holders", "dir"), holds("dir", "director", "2026-11-21")])
    data["orders"] = [order("dir", "other", end="2026-11-20")]
    assert last_step(data, "2026-11-21") == "director: director"
