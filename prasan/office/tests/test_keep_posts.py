"""Units, posts and holders: what may be done to them, and what not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from prasan.audit.models import Event
from prasan.office.actions.holders import appoint, end_holding, withdraw_holding
from prasan.office.actions.posts import add_post, change_post, close_post
from prasan.office.actions.units import add_unit, close_unit, rename_unit
from prasan.office.models import Holder, Order, Post, Unit
from prasan.office.standing import Standing
from prasan.ui.refusal import Refused

Cast = dict[str, Any]


def post(key: str) -> Post:
    return Post.objects.get(key=key)


def last_event() -> tuple[str, str]:
    event = Event.objects.last()
    return event.action, event.actor.key


def test_the_director_appoints_to_a_vacant_post(cast: Cast) -> None:
    vacant = add_post(
        title="นักจัดการงานทั่วไป", kind="officer", unit=Unit.objects.get(key="g1"), by=cast["director"]
    )
    holder = appoint(vacant, cast["auditor"], from_on=date(2026, 11, 10), by=cast["director"])
    assert (holder.user, holder.to_on) == (cast["auditor"], None)
    assert last_event() == ("holder_appointed", "director")


def test_two_holders_at_once_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="นางสาวสาธิต คนที่สี่ ดำรงตำแหน่งนี้ตั้งแต่ 1 ต.ค. 2568"):
        appoint(post("head1"), cast["officer"], from_on=date(2026, 12, 1), by=cast["director"])


def test_the_former_holder_ends_the_day_before_when_asked(cast: Cast) -> None:
    appoint(post("head1"), cast["officer"], from_on=date(2026, 12, 1), end_former=True, by=cast["director"])
    assert list(post("head1").holders.values_list("user__key", "to_on")) == [
        ("head", date(2026, 11, 30)),
        ("officer", None),
    ]


def test_a_later_appointment_still_refuses_an_open_one_before_it(cast: Cast) -> None:
    appoint(post("head1"), cast["officer"], from_on=date(2026, 12, 1), end_former=True, by=cast["director"])
    with pytest.raises(Refused):
        appoint(
            post("head1"), cast["auditor"], from_on=date(2026, 11, 20), end_former=True, by=cast["director"]
        )
    assert post("head1").holders.first().to_on == date(2026, 11, 30)


def test_a_holding_ends_on_its_last_day(cast: Cast) -> None:
    holder = Holder.objects.get(post__key="off1")
    end_holding(holder, to_on=date(2026, 11, 10), by=cast["director"])
    assert Holder.objects.on(date(2026, 11, 10)).filter(pk=holder.pk).exists()
    assert not Holder.objects.on(date(2026, 11, 11)).filter(pk=holder.pk).exists()


def test_a_holding_cannot_end_before_it_began(cast: Cast) -> None:
    with pytest.raises(Refused, match="เริ่มดำรงตำแหน่ง 1 ต.ค. 2568"):
        end_holding(Holder.objects.get(post__key="off1"), to_on=date(2025, 9, 30), by=cast["director"])


def test_only_an_appointment_that_has_not_begun_is_withdrawn(cast: Cast) -> None:
    begun = Holder.objects.get(post__key="head1")
    with pytest.raises(Refused, match="เริ่มดำรงตำแหน่งแล้ว"):
        withdraw_holding(begun, by=cast["director"])
    ahead = appoint(
        post("head1"), cast["officer"], from_on=date(2026, 12, 1), end_former=True, by=cast["director"]
    )
    withdraw_holding(ahead, by=cast["director"])
    assert list(post("head1").holders.all()) == [begun]


@pytest.mark.parametrize(
    ("kind", "unit", "supervises", "reason"),
    [
        ("director", None, [], "ผู้อำนวยการได้ตำแหน่งเดียว"),
        ("group_head", None, [], "ต้องอยู่ในกลุ่มใดกลุ่มหนึ่ง"),
        ("group_head", "g1", [], "มีตำแหน่งผู้อำนวยการกลุ่มแล้ว"),
        ("deputy", None, ["g3", "g1"], "กลุ่มอำนวยการ มีรองผู้อำนวยการ"),
        ("officer", "g1", ["g3"], "รอง ผอ. เท่านั้นที่กำกับดูแลกลุ่ม"),
    ],
)
def test_a_post_that_breaks_the_office_is_refused(
    cast: Cast, kind: str, unit: str | None, supervises: list[str], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        add_post(
            title="ตำแหน่งใหม่",
            kind=kind,
            unit=Unit.objects.filter(key=unit).first(),
            supervises=list(Unit.objects.filter(key__in=supervises)),
            by=cast["director"],
        )


def test_a_deputy_is_given_another_group(cast: Cast) -> None:
    units = list(Unit.objects.filter(key__in=["g2", "g3"]))
    change_post(post("dep2"), title="รอง ผอ.สพป. คนที่ 2", supervises=units, by=cast["director"])
    assert [unit.key for unit in post("dep2").supervises.all()] == ["g2", "g3"]
    assert last_event() == ("post_changed", "director")


def test_a_unit_is_added_renamed_and_closed(cast: Cast) -> None:
    unit = add_unit(name="กลุ่มกฏหมาย", by=cast["director"])
    rename_unit(unit, name="กลุ่มกฎหมายและคดี", by=cast["director"])
    close_unit(unit, on=date(2026, 12, 1), by=cast["director"])
    assert (unit.key, unit.name, unit.closed_on) == ("g4", "กลุ่มกฎหมายและคดี", date(2026, 12, 1))
    assert list(Event.objects.values_list("action", flat=True))[-3:] == [
        "unit_added",
        "unit_renamed",
        "unit_closed",
    ]


def test_a_unit_with_people_stays_open(cast: Cast) -> None:
    with pytest.raises(Refused, match="นางสาวสาธิต คนที่สี่ ยังดำรงตำแหน่ง"):
        close_unit(Unit.objects.get(key="g1"), on=date(2026, 12, 1), by=cast["director"])


@pytest.mark.parametrize("who", ["officer", "head", "deputy1"])
def test_others_may_not_keep_posts(cast: Cast, who: str) -> None:
    with pytest.raises(Refused, match="ผู้ดูแลระบบของสำนักงานหรือผู้อำนวยการเท่านั้น"):
        add_unit(name="กลุ่มใหม่", by=cast[who])


def test_the_admin_may(cast: Cast) -> None:
    cast["officer"].is_office_admin = True
    cast["officer"].save()
    assert add_unit(name="กลุ่มใหม่", by=cast["officer"]).pk


def _vacant(key: str, cast: Cast, until: date) -> Post:
    holding = Holder.objects.get(post__key=key, to_on=None)
    end_holding(holding, to_on=until, by=cast["director"])
    return post(key)


def test_a_closed_post_has_nobody_and_keeps_its_past(cast: Cast) -> None:
    head = _vacant("head1", cast, date(2026, 11, 10))
    close_post(head, on=date(2026, 11, 11), by=cast["director"])
    assert last_event() == ("post_closed", "director")
    before, after = Standing(date(2026, 11, 10)), Standing(date(2026, 11, 11))
    assert before.post_for("group_head", head.unit) == head
    assert after.post_for("group_head", head.unit) is None
    assert head.holders.exists()


def test_a_post_that_is_held_or_acted_for_is_not_closed(cast: Cast) -> None:
    with pytest.raises(Refused, match="ยังดำรงตำแหน่งนี้"):
        close_post(post("head1"), on=date(2026, 11, 11), by=cast["director"])
    head = _vacant("head1", cast, date(2026, 11, 10))
    Order.objects.create(
        no="9/2569", dated_on=date(2026, 11, 1), wording="รักษาการในตำแหน่ง", post=head,
        user=cast["officer"], from_on=date(2026, 11, 1),
    )  # fmt: skip
    with pytest.raises(Refused, match="คำสั่งที่ 9/2569 ยังให้ผู้อื่นแทน"):
        close_post(head, on=date(2026, 11, 11), by=cast["director"])


def test_the_director_s_post_is_not_closed(cast: Cast) -> None:
    with pytest.raises(Refused, match="ยุบไม่ได้"):
        close_post(Post.objects.get(kind="director"), on=date(2027, 1, 1), by=cast["director"])


def test_nobody_is_appointed_to_a_closed_post(cast: Cast) -> None:
    head = _vacant("head1", cast, date(2026, 11, 10))
    close_post(head, on=date(2026, 11, 11), by=cast["director"])
    with pytest.raises(Refused, match="ตำแหน่งนี้ยุบเมื่อ 11 พ.ย. 2569"):
        appoint(post("head1"), cast["officer"], from_on=date(2026, 12, 1), by=cast["director"])
    again = add_post(title="ผู้อำนวยการกลุ่มอำนวยการ", kind="group_head", unit=head.unit, by=cast["director"])
    assert again.pk != head.pk


def test_an_officer_may_not_close_a_post(cast: Cast) -> None:
    with pytest.raises(Refused):
        close_post(post("head1"), on=date(2026, 11, 11), by=cast["officer"])


def test_the_page_of_a_closed_post_offers_no_act(cast: Cast, client: Any) -> None:
    head = _vacant("head1", cast, date(2026, 11, 9))
    client.force_login(cast["director"])
    client.post(f"/desk/office/posts/{head.pk}/close/", {"on": "10/11/2569"})
    page = client.get(f"/desk/office/posts/{head.pk}/").content.decode()
    assert "ยุบเมื่อ 10 พ.ย. 2569" in page.replace("\u00a0", " ")
    assert "ระบุผู้ดำรงตำแหน่ง" not in page
    assert "ตำแหน่งที่ยุบแล้ว" in client.get("/desk/office/").content.decode()
