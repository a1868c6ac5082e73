"""What people decide about a delivery is kept, and decided once."""

import pytest

from prasan.audit.models import Event
from prasan.contacts.actions import point_of
from prasan.contacts.models import ContactPoint
from prasan.delivery.actions import hand_over, resend, stop_all, take_as_sent, take_back, write
from prasan.delivery.models import Delivery, DeliveryDecision, StoppedTopic
from prasan.ui.refusal import Refused


@pytest.fixture
def person(point):
    return point.contact.user


@pytest.fixture
def carried(point, now):
    group = point_of(point.contact, ContactPoint.Kind.HANDOVER, "หอกระจายข่าวบ้านตัวอย่าง")
    about = {"topic": "story:1", "version": 1, "channel": "handover"}
    return write(key="h", to=group, purpose="news", subject="ก", body="ข", at=now, **about)


def test_an_unknown_one_is_taken_as_sent(delivery, person, now):
    Delivery.objects.update(state="unknown")
    delivery.refresh_from_db()
    take_as_sent(delivery, by=person, at=now)
    assert delivery.state == "accepted"
    assert DeliveryDecision.objects.values_list("choice", "by").get() == ("take_as_sent", person.pk)
    assert Event.objects.filter(action="delivery.take_as_sent", actor=person).exists()


def test_only_an_unknown_one_is_taken_as_sent(delivery, person, now):
    with pytest.raises(Refused):
        take_as_sent(delivery, by=person, at=now)


def test_it_was_handed_over_by_somebody_somewhere(carried, person, now):
    hand_over(carried, by=person, at=now, link="https://line.example/post/1")
    assert carried.state == "handed_over"
    decision = DeliveryDecision.objects.get()
    assert (decision.by, decision.at, decision.link) == (person, now, "https://line.example/post/1")


def test_a_hand_over_can_be_undone(carried, person, now):
    hand_over(carried, by=person, at=now)
    take_back(carried, by=person, at=now)
    assert carried.state == "waiting"
    assert list(DeliveryDecision.objects.values_list("choice", flat=True)) == [
        "handed_over",
        "not_handed_over",
    ]


def test_two_people_hand_over_once(carried, person, now):
    other = Delivery.objects.get()
    hand_over(carried, by=person, at=now)
    with pytest.raises(Refused, match="มีผู้ตัดสินใจเรื่องนี้แล้ว"):
        hand_over(other, by=person, at=now)
    assert DeliveryDecision.objects.count() == 1


def test_a_mail_is_not_handed_over(delivery, person, now):
    with pytest.raises(Refused):
        hand_over(delivery, by=person, at=now)


def test_a_withdrawn_version_goes_no_further(carried, point, person, now):
    for n, version in enumerate((1, 1, 2)):
        write(
            key=str(n),
            to=point,
            purpose="news",
            subject="ก",
            body="",
            at=now,
            topic="story:1",
            version=version,
        )
    Delivery.objects.filter(key="0").update(state="accepted")
    assert stop_all(topic="story:1", version=1, reason="แก้ไขเป็นฉบับที่ 2", by=person, at=now) == 2
    assert dict(Delivery.objects.values_list("key", "state")) == {
        "h": "suppressed", "0": "accepted", "1": "suppressed", "2": "queued",
    }  # fmt: skip
    assert set(DeliveryDecision.objects.values_list("choice", flat=True)) == {"stop"}


def test_a_later_version_is_not_stopped_with_those_before_it(point, person, now):
    for version in (1, 2, 3):
        about = {"purpose": "news", "subject": "ก", "body": "", "at": now, "topic": "story:1"}
        write(key=str(version), to=point, version=version, **about)
    assert stop_all(topic="story:1", version=2, reason="แก้ไขเป็นฉบับที่ 3", by=person, at=now) == 2
    stop_all(topic="story:1", version=1, reason="แก้ไขเป็นฉบับที่ 2", by=person, at=now)
    stopped = StoppedTopic.objects.get()
    assert [stopped.covers(version) for version in (1, 2, 3, None)] == [True, True, False, False]


def test_what_was_stopped_for_good_is_not_begun_again_by_a_later_stop(person, now):
    stop_all(topic="story:1", reason="ข่าวถอนแล้ว", by=person, at=now)
    stop_all(topic="story:1", version=1, reason="แก้ไขเป็นฉบับที่ 2", by=person, at=now)
    stopped = StoppedTopic.objects.get()
    assert (stopped.version, stopped.reason) == (None, "ข่าวถอนแล้ว")
    assert stopped.covers(9)
    assert stopped.covers(None)


@pytest.mark.parametrize(("act", "state"), [(resend, "failed"), (hand_over, "waiting")])
def test_nobody_sends_on_what_was_overtaken(carried, person, now, act, state):
    stop_all(topic="story:1", version=1, reason="ข่าวแก้ไขแล้ว", by=person, at=now)
    Delivery.objects.update(state=state)
    carried.refresh_from_db()
    with pytest.raises(Refused, match="หยุดส่งแล้ว: ข่าวแก้ไขแล้ว"):
        act(carried, by=person, at=now)
