"""Staff see what was sent and decide what is sent again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prasan.contacts.actions import email_point
from prasan.delivery.actions import write
from prasan.delivery.models import Delivery


@pytest.fixture
def lost(cast, client):
    client.force_login(cast["officer"])
    write(
        key="k", to=email_point(cast["head"]), purpose="case", subject="รอท่าน <b>", body="", at=timezone.now()
    )
    Delivery.objects.update(state="unknown", reason="ระบบหยุดขณะส่ง ผู้รับอาจได้รับแล้ว")
    return Delivery.objects.get()


def test_it_shows_state_and_reason(lost, client):
    page = client.get("/desk/delivery/").content.decode()
    assert "ไม่ทราบผล" in page
    assert "ระบบหยุดขณะส่ง" in page
    assert "รอท่าน &lt;b&gt;" in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [("state=unknown", True), ("state=failed", False), ("q=HEAD@", True), ("q=ไม่มี", False)],
)
def test_it_is_found_by_state_and_by_recipient(lost, client, query, is_found):
    assert ("head@office.example" in client.get(f"/desk/delivery/?{query}").content.decode()) is is_found


def test_a_person_sends_it_again(lost, client):
    page = client.post(f"/desk/delivery/{lost.pk}/send-again/", follow=True).content.decode()
    assert "อีกครั้งแล้ว" in page
    lost.refresh_from_db()
    assert lost.state == "queued"


def test_what_was_accepted_is_not_sent_again(lost, client):
    Delivery.objects.update(state="accepted")
    page = client.post(f"/desk/delivery/{lost.pk}/send-again/", follow=True).content.decode()
    assert "ส่งใหม่ได้เฉพาะ" in page


def test_it_asks_a_constant_number_of_questions(lost, client, cast):
    with CaptureQueriesContext(connection) as few:
        client.get("/desk/delivery/")
    for n in range(60):
        write(key=str(n), to=email_point(cast["head"]), purpose="x", subject="ก", body="", at=timezone.now())
    with CaptureQueriesContext(connection) as many:
        client.get("/desk/delivery/")
    assert len(many) == len(few)


@pytest.mark.parametrize("path", ["", "1/send-again/"])
def test_a_stranger_is_sent_to_sign_in(db, client, path):
    call = client.post if path else client.get
    assert call(f"/desk/delivery/{path}").url.startswith("/accounts/login/?next=/desk/delivery/")
