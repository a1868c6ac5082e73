"""Orders and chains: enter, shorten, withdraw, change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from prasan.audit.models import Event
from prasan.office.actions.chains import change_chain
from prasan.office.actions.orders import enter_order, shorten_order, withdraw_order
from prasan.office.models import Chain, Order, Post
from prasan.ui.refusal import Refused

Cast = dict[str, Any]


def enter(cast: Cast, **changes: Any) -> Order:
    words = {
        "no": "300/2569",
        "dated_on": date(2026, 11, 9),
        "wording": "รักษาราชการแทน",
        "post": Post.objects.get(key="dir"),
        "user": cast["deputy1"],
        "from_on": date(2026, 11, 10),
        "to_on": date(2026, 11, 12),
        "by": cast["director"],
    }
    return enter_order(**{**words, **changes})


def test_an_order_is_entered_and_audited(cast: Cast) -> None:
    order = enter(cast, scope=["news", "agency_change"])
    assert order.scope == ["agency_change", "news"]
    assert Order.objects.in_force(date(2026, 11, 12)).filter(pk=order.pk).exists()
    event = Event.objects.last()
    assert (event.action, event.details) == ("order_entered", {"no": "300/2569", "post": "dir"})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"from_on": date(2026, 11, 27), "to_on": None}, "คำสั่งที่ 245/2569 ของตำแหน่ง"),
        ({"from_on": date(2026, 11, 1), "to_on": date(2026, 11, 23)}, "23–27 พ.ย. 2569"),
        ({"to_on": date(2026, 11, 9)}, "วันสิ้นสุดอยู่ก่อนวันเริ่ม"),
        ({"dated_on": date(2026, 11, 13)}, "ไม่มีวันใดที่มีผล"),
    ],
    ids=["twin on its last day", "twin on its first day", "ends before start", "never in force"],
)
def test_an_order_that_cannot_stand_is_refused(cast: Cast, changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        enter(cast, **changes)
    assert Order.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"from_on": date(2026, 11, 28), "to_on": None},
        {"from_on": date(2026, 11, 20), "to_on": date(2026, 11, 30), "wording": "ปฏิบัติราชการแทน"},
        {"from_on": date(2026, 11, 20), "to_on": date(2026, 11, 30), "scope": ["news"]},
    ],
    ids=["the day after", "another wording", "another scope"],
)
def test_an_order_beside_another_stands(cast: Cast, changes: dict[str, Any]) -> None:
    assert enter(cast, **changes).pk


def test_an_order_in_force_ends_earlier(cast: Cast) -> None:
    order = Order.objects.get(no="101/2568")
    shorten_order(order, to_on=date(2026, 11, 10), by=cast["director"])
    assert not Order.objects.in_force(date(2026, 11, 11)).filter(pk=order.pk).exists()
    assert Order.objects.filter(pk=order.pk).exists()


@pytest.mark.parametrize(
    ("no", "to_on", "reason"),
    [
        ("101/2568", date(2026, 11, 8), "ไม่ย้อนหลังเกินเมื่อวาน"),
        ("245/2569", date(2026, 11, 22), "ก่อนวันเริ่มมีผล"),
        ("245/2569", date(2026, 11, 30), "คำสั่งฉบับใหม่"),
    ],
    ids=["the past", "before its start", "longer"],
)
def test_it_cannot_be_shortened_to_anything(cast: Cast, no: str, to_on: date, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        shorten_order(Order.objects.get(no=no), to_on=to_on, by=cast["director"])


def test_an_ended_order_is_left_alone(cast: Cast, clock: Any) -> None:
    clock.move_to("2026-12-01T05:00:00+00:00")
    with pytest.raises(Refused, match="สิ้นสุดไปแล้วเมื่อ 27 พ.ย. 2569"):
        shorten_order(Order.objects.get(no="245/2569"), to_on=date(2026, 11, 25), by=cast["director"])


def test_only_a_future_order_is_withdrawn(cast: Cast) -> None:
    withdraw_order(Order.objects.get(no="245/2569"), by=cast["director"])
    with pytest.raises(Refused, match="มีผลแล้ว จึงลบไม่ได้"):
        withdraw_order(Order.objects.get(no="101/2568"), by=cast["director"])
    assert [order.no for order in Order.objects.all()] == ["101/2568"]


def test_a_chain_is_changed(cast: Cast) -> None:
    chain = Chain.objects.get(kind_of_work="news")
    change_chain(chain, name="ข่าวทั่วไป", steps=["group_head"], by=cast["director"])
    chain.refresh_from_db()
    assert (chain.name, chain.steps) == ("ข่าวทั่วไป", ["group_head"])
    assert Event.objects.last().details == {"kind": "news", "steps": ["group_head"]}


@pytest.mark.parametrize("steps", [[], ["officer"], ["director", "director"]])
def test_a_chain_that_leads_nowhere_is_refused(cast: Cast, steps: list[str]) -> None:
    with pytest.raises(Refused, match="ลำดับชั้น"):
        change_chain(Chain.objects.get(kind_of_work="news"), name="ข่าว", steps=steps, by=cast["director"])


def test_others_may_not(cast: Cast) -> None:
    with pytest.raises(Refused, match="ผู้ดูแลระบบ"):
        enter(cast, by=cast["officer"])


def test_kinds_of_work_have_thai_names(office: None) -> None:
    names = dict(Chain.objects.values_list("kind_of_work", "name"))
    assert names == {
        "agency_change": "ปรับปรุงทะเบียนหน่วยงาน",
        "news": "เผยแพร่ข่าว",
        "news_routine": "ข่าวประจำ",
    }
