"""Questions that came by mail lie with the officers until somebody has answered them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.tests.test_request_pages import as_user, words
from prasan.approvals.tests.build import person
from prasan.delivery.actions.answer_mail import answer_mail, mark_answered, unmark_answered
from prasan.delivery.actions.sort_mail import sort_mail
from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.models import InboundMail
from prasan.delivery.tests.mails import mail
from prasan.desk.cards import Card, count_for, desk_of
from prasan.office.standing import Standing

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture(autouse=True)
def own_files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path


def take(number: int = 1, **values: Any) -> InboundMail:
    values = {"message_id": f"<{number}@school.example>", "subject": f"ขอข้อมูล {number}"} | values
    return take_mail(mail(**values), at=timezone.now())


def cards(key: str = "officer") -> list[Card]:
    desk = desk_of(person(key), Standing(timezone.localdate()))
    assert desk.count == count_for(person(key))
    return [card for pile in desk.to_do if pile.heading == "จดหมายที่รอคำตอบ" for card in pile.cards]


def test_a_question_says_what_it_is_about_who_asks_and_since_when() -> None:
    row = take()
    (card,) = cards()
    assert (card.title, card.at) == ("ขอข้อมูล 1", row.received_at)
    assert card.more == f"จาก {row.sender_name}"
    assert card.url == f"/desk/mail/{row.pk}/#answer"
    page = words(as_user("officer").get(reverse("desk:home")).content.decode())
    assert "จดหมายที่รอคำตอบ" in page
    assert "ขอข้อมูล 1" in page


def test_the_one_that_waits_longest_stands_first(clock: time_machine.Traveller) -> None:
    take(1)
    clock.shift(timedelta(hours=1))
    take(2)
    assert [card.title for card in cards()] == ["ขอข้อมูล 1", "ขอข้อมูล 2"]
    listed = as_user("officer").get(reverse("desk:mails"), {"kind": "waits"})
    assert [line["mail"].subject for line in listed.context["lines"]] == ["ขอข้อมูล 1", "ขอข้อมูล 2"]


def test_it_leaves_the_desk_when_answered_marked_or_no_question_at_all() -> None:
    officer, now = person("officer"), timezone.now()
    rows = [take(number) for number in (1, 2, 3)]
    answer_mail(rows[0], text="ใช้เอกสาร 3 อย่าง", by=officer, at=now)
    mark_answered(rows[1], by=officer, at=now)
    sort_mail(rows[2], kind="spam", by=officer, at=now)
    assert cards() == []
    unmark_answered(rows[1], by=officer, at=now)
    assert [card.title for card in cards()] == ["ขอข้อมูล 2"]


def test_news_and_automatic_mail_never_lie_there() -> None:
    take(1, Auto_Submitted="auto-replied")
    take(2, to="news@office.example")
    assert cards() == []


def test_they_are_no_work_of_those_who_consent() -> None:
    take()
    assert cards("director") == []


def test_the_number_costs_the_same_however_many_wait() -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            count_for(officer)
        return len(found)

    officer = person("officer")
    before = queries()
    for number in range(5):
        take(number)
    assert queries() == before
