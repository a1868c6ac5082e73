"""A question that came by mail is answered from its page, in its thread; who did so and when is kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.models import Event
from prasan.delivery.actions.send import outgoing
from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.models import Delivery, InboundMail
from prasan.delivery.tests.mails import mail

pytestmark = pytest.mark.usefixtures("office", "own_files")


@pytest.fixture
def own_files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path


@pytest.fixture
def desk(cast: dict[str, User]) -> Client:
    client = Client()
    client.force_login(cast["officer"], backend="django.contrib.auth.backends.ModelBackend")
    return client


def take(*args: Any, **values: Any) -> InboundMail:
    return take_mail(mail(*args, **values), at=timezone.now())


@pytest.fixture
def question() -> InboundMail:
    return take(subject="ขอข้อมูล", message_id="<q@school.example>")


def press(client: Client, row: InboundMail, name: str, **values: str) -> Any:
    return client.post(reverse(f"desk:{name}", args=[row.pk]), values, follow=True)


def plain(page: Any) -> str:
    """Without the marks that keep names and numbers together."""
    return re.sub("<span[^>]*>|</span>", "", page.content.decode()).replace("\u00a0", " ")


def answers() -> list[Delivery]:
    return list(Delivery.objects.filter(key__contains=":answer:").order_by("pk"))


def fresh(row: InboundMail) -> InboundMail:
    return InboundMail.objects.get(pk=row.pk)


def test_an_answer_goes_through_the_ledger_in_the_thread(desk: Client, question: InboundMail) -> None:
    shown = press(desk, question, "mail_answer", text="ใช้เอกสาร 3 อย่าง")
    (sent,) = answers()
    assert (sent.subject, sent.in_reply_to) == ("รับที่ 1/2569 Re: ขอข้อมูล", "<q@school.example>")
    assert (sent.state, sent.body) == ("queued", "ใช้เอกสาร 3 อย่าง\n")
    assert outgoing(sent).is_personal
    assert not outgoing(Delivery.objects.get(key__endswith=":receipt")).is_personal
    assert sent.contact_point
    assert sent.contact_point.address == question.answer_to
    assert "ตอบแล้ว" in plain(shown)
    assert sent.subject in plain(shown)
    row = fresh(question)
    assert row.answered_by
    assert row.answered_by.key == "officer"
    assert row.answered_at == timezone.now()
    assert Event.objects.filter(action="delivery.answer_mail").count() == 1


def test_a_second_answer_is_a_row_of_its_own(desk: Client, question: InboundMail) -> None:
    press(desk, question, "mail_answer", text="หนึ่ง")
    press(desk, question, "mail_answer", text="สอง")
    assert [row.body for row in answers()] == ["หนึ่ง\n", "สอง\n"]


@pytest.mark.parametrize(("text", "word"), [("  ", "เขียนคำตอบก่อนส่ง"), ("ก" * 10_001, "คำตอบยาวเกิน")])
def test_an_answer_that_cannot_go_stays_in_the_form(
    desk: Client, question: InboundMail, text: str, word: str
) -> None:
    answer = press(desk, question, "mail_answer", text=text)
    assert answer.status_code == 422
    assert word in plain(answer)
    assert text.strip() in plain(answer)
    assert (answers(), fresh(question).answered_at) == ([], None)


def test_one_that_was_answered_in_another_way_is_marked_and_that_is_undone(
    desk: Client, question: InboundMail
) -> None:
    press(desk, question, "mail_answered")
    assert fresh(question).answered_at
    assert "ตอบแล้ว" in desk.get(reverse("desk:mails")).content.decode()
    assert "ตอบแล้ว" in press(desk, question, "mail_answered").content.decode()
    press(desk, question, "mail_answered", undo="1")
    assert (fresh(question).answered_at, fresh(question).answered_by, answers()) == (None, None, [])
    assert "รอตอบ" in desk.get(reverse("desk:mails")).content.decode()
    found = Event.objects.filter(action__contains="answered").order_by("pk")
    assert [row.action for row in found] == ["delivery.mark_answered", "delivery.unmark_answered"]


def test_news_and_machines_are_not_answered_here(desk: Client) -> None:
    for number, values in enumerate(({"to": "news@office.example"}, {"Auto_Submitted": "auto-replied"})):
        row = take(message_id=f"<{number}@x.example>", **values)
        for name in ("mail_answer", "mail_answered"):
            press(desk, row, name, text="x")
        assert (answers(), fresh(row).answered_at) == ([], None)


def test_a_mail_that_nobody_reads_the_answer_to_is_only_marked(desk: Client) -> None:
    row = take(sender="noreply@school.example")
    assert press(desk, row, "mail_answer", text="x").status_code == 422
    press(desk, row, "mail_answered")
    assert fresh(row).answered_at


def test_the_receipt_says_the_number_once(question: InboundMail) -> None:
    receipt = Delivery.objects.get(key__endswith=":receipt")
    assert "เลขรับ: 1/2569\n" in receipt.body
    assert receipt.subject == "รับที่ 1/2569 ขอข้อมูล"


def test_an_answer_that_lost_its_headers_is_found_by_the_number(question: InboundMail) -> None:
    lost = take("เพิ่มเติม", subject="ตอบ: รับที่ 1/2569 ขอข้อมูล", message_id="<l@school.example>")
    assert (lost.kind, lost.follows) == ("reply", question)


def test_a_number_that_another_writes_leads_nowhere(question: InboundMail) -> None:
    other = take("x", subject="รับที่ 1/2569", sender="other@school.example", message_id="<o@school.example>")
    assert (other.kind, other.follows) == ("request", None)


def test_a_stranger_may_neither_answer_nor_mark(question: InboundMail) -> None:
    for name in ("mail_answer", "mail_answered"):
        assert Client().post(reverse(f"desk:{name}", args=[question.pk]), {"text": "x"}).status_code == 302
    assert (answers(), fresh(question).answered_at) == ([], None)
