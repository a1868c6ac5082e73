"""A message is in the ledger once, before anything is sent."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prasan.contacts.actions import confirm, email_point_for, mark_failed, point_of, unsubscribe
from prasan.contacts.models import Contact, ContactPoint
from prasan.delivery.actions import Letter, Text, write, write_many
from prasan.delivery.models import Delivery, Message


def test_writing_it_twice_is_writing_it_once(delivery, point, now):
    assert write(key="k1", to=point, purpose="case", subject="อื่น", body="อื่น", at=now) == delivery
    assert Delivery.objects.get().content.subject == "รอท่านพิจารณา"


def test_a_subject_is_one_line(point, now):
    made = write(key="k2", to=point, purpose="case", subject="ก\r\nBcc: x@y.example", body="", at=now)
    assert made.subject == "ก Bcc: x@y.example"


def test_it_keeps_a_row_for_who_has_no_address(db, now):
    made = write(
        key="k2", to=None, recipient="โรงเรียนตัวอย่าง", purpose="notice", subject="ก", body="ข", at=now
    )
    assert (made.state, made.reason, made.recipient) == ("suppressed", "ไม่มีที่อยู่อีเมล", "โรงเรียนตัวอย่าง")


def test_it_does_not_write_to_an_address_that_failed(point, now):
    mark_failed(point, reason="ไม่มีผู้รับนี้", at=now)
    made = write(key="k2", to=point, purpose="notice", subject="ก", body="ข", at=now)
    assert made.state == "suppressed"
    assert "ไม่มีผู้รับนี้" in made.reason


NEWS = Text("ข่าว", "เนื้อข่าว")


@pytest.fixture
def readers(db):
    contacts = Contact.objects.bulk_create(Contact(name=f"ผู้อ่านที่ {n}") for n in range(700))
    return ContactPoint.objects.bulk_create(
        ContactPoint(contact=contact, kind="email", address=f"r{n}@school.example")
        for n, contact in enumerate(contacts)
    )


def news_to(points):
    return [Letter(f"story:1:1:email:{point.pk}", point, NEWS, "ชื่อ") for point in points]


def test_many_get_one_text_and_a_row_each(readers, now):
    assert write_many(news_to(readers), purpose="news", topic="story:1", version=1, at=now) == 700
    assert Message.objects.count() == 1
    assert len(set(Delivery.objects.values_list("message_id", flat=True))) == 700
    assert set(Delivery.objects.values_list("topic", "version", "channel", "state")) == {
        ("story:1", 1, "email", "queued")
    }


def test_writing_many_again_adds_only_what_was_missing(readers, now):
    write_many(news_to(readers[:200]), purpose="news", at=now)
    assert write_many(news_to(readers), purpose="news", at=now) == 500
    assert write_many(news_to(readers), purpose="news", at=now) == 0
    assert Delivery.objects.count() == 700


def test_many_cost_a_few_questions(readers, now):
    with CaptureQueriesContext(connection) as asked:
        write_many(news_to(readers), purpose="news", at=now)
    assert len(asked) < 25  # SQLite takes 49 such rows an INSERT


def test_a_row_that_its_room_does_not_want_sent_says_why(point, now):
    write_many([Letter("n", point, NEWS, reason="ยังไม่มีความยินยอม")], purpose="news", at=now)
    assert Delivery.objects.values_list("state", "reason").get() == ("suppressed", "ยังไม่มีความยินยอม")


def test_an_address_from_a_public_form_gets_nothing_but_the_question(db, now):
    stranger = email_point_for("ผู้สมัคร", "new@home.example", from_public_form=True)
    told = write(key="1", to=stranger, purpose="notice", subject="ก", body="ข", at=now)
    asked = write(key="2", to=stranger, purpose="confirm_address", subject="ก", body="ข", at=now)
    assert (told.state, asked.state) == ("suppressed", "queued")
    assert told.reason == "ที่อยู่นี้มาจากแบบฟอร์มสาธารณะ เจ้าของยังไม่ยืนยัน"
    confirm(stranger, at=now)
    assert write(key="3", to=stranger, purpose="notice", subject="ก", body="ข", at=now).state == "queued"


def test_who_stopped_the_news_still_gets_answers(point, now):
    unsubscribe(point, at=now)
    write_many([Letter("n", point, NEWS)], purpose="news", at=now)
    answer = write(key="a", to=point, purpose="reply", subject="ก", body="ข", at=now)
    assert (Delivery.objects.get(key="n").state, answer.state) == ("suppressed", "queued")


def test_what_a_person_carries_waits_for_that_person(point, now):
    group = point_of(point.contact, ContactPoint.Kind.HANDOVER, "กลุ่ม LINE ผู้ปกครอง")
    made = write(key="h", to=group, purpose="news", subject="ก", body="ข", at=now, channel="handover")
    assert made.state == "waiting"
    wrong = write(key="e", to=group, purpose="news", subject="ก", body="ข", at=now, channel="email")
    assert (wrong.state, wrong.reason) == ("suppressed", "ไม่มีที่อยู่อีเมล")
