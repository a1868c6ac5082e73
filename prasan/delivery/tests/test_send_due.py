"""What each answer of the other side leads to."""

from datetime import timedelta

import pytest

from prasan.delivery.actions import resend, send_due, write
from prasan.delivery.models import Attempt, Delivery
from prasan.delivery.signals import address_failed
from prasan.delivery.states import LEASE, OWNER, TRANSITIONS, WAITS, DeliveryState
from prasan.ui.refusal import Refused


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("accepted", "accepted"),
        ("delayed", "queued"),
        ("unreachable", "queued"),
        ("address_refused", "failed"),
        ("message_refused", "failed"),
        ("unknown", "unknown"),
    ],
)
def test_it_keeps_what_came_of_it(delivery, now, answers, answer, state):
    assert send_due(now, channel=answers(answer)) == {answer: 1}
    delivery.refresh_from_db()
    assert delivery.state == state
    assert [(a.outcome, a.code) for a in delivery.attempts.all()] == [(answer, "000")]


def test_it_sends_nothing_before_its_time(delivery, now, answers):
    assert not send_due(now - timedelta(seconds=1), channel=answers("accepted"))


def test_it_sends_nothing_twice(delivery, now, answers):
    way_out = answers("accepted")
    send_due(now, channel=way_out)
    send_due(now + timedelta(days=1), channel=way_out)
    assert len(way_out.sent) == 1


def test_it_waits_longer_after_each_delay_and_gives_up_in_the_end(delivery, now, answers):
    moment, waits = now, []
    for _ in range(len(WAITS)):
        send_due(moment, channel=answers("delayed"))
        delivery.refresh_from_db()
        waits.append(round((delivery.next_try_at - moment) / timedelta(minutes=1)))
        moment = delivery.next_try_at
    assert waits == [1, 5, 15, 60, 180, 360, 720, 1440]
    send_due(moment, channel=answers("delayed"))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("failed", "ลองส่งครบ 9 ครั้งแล้ว ปลายทางยังไม่รับ")


def test_a_closed_way_out_uses_up_no_try_and_holds_the_others(delivery, point, now, answers):
    write(key="k2", to=point, purpose="case", subject="ก", body="", at=now)
    assert send_due(now, channel=answers("unreachable")) == {"unreachable": 1}
    for hours in range(20):
        send_due(now + timedelta(hours=hours), channel=answers("unreachable"))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"queued"}


def test_a_refused_address_is_marked_and_told_upward(delivery, point, now, answers):
    heard = []
    receiver = lambda sender, point, reason, at, **_: heard.append((point.address, reason))  # noqa: E731
    address_failed.connect(receiver)
    send_due(now, channel=answers("address_refused"))
    point.refresh_from_db()
    assert point.failure == "เหตุ"
    assert heard == [("reader@school.example", "เหตุ")]


def test_a_refused_message_is_no_fault_of_the_address(delivery, point, now, answers):
    send_due(now, channel=answers("message_refused"))
    point.refresh_from_db()
    assert point.failed_at is None


def test_a_worker_killed_while_handing_over_leaves_it_unknown(delivery, now, answers):
    with pytest.raises(SystemExit):
        send_due(now, channel=answers("handing_over"))
    send_due(now + LEASE - timedelta(seconds=1), channel=answers("accepted"))
    delivery.refresh_from_db()
    assert delivery.state == "sending"
    send_due(now + LEASE + timedelta(seconds=5), channel=answers("accepted"))
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("unknown", "ระบบหยุดขณะส่ง ผู้รับอาจได้รับแล้ว")


def test_a_worker_killed_before_handing_over_leaves_it_to_the_next(delivery, now, answers):
    Delivery.objects.update(state="sending", lease_until=now)
    assert send_due(now + timedelta(seconds=1), channel=answers("accepted")) == {"accepted": 1}


def test_a_message_that_trips_the_code_does_not_hold_back_the_next(delivery, point, now):
    class Broken:
        __enter__ = lambda self: self  # noqa: E731
        __exit__ = lambda self, *error: None  # noqa: E731

        def send(self, message, *, handing_over):
            raise TypeError("no such thing")

    assert send_due(now, channel=Broken()) == {"message_refused": 1}


def test_a_secret_link_is_forgotten_once_sent(delivery, now, answers):
    Delivery.objects.update(purpose="account")
    send_due(now, channel=answers("delayed", "accepted"))
    delivery.refresh_from_db()
    assert delivery.body
    send_due(delivery.next_try_at, channel=answers("accepted"))
    delivery.refresh_from_db()
    assert delivery.body == ""


def test_a_person_may_send_again_what_failed(delivery, point, now, answers):
    send_due(now, channel=answers("address_refused"))
    delivery.refresh_from_db()
    resend(delivery, by=point.contact.user, at=now)
    point.refresh_from_db()
    assert point.failed_at is None
    assert send_due(now, channel=answers("accepted")) == {"accepted": 1}
    assert list(Attempt.objects.values_list("outcome", flat=True)) == [
        "address_refused", "resent", "accepted"
    ]  # fmt: skip


def test_two_people_sending_again_send_once(delivery, point, now, answers):
    send_due(now, channel=answers("unknown"))
    first, second = Delivery.objects.get(), Delivery.objects.get()
    resend(first, by=point.contact.user, at=now)
    with pytest.raises(Refused):
        resend(second, by=point.contact.user, at=now)


@pytest.mark.parametrize(
    ("state", "purpose"), [("accepted", "case"), ("queued", "case"), ("failed", "account")]
)
def test_it_refuses_to_send_again_what_must_not_be(delivery, point, now, state, purpose):
    delivery.state, delivery.purpose = state, purpose
    with pytest.raises(Refused):
        resend(delivery, by=point.contact.user, at=now)


def test_every_state_that_can_be_left_has_an_owner():
    assert set(OWNER) == set(TRANSITIONS) == set(DeliveryState)
    assert {s for s in DeliveryState if OWNER[s]} == {s for s in DeliveryState if TRANSITIONS[s]}
