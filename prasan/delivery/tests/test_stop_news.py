"""RFC 8058: looking changes nothing, one POST without cookie or token stops the news."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.test import Client
from django.utils import timezone

from prasan.delivery import stopping
from prasan.delivery.actions import Letter, Text, write, write_many
from prasan.delivery.actions.send import outgoing
from prasan.delivery.channels.email.message import build
from prasan.delivery.models import Delivery
from prasan.delivery.signals import wish_changed
from prasan.delivery.states import PERSONAL_ANSWER


@pytest.fixture
def link(point, settings):
    return stopping.link_for(point).removeprefix(settings.ORIGIN)


@pytest.fixture
def stranger():
    return Client(enforce_csrf_checks=True)


def wire(row):
    row = Delivery.objects.select_related("content", "contact_point").get(pk=row.pk)
    sent = build(outgoing(row), to="a@b.example", sender="p@o.example", sender_name="สพป.", at=timezone.now())
    return message_from_bytes(sent, policy=default)


def test_looking_changes_nothing(link, point, stranger):
    for call in (stranger.get, stranger.head):
        assert call(link).status_code == 200
    point.refresh_from_db()
    assert point.unsubscribed_at is None


def test_one_press_of_a_mail_program_stops_it(link, point, stranger, now):
    heard = []
    receiver = lambda sender, point, wants_news, **_: heard.append((point.pk, wants_news))  # noqa: E731
    wish_changed.connect(receiver)
    for _ in range(2):
        answer = stranger.post(
            link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200
    point.refresh_from_db()
    assert point.unsubscribed_at == now
    assert heard == [(point.pk, False)]


def test_it_can_be_undone_on_the_same_page(link, point, stranger):
    stranger.post(link)
    assert "รับข่าวต่อ" in stranger.get(link).content.decode()
    stranger.post(link, {"again": "1"})
    point.refresh_from_db()
    assert point.unsubscribed_at is None


@pytest.mark.parametrize(
    "change", [lambda t: t[:-2] + "x/", lambda t: t.replace("/stop-news/", "/stop-news/9")]
)
def test_nobody_stops_it_for_another(link, point, stranger, change):
    assert stranger.post(change(link)).status_code == 404
    point.refresh_from_db()
    assert point.unsubscribed_at is None


def test_news_carries_the_link_and_is_not_marked_as_automatic(point, now):
    write_many([Letter("n", point, Text("ข่าว", "เนื้อข่าว"))], purpose="news", at=now)
    mail = wire(Delivery.objects.get())
    assert mail["List-Unsubscribe"] == f"<{stopping.link_for(point)}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Auto-Submitted" not in mail
    assert stopping.link_for(point) in mail.get_content().replace(" \r\n", "").replace(" \n", "")


def test_a_receipt_is_marked_as_automatic_and_stands_in_its_thread(point, now):
    asked = "<q1@home.example>"
    row = write(key="a", to=point, purpose="reply", subject="ก", body="ข", at=now, in_reply_to=asked)
    mail = wire(row)
    assert (mail["Auto-Submitted"], mail["In-Reply-To"], mail["References"]) == (
        "auto-replied",
        asked,
        asked,
    )
    assert "List-Unsubscribe" not in mail


def test_what_a_person_answers_is_neither_automatic_nor_news(point, now):
    asked = "<q1@home.example>"
    row = write(key="a", to=point, purpose=PERSONAL_ANSWER, subject="ก", body="ข", at=now, in_reply_to=asked)
    mail = wire(row)
    assert (mail["In-Reply-To"], mail["References"]) == (asked, asked)
    for name in ("Auto-Submitted", "Precedence", "List-Unsubscribe", "List-Unsubscribe-Post"):
        assert name not in mail


def test_what_is_no_message_id_never_reaches_a_header(point, now):
    row = write(
        key="a",
        to=point,
        purpose="reply",
        subject="ก",
        body="ข",
        at=now,
        in_reply_to="<a>\r\nBcc: x@y.example",
    )
    assert wire(row)["In-Reply-To"] is None
