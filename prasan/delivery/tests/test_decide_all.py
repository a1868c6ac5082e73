"""Many rows whose fate nobody knows are decided with one question, each by the rule of a single one."""

from __future__ import annotations

import pytest
from django.utils import timezone

from prasan.audit.models import Event
from prasan.contacts.actions import email_point_for, mark_failed
from prasan.delivery.actions import take_as_sent, write
from prasan.delivery.actions.decide_many import decide_many
from prasan.delivery.models import Delivery, DeliveryDecision, StoppedTopic
from prasan.delivery.states import Choice

PAGE = "/desk/delivery/decide-all/"


@pytest.fixture
def lost(cast, client):
    client.force_login(cast["officer"])
    for n in range(3):
        write(
            key=f"k{n}",
            to=email_point_for(f"นายสมมติ ที่{n}", f"r{n}@media.example"),
            purpose="news",
            subject="ข่าว",
            body="เนื้อข่าว",
            at=timezone.now(),
            topic="story:1" if n < 2 else "story:2",
            version=1,
        )
    Delivery.objects.update(state="unknown")
    return list(Delivery.objects.order_by("pk"))


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def decide(client, rows, **data):
    data = {"topic": "story:1", "last": str(rows[-1].pk)} | data
    return client.post(PAGE, data, follow=True).content.decode()


def test_looking_decides_nothing_and_says_what_it_means(lost, client):
    page = client.get(f"{PAGE}?choice=send_again&topic=story:1").content.decode()
    assert "ส่งซ้ำ 2 ราย" in page
    assert "ผู้ที่ได้รับไปแล้วจะได้รับข้อความเดิมอีกหนึ่งครั้ง" in page.replace('<span class="nb">', "").replace(
        "</span>", ""
    )
    assert states() == ["unknown"] * 3


@pytest.mark.parametrize(("choice", "after"), [("send_again", "queued"), ("take_as_sent", "accepted")])
def test_those_of_the_topic_are_decided_and_each_is_written_down(lost, client, cast, choice, after):
    assert "2 ราย" in decide(client, lost, choice=choice)
    assert states() == [after, after, "unknown"]
    assert DeliveryDecision.objects.filter(by=cast["officer"], choice=choice).count() == 2
    assert Event.objects.filter(action=f"delivery.{choice}").count() == 2


def test_what_became_unknown_after_the_question_is_left(lost, client):
    decide(client, lost[:1], choice="take_as_sent")
    assert states() == ["accepted", "unknown", "unknown"]


def test_what_was_withdrawn_since_is_not_sent_again_and_that_is_said(lost, client):
    StoppedTopic.keep("story:1", None, "ข่าวถอนแล้วก่อนส่ง", timezone.now())
    assert "2 ราย: ข้อความนี้หยุดส่งแล้ว" in decide(client, lost, choice="send_again")
    assert states() == ["unknown"] * 3


@pytest.mark.parametrize("choice", ["", "stop", "handed_over"])
def test_nothing_else_is_decided_of_many(lost, client, choice):
    assert client.post(PAGE, {"choice": choice, "topic": "story:1", "last": "999"}).status_code == 404


def test_it_goes_back_where_it_was_and_nowhere_else(lost, client):
    for back, target in (("/desk/news/", "/desk/news/"), ("//evil.example", "/desk/delivery/")):
        answer = client.post(PAGE, {"choice": "take_as_sent", "back": back, "last": "0"})
        assert answer.url == target


def test_a_stranger_is_sent_to_sign_in(lost, client):
    client.logout()
    assert client.post(PAGE, {"choice": "take_as_sent"}).url.startswith("/accounts/login/")
    assert states() == ["unknown"] * 3


def test_an_address_that_is_written_to_again_is_trusted_again(lost, client):
    mark_failed(lost[0].contact_point, reason="ตู้เต็ม", at=timezone.now())
    decide(client, lost, choice="send_again")
    lost[0].contact_point.refresh_from_db()
    assert lost[0].contact_point.failed_at is None


def test_what_somebody_decided_meanwhile_is_left_as_it_is(lost, client, cast):
    take_as_sent(lost[0], by=cast["head"], at=timezone.now())
    assert "1 ราย" in decide(client, lost, choice="send_again")
    assert states() == ["accepted", "queued", "unknown"]


def test_a_secret_link_is_not_sent_again(lost, client):
    Delivery.objects.filter(pk=lost[0].pk).update(purpose="account")
    assert "1 ราย: ข้อความนี้มีลิงก์เฉพาะตัว" in decide(client, lost, choice="send_again")
    assert states() == ["unknown", "queued", "unknown"]


def test_ten_thousand_take_as_many_questions_as_a_few_for_each_thousand(
    lost, client, cast, django_assert_max_num_queries
):
    one = lost[0]
    rows = [
        Delivery(
            key=f"many{n}", topic="story:1", version=1, contact_point=one.contact_point, content=one.content,
            purpose="news", message_id=f"<{n}@x.example>", state="unknown", created_at=timezone.now(),
            next_try_at=timezone.now(),
        )
        for n in range(2_500)
    ]  # fmt: skip
    Delivery.objects.bulk_create(rows)
    with django_assert_max_num_queries(120):
        found = decide_many(Delivery.objects.all(), Choice.SEND_AGAIN, by=cast["officer"], at=timezone.now())
    assert (found.done, found.refused) == (2_503, {})
