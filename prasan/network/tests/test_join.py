"""ขอรับข่าว: nothing but the one question, until the owner of the address says yes."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from prasan.contacts.models import ContactPoint
from prasan.delivery.models import Delivery
from prasan.delivery.states import CONFIRMATION
from prasan.network.models import NetworkMember, SignUp
from prasan.network.recipients import recipients
from prasan.network.tests.members import NO_CONSENT, group, member

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def news():
    return group("ข่าวประชาชน", is_open=True)


def ask(client, news, email="new@home.example", **more):
    sent = {"name": "นางตัวอย่าง ประชาชน", "email": email, "groups": [news.pk]} | more
    return client.post(reverse("network:join"), sent)


def link():
    sent = Delivery.objects.filter(purpose=CONFIRMATION).latest("pk")
    return re.search(r"/network/join/[^/\s]+/", sent.body)[0]


def test_asking_sends_one_question_and_makes_no_member(client, news):
    assert ask(client, news).status_code == 302
    sent = Delivery.objects.get()
    assert (sent.purpose, sent.state) == (CONFIRMATION, "queued")
    assert not NetworkMember.objects.exists()
    assert ContactPoint.objects.get().needs_confirmation


def test_opening_the_link_changes_nothing_and_one_press_makes_a_member_with_consent(client, news):
    ask(client, news)
    assert "new@home.example" in client.get(link()).content.decode()
    assert not NetworkMember.objects.exists()
    client.post(link())
    assert [(r.name, r.why_not) for r in recipients(["ข่าวประชาชน"])] == [("นางตัวอย่าง ประชาชน", "")]
    assert NetworkMember.objects.get().consent_how == "ยืนยันทางลิงก์ในอีเมล"
    client.post(link())
    assert NetworkMember.objects.count() == 1


def test_the_answer_is_the_same_for_a_known_address_and_a_new_one(client, news):
    member("นายสมมติ ข่าวดี", "old@home.example")
    new, old, again = ask(client, news), ask(client, news, "old@home.example"), ask(client, news)
    assert {answer["Location"] for answer in (new, old, again)} == {reverse("network:join_sent")}
    assert Delivery.objects.filter(purpose=CONFIRMATION).count() == 2


def test_a_known_member_keeps_name_and_gains_the_group(client, news):
    one = member("นายสมมติ ข่าวดี", "old@home.example", "เดิม", state="paused", **NO_CONSENT)
    ask(client, news, "old@home.example")
    client.post(link())
    after = NetworkMember.objects.get()
    assert (after.pk, after.contact.name, after.state) == (one.pk, "นายสมมติ ข่าวดี", "active")
    assert sorted(after.groups.values_list("name", flat=True)) == ["ข่าวประชาชน", "เดิม"]
    assert after.consent_on is not None


def test_an_old_link_makes_no_member(client, clock, news):
    ask(client, news)
    clock.shift(SignUp.LIFETIME + timedelta(minutes=1))
    assert "หมดอายุ" in client.get(link()).content.decode()
    client.post(link())
    assert not NetworkMember.objects.exists()


def test_a_group_that_is_not_open_cannot_be_chosen(client, news):
    closed = group("สื่อมวลชน")
    assert ask(client, news, groups=[closed.pk]).status_code == 200
    assert not Delivery.objects.exists()
    assert "สื่อมวลชน" not in client.get(reverse("network:join")).content.decode()


def test_many_wishes_from_one_place_are_slowed(client, news):
    answers = [ask(client, news, f"{number}@home.example") for number in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [200]
    assert "รอหนึ่งชั่วโมง" in answers[-1].content.decode()


def test_without_an_open_group_the_page_says_so(client):
    assert "ยังไม่เปิดให้สมัคร" in client.get(reverse("network:join")).content.decode()
