"""Staff see what was sent and decide about what nobody else can."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prasan.contacts.actions import email_point, point_of
from prasan.contacts.models import ContactPoint
from prasan.delivery.actions import write
from prasan.delivery.models import Attempt, Delivery, DeliveryDecision

PAGE = "/desk/delivery/"


@pytest.fixture
def lost(cast, client):
    client.force_login(cast["officer"])
    about = {"topic": "story:1", "version": 2}
    write(
        key="k", to=email_point(cast["head"]), purpose="case", subject="รอท่าน <b>", body="เนื้อความ",
        at=timezone.now(), **about,
    )  # fmt: skip
    Delivery.objects.update(state="unknown", reason="ระบบหยุดขณะส่ง ผู้รับอาจได้รับแล้ว")
    return Delivery.objects.get()


@pytest.fixture
def carried(cast, client):
    client.force_login(cast["officer"])
    group = point_of(email_point(cast["head"]).contact, ContactPoint.Kind.HANDOVER, "หอกระจายข่าวบ้านตัวอย่าง")
    return write(
        key="h",
        to=group,
        purpose="news",
        subject="ข่าว",
        body="อ่านออกเสียง",
        at=timezone.now(),
        channel="handover",
    )


def decide(client, row, choice, **data):
    return client.post(f"{PAGE}{row.pk}/decide/", {"choice": choice, **data}, follow=True).content.decode()


def test_it_shows_state_reason_and_what_to_do(lost, client):
    page = client.get(PAGE).content.decode().replace('<span class="nb">', "").replace("</span>", "")
    assert "ไม่ทราบผล" in page
    assert "ระบบหยุดขณะส่ง" in page
    assert "ถามผู้รับว่าได้รับหรือยัง" in page
    assert "รอท่าน &lt;b&gt;" in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("state=unknown", True), ("state=failed", False), ("state=held_up", False), ("q=HEAD@", True),
        ("q=ไม่มี", False), ("topic=story:1", True), ("topic=story:2", False), ("channel=handover", False),
        ("state=nonsense", True),
    ],
)  # fmt: skip
def test_it_is_found_by_state_topic_channel_and_recipient(lost, client, query, is_found):
    assert ("head@office.example" in client.get(f"{PAGE}?{query}").content.decode()) is is_found


def test_a_person_sends_it_again(lost, client):
    assert "อีกครั้งแล้ว" in decide(client, lost, "send_again")
    lost.refresh_from_db()
    assert lost.state == "queued"


def test_a_person_takes_it_as_sent(lost, client, cast):
    decide(client, lost, "take_as_sent")
    lost.refresh_from_db()
    assert lost.state == "accepted"
    assert DeliveryDecision.objects.get().by == cast["officer"]


def test_what_was_accepted_is_not_sent_again(lost, client):
    Delivery.objects.update(state="accepted")
    assert "ส่งใหม่ได้เฉพาะ" in decide(client, lost, "send_again")


def test_a_choice_that_there_is_not_is_no_page(lost, client):
    assert client.post(f"{PAGE}{lost.pk}/decide/", {"choice": "burn"}).status_code == 404


def test_after_a_decision_it_goes_back_where_it_was_and_nowhere_else(lost, client):
    for back, target in (
        ("/desk/delivery/?state=unknown", "/desk/delivery/?state=unknown"),
        ("//evil.example", PAGE),
    ):
        answer = client.post(f"{PAGE}{lost.pk}/decide/", {"choice": "stop", "back": back})
        assert answer.url == target


def test_one_message_tells_its_tries_and_its_text(lost, client):
    Attempt.objects.create(
        delivery=lost, at=timezone.now(), outcome="delayed", code="452", text="mailbox full"
    )
    page = client.get(f"{PAGE}{lost.pk}/").content.decode()
    assert "เนื้อความ" in page
    assert "ปลายทางขอให้ส่งใหม่ภายหลัง" in page
    assert "452 mailbox full" in page
    assert lost.message_id.strip("<>") in page


def test_a_hand_over_is_recorded_with_its_link_and_undone(carried, client):
    page = client.get(f"{PAGE}{carried.pk}/").content.decode()
    assert "อ่านออกเสียง" in page
    assert "ลิงก์ต้องขึ้นต้นด้วย" in decide(client, carried, "handed_over", link="javascript:alert(1)")
    decide(client, carried, "handed_over", link="https://line.example/p/1")
    carried.refresh_from_db()
    assert carried.state == "handed_over"
    assert "https://line.example/p/1" in client.get(f"{PAGE}{carried.pk}/").content.decode()
    decide(client, carried, "not_handed_over")
    carried.refresh_from_db()
    assert carried.state == "waiting"


def test_the_sheet_has_the_rows_of_the_page_and_nothing_that_runs(lost, client):
    Delivery.objects.update(recipient="=HYPERLINK(1)")
    answer = client.get(f"{PAGE}sheet.csv?state=unknown")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[1][:6] == ["'=HYPERLINK(1)", "head@office.example", "อีเมล", "รอท่าน <b>", "2", "ไม่ทราบผล"]
    none = client.get(f"{PAGE}sheet.csv?state=failed")
    assert b"".join(none.streaming_content).count(b"\n") == 1
    assert b"".join(client.get(f"{PAGE}sheet.xlsx").streaming_content)[:2] == b"PK"
    assert client.get(f"{PAGE}sheet.exe").status_code == 404


def test_it_asks_a_constant_number_of_questions(lost, client, cast):
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for n in range(60):
        about = {"purpose": "x", "subject": "ก", "body": "", "topic": lost.topic}
        write(key=str(n), to=email_point(cast["head"]), at=timezone.now(), **about)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) == len(few)


@pytest.mark.parametrize("path", ["", "1/", "1/decide/", "sheet.csv", "mail/"])
def test_a_stranger_is_sent_to_sign_in(db, client, path):
    call = client.post if path.endswith("decide/") else client.get
    assert call(f"{PAGE}{path}").url.startswith("/accounts/login/?next=/desk/delivery/")
