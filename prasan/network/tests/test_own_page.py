"""A member's own page by link: what is held, pause, leave, prefer, correct. Opening it changes nothing."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from prasan.contacts.actions import mark_failed, point_of
from prasan.delivery.actions import write
from prasan.delivery.models import Delivery
from prasan.network import links
from prasan.network.actions import own_page
from prasan.network.models import MemberNote, NetworkMember
from prasan.network.tests.members import member

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def one():
    return member("นายสมมติ ข่าวดี", "a@media.example", "สื่อมวลชน", post="ผู้สื่อข่าว", notes="โทรตอนเช้า")


def own(member, name="own"):
    token = links.own_page(member).removeprefix(settings.ORIGIN).strip("/").split("/")[-1]
    return reverse(f"network:{name}", args=[token])


def state(one):
    return NetworkMember.objects.get(pk=one.pk).state


def test_it_shows_what_is_held_and_what_was_sent_but_not_the_office_s_notes(client, one):
    write(key="k", to=one.email, purpose="news", subject="ข่าวตัวอย่าง", body="", at=timezone.now())
    shown = client.get(own(one)).content.decode()
    assert "ผู้สื่อข่าว" in shown
    assert "ข่าวตัวอย่าง" in shown
    assert "โทรตอนเช้า" not in shown


def test_opening_a_link_changes_nothing(client, one):
    for url in (own(one), links.leaving(one).removeprefix(settings.ORIGIN)):
        assert client.get(url).status_code == 200
    for name in ("turn_own", "prefer", "correct"):
        assert client.get(own(one, name)).status_code == 405
    assert state(one) == "active"


@pytest.mark.parametrize(("act", "after"), [("pause", "paused"), ("leave", "left"), ("restore", "active")])
def test_one_press_does_it_and_only_what_a_member_may(client, one, act, after):
    client.post(own(one, "turn_own"), {"act": act})
    assert state(one) == after


def test_the_link_at_the_foot_of_a_mail_shows_nothing_of_the_member_and_leaves(client, one):
    url = links.leaving(one).removeprefix(settings.ORIGIN)
    shown = client.get(url).content.decode()
    assert "ข่าวดี" not in shown
    assert "a@media.example" not in shown
    client.post(url, {"act": "leave"})
    assert state(one) == "left"


def test_the_link_of_a_mail_sends_the_link_to_the_own_page_to_the_address_only(client, one):
    client.post(links.leaving(one).removeprefix(settings.ORIGIN), {"act": "link"})
    sent = Delivery.objects.get(purpose="network_link")
    assert sent.contact_point == one.email


def test_an_old_link_and_one_of_another_address_open_nothing(client, clock, one):
    url = own(one)
    clock.shift(links.LIFETIME + timedelta(hours=1))
    assert client.get(url).status_code == 410
    url = own(one)
    NetworkMember.objects.update(email=point_of(one.contact, "email", "new@media.example"))
    answer = client.post(url.rstrip("/") + "/turn/", {"act": "leave"})
    assert answer.status_code == 404
    assert state(one) == "active"


@pytest.mark.parametrize("token", ["x", "1-1", "1-1:abc:def"])
def test_a_made_up_link_opens_nothing(client, one, token):
    assert client.get(reverse("network:own", args=[token])).status_code == 404
    assert client.get(reverse("network:leaving", args=[token])).status_code == 404


def test_a_link_to_leave_opens_no_own_page(client, one):
    token = links.leaving(one).rstrip("/").split("/")[-1]
    assert client.get(reverse("network:own", args=[token])).status_code == 404


def test_another_channel_is_preferred(client, one):
    wrong = client.post(own(one, "prefer"), {"channel": "handover", "how": ""}).content.decode()
    assert "บอกว่าให้ส่งมอบอย่างไร" in wrong
    client.post(own(one, "prefer"), {"channel": "handover", "how": "กลุ่ม LINE ชุมชน"})
    after = NetworkMember.objects.get(pk=one.pk)
    assert (after.channel, after.how) == ("handover", "กลุ่ม LINE ชุมชน")


def test_a_note_reaches_the_officer_who_marks_it_done(client, cast, one):
    client.post(own(one, "correct"), {"text": "เปลี่ยนเบอร์"})
    client.force_login(cast["officer"], backend="django.contrib.auth.backends.ModelBackend")
    assert "เปลี่ยนเบอร์" in client.get(reverse("network:notes")).content.decode()
    client.post(reverse("network:note_done", args=[MemberNote.objects.get().pk]))
    assert MemberNote.objects.get().done_by == cast["officer"]
    assert "เปลี่ยนเบอร์" not in client.get(reverse("network:notes")).content.decode()


def test_a_member_sees_that_letters_do_not_arrive(client, one):
    mark_failed(one.email, reason="ตู้จดหมายเต็ม", at=timezone.now())
    page = client.get(own(one)).content.decode()
    assert "ส่งไม่ถึงตั้งแต่" in page
    assert "ตู้จดหมายเต็ม" in page


def test_a_link_that_is_too_old_offers_a_new_one_to_the_same_address(client, clock):
    one = member("นายสมมติ ข่าวดี", "a@media.example")
    link = links.own_page(one).removeprefix(settings.ORIGIN)
    clock.shift(links.LIFETIME + timedelta(days=1))
    old = client.get(link)
    assert old.status_code == 410
    assert "นายสมมติ" not in old.content.decode()
    client.post(f"{link}new-link/")
    sent = Delivery.objects.get(purpose=own_page.PURPOSE)
    assert sent.contact_point == one.email
    assert client.post(f"{link}turn/", {"act": "leave"}).status_code == 410
    one.refresh_from_db()
    assert one.state == "active"


def test_its_forms_say_where_they_come_from(client, one):
    """Of a page that sends no referrer browsers post with `Origin: null`, which is refused as a forgery."""
    shown = client.get(own(one))
    assert shown.headers["Referrer-Policy"] == "same-origin"
    assert 'name="referrer"' not in shown.content.decode()
