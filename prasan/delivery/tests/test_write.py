"""A message is in the ledger once, before anything is sent."""

from prasan.contacts.actions import mark_failed
from prasan.delivery.actions import write
from prasan.delivery.models import Delivery


def test_writing_it_twice_is_writing_it_once(delivery, point, now):
    assert write(key="k1", to=point, purpose="case", subject="อื่น", body="อื่น", at=now) == delivery
    assert Delivery.objects.get().subject == "รอท่านพิจารณา"


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
