"""The mailbox on the desk: found, read, its files saved, called something else with one press and back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.models import Delivery, InboundMail
from prasan.delivery.tests.mails import mail
from prasan.news.models import StoryVersion
from prasan.news.tests.stories import jpeg
from prasan.ui.badges import BADGES

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


def text(answer: Any) -> str:
    return answer.content.decode()


def page(row: InboundMail, name: str = "mail", *more: int) -> str:
    return reverse(f"desk:{name}", args=[row.pk, *more])


class TestList:
    def test_an_empty_mailbox_says_what_will_be_here(self, desk: Client) -> None:
        assert "ยังไม่มีจดหมายเข้า" in text(desk.get(reverse("desk:mails")))

    def test_each_kind_has_its_count_and_its_list(self, desk: Client) -> None:
        take(subject="คำถามหนึ่ง")
        take(subject="ชวนเล่น", X_Spam_Flag="YES", message_id="<2@x.example>")
        every = text(desk.get(reverse("desk:mails")))
        assert "ทั้งหมด 2" in every
        assert "จดหมายขยะ 1" in every
        spam = text(desk.get(reverse("desk:mails"), {"kind": "spam"}))
        assert "ชวนเล่น" in spam
        assert "คำถามหนึ่ง" not in spam

    @pytest.mark.parametrize("words", ["คำถาม", "ครูสมมติ", "KRU@school", "รับที่ 1/2569", "1/2569"])
    def test_it_is_found_by_sender_subject_and_number(self, desk: Client, words: str) -> None:
        take(subject="คำถามหนึ่ง")
        take(subject="อื่น", sender="x@y.example", message_id="<2@x.example>")
        found = text(desk.get(reverse("desk:mails"), {"q": words}))
        assert "คำถามหนึ่ง" in found
        assert ">อื่น<" not in found

    def test_nonsense_in_the_address_harms_nothing(self, desk: Client) -> None:
        for query in ({"kind": "x"}, {"q": "9" * 40 + "/" + "9" * 40}, {"page": "z"}):
            assert desk.get(reverse("desk:mails"), query).status_code == 200


class TestOne:
    def test_it_is_shown_as_text_with_its_files(self, desk: Client) -> None:
        row = take("<b>ตัวหนา</b>", subject="<i>เอียง</i>", files={"ภาพ.jpg": jpeg()})
        shown = text(desk.get(page(row)))
        assert "&lt;b&gt;ตัวหนา" in shown
        assert "<i>เอียง" not in shown
        assert "ภาพ.jpg" in shown

    def test_a_file_is_saved_and_never_shown_in_place(self, desk: Client) -> None:
        data = jpeg()
        row = take(files={"a.html": data})
        answer = desk.get(page(row, "mail_file", 0))
        assert answer.content == data
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Type"] == "application/octet-stream"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert desk.get(page(row, "mail_file", 1)).status_code == 404

    def test_the_original_is_saved_as_it_came(self, desk: Client) -> None:
        data = mail("ข้อความ")
        answer: Any = desk.get(page(take_mail(data, at=timezone.now()), "mail_original"))
        assert b"".join(answer.streaming_content) == data
        assert "attachment" in answer["Content-Disposition"]

    def test_news_leads_to_its_story(self, desk: Client) -> None:
        row = take("เนื้อ", subject="ข่าวหนึ่ง")
        assert StoryVersion.objects.get().staff_url in text(desk.get(page(row)))

    def test_a_story_goes_by_the_number_that_its_sender_knows(self, desk: Client) -> None:
        for number in range(3):
            take(message_id=f"<before{number}@x.example>")
        row = take("เนื้อ", subject="ข่าวหนึ่ง")
        for page_of_story in (reverse("desk:home"), StoryVersion.objects.get().staff_url):
            shown = text(desk.get(page_of_story))
            assert row.receipt in shown
            assert "เลขรับ" not in shown

    def test_an_answer_and_its_first_mail_lead_to_each_other(self, desk: Client) -> None:
        first = take()
        sent = Delivery.objects.get().message_id
        second = take(message_id="<2@x.example>", in_reply_to=sent)
        assert page(second) in text(desk.get(page(first)))
        assert page(first) in text(desk.get(page(second)))

    def test_the_page_of_what_we_sent_shows_who_answered(self, desk: Client) -> None:
        take()
        row = Delivery.objects.get()
        answer = take("ขอบคุณ", subject="ตอบ", message_id="<2@x.example>", in_reply_to=row.message_id)
        assert page(answer) in text(desk.get(reverse("delivery", args=[row.pk])))


class TestSorting:
    def test_one_press_makes_it_news_and_one_takes_it_back(self, desk: Client, cast: dict[str, User]) -> None:
        row = take("เนื้อ", subject="สอบถาม")
        answer = desk.post(page(row, "mail_sort"), {"kind": "news"}, follow=True)
        version = StoryVersion.objects.get()
        assert version.staff_url in text(answer)
        assert cast["officer"].name in text(answer)
        assert page(row, "mail_undo") in text(answer)
        desk.post(page(row, "mail_undo"))
        row.refresh_from_db()
        version.refresh_from_db()
        assert (row.kind, version.state) == ("request", "cancelled")

    def test_what_cannot_be_is_told(self, desk: Client) -> None:
        row = take()
        answer = desk.post(page(row, "mail_sort"), {"kind": "bounce"}, follow=True)
        assert "เลือกประเภท" in text(answer)
        assert desk.post(page(row, "mail_undo")).status_code == 404

    def test_a_school_and_a_stranger_do_not_reach_it(self, cast: dict[str, User]) -> None:
        row, school = take(), User.objects.create_user("s@school.example", "นางสาวตัวอย่าง โรงเรียน")
        client = Client()
        assert client.post(page(row, "mail_sort"), {"kind": "spam"}).status_code == 302
        client.force_login(school, backend="django.contrib.auth.backends.ModelBackend")
        for name in ("mail", "mail_original"):
            assert client.get(page(row, name)).status_code == 403
        assert client.post(page(row, "mail_sort"), {"kind": "spam"}).status_code == 403
        row.refresh_from_db()
        assert row.kind == "request"


def test_every_kind_has_its_badge_with_its_word() -> None:
    for kind in MailKind:
        assert BADGES[f"mail_{kind}"].word == kind.label
