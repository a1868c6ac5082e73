"""Mail to the office: told from requests, matched to its school, made a story with its photos, answered."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.models import Agency
from prasan.agencies.tests.proposals import in_force
from prasan.approvals.tests.build import person
from prasan.delivery.actions.sort_mail import sort_mail
from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.models import Delivery, InboundMail
from prasan.delivery.tests.mails import mail
from prasan.news.actions import proposing, submissions
from prasan.news.actions.mailed import version_of
from prasan.news.mail_in.labelled import labelled
from prasan.news.models import Story, StoryVersion
from prasan.news.tests.stories import consent, fresh, jpeg
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
PHOTOS = {"a.jpg": jpeg(), "b.jpg": jpeg(colour="gold")}
FORM = """หัวข้อ: โรงเรียนบ้านตัวอย่าง จัดกิจกรรมวันวิทยาศาสตร์
วันที่: 20 พ.ย. 2569
สถานที่: หอประชุมโรงเรียน
ประธาน: ผู้อำนวยการโรงเรียน

เนื้อข่าว: นักเรียนทดลองกับครู
และผู้ปกครอง
"""


@pytest.fixture
def school(office: None) -> Agency:
    return Agency.objects.get(pk=in_force(email="kru@school.example"))


def take(*args: Any, **values: Any) -> InboundMail:
    return take_mail(mail(*args, **values), at=timezone.now())


def story(row: InboundMail) -> StoryVersion:
    found = version_of(row)
    assert found
    return found


def office(act: Any, version: StoryVersion, **more: Any) -> StoryVersion:
    return act(fresh(version), by=person("officer"), at=timezone.now(), **more)


def told(what: str) -> Delivery:
    return Delivery.objects.get(purpose="mail_answer", key__contains=f":{what}")


class TestTelling:
    @pytest.mark.parametrize(
        ("subject", "body", "files", "kind"),
        [
            ("กิจกรรมวันพ่อ", "นักเรียนร่วมกิจกรรม", PHOTOS, "news"),
            ("ส่งข่าวกิจกรรม", "ตามแนบ", {}, "news"),
            ("ขอความอนุเคราะห์เผยแพร่ข่าว", "ขอความอนุเคราะห์ประชาสัมพันธ์ข่าวนี้", PHOTOS, "news"),
            ("กิจกรรม", FORM, {}, "news"),
            ("สอบถามการย้าย", "ตามรูปที่แนบ", PHOTOS, "request"),
            ("เรียน เจ้าหน้าที่", "ขอทราบเบอร์โทรศัพท์ของกลุ่มบริหารงานบุคคล", {}, "request"),
            ("ขอข้อมูลจำนวนนักเรียน", "เพื่อทำวิจัย", {}, "request"),
            ("ไม่มีเรื่อง", "สวัสดี", {}, "request"),
            ("ดูภาพที่ https://drive.example/?id=1", "ภาพกิจกรรมของโรงเรียน", PHOTOS, "news"),
        ],
    )
    def test_it_is_told_by_what_it_says(self, subject: str, body: str, files: Any, kind: str) -> None:
        row = take(body, subject=subject, files=files)
        assert row.kind == kind
        assert row.why
        assert Story.objects.count() == (kind == "news")

    def test_pictures_of_a_school_are_news_though_the_text_asks(self, school: Agency) -> None:
        asked = {"subject": "กิจกรรม", "files": PHOTOS, "body": "ท่านจะมาร่วมงานหรือไม่"}
        assert take(**asked).kind == "news"
        stranger = take(**asked, sender="someone@else.example", message_id="<2@x.example>")
        assert stranger.kind == "request"

    def test_the_headers_of_a_forwarded_mail_are_no_form(self) -> None:
        body = "ส่งต่อ\n\nจาก: นายสมมติ <a@b.example>\nวันที่: 20 พ.ย. 2569\nสถานที่: ระยอง\nเรื่อง: การประชุม\n\nตามนี้"
        assert not labelled(body).is_a_form

    def test_a_memo_or_a_signature_is_no_form(self) -> None:
        assert not labelled("เรื่อง: ขอหนังสือ\nวันที่: 20 พ.ย. 2569\nโทร: 038-000000").is_a_form


class TestStory:
    def test_it_lies_with_the_office_as_sent_in_with_its_photos_and_its_school(self, school: Agency) -> None:
        version = story(take("นักเรียนร่วมกิจกรรม", subject="ข่าววันพ่อ", files=PHOTOS))
        assert (version.state, version.agency, version.title) == ("sent", school, "ข่าววันพ่อ")
        assert version.category == "school"
        assert version.photos.count() == 2
        assert version.paragraphs == ["นักเรียนร่วมกิจกรรม"]

    def test_labelled_lines_fill_the_form(self) -> None:
        version = story(take(FORM, subject="ส่งข่าว"))
        assert version.title == "โรงเรียนบ้านตัวอย่าง จัดกิจกรรมวันวิทยาศาสตร์"
        assert version.facts["when"] == "20 พ.ย. 2569"
        assert version.facts["where"] == "หอประชุมโรงเรียน"
        assert version.paragraphs == ["นักเรียนทดลองกับครู และผู้ปกครอง"]

    def test_facts_alone_are_assembled_in_the_house_style(self) -> None:
        version = story(take("\n".join(FORM.splitlines()[:4]), subject="ส่งข่าว"))
        assert version.paragraphs[0].startswith("วันที่ 20 พฤศจิกายน 2569 โรงเรียนบ้านตัวอย่าง จัดกิจกรรม")
        assert "โดยมีผู้อำนวยการโรงเรียน เป็นประธาน" in version.paragraphs[0]

    def test_a_user_of_a_school_is_known_by_their_own_address(self, school: Agency) -> None:
        user = User.objects.create_user("me@gmail.example", "นางสาวตัวอย่าง ครูธุรการ")
        school.members.add(user)
        version = story(take(subject="ข่าว", files=PHOTOS, sender="ME@gmail.example"))
        assert (version.agency, version.story.created_by) == (school, user)

    def test_an_address_that_two_agencies_share_names_neither(self, school: Agency) -> None:
        in_force(name="โรงเรียนวัดสมมติ", email="kru@school.example")
        assert story(take(subject="ข่าว", files=PHOTOS)).agency is None

    def test_part_of_an_address_is_another_address(self, school: Agency) -> None:
        assert story(take(subject="ข่าว", sender="u@school.example", files=PHOTOS)).agency is None

    def test_a_broken_picture_is_said_and_the_others_are_there(self) -> None:
        row = take(subject="ข่าว", files={**PHOTOS, "c.jpg": jpeg()[:200]})
        assert story(row).photos.count() == 2
        assert any("c.jpg" in problem for problem in row.problems)

    @pytest.mark.parametrize("subject", ["", "<script>alert(1)</script>", "Re: Fwd: ", "\u200b\u202e"])
    def test_a_hostile_or_missing_subject_still_makes_a_title(self, subject: str) -> None:
        version = story(take(FORM.split("\n", 1)[1], subject=subject))
        assert version.title.strip()
        assert "<" not in version.title

    def test_what_is_marked_up_stays_text(self) -> None:
        version = story(take("<img src=x onerror=alert(1)>", subject="ข่าว"))
        assert "<img" not in version.body

    def test_a_story_that_cannot_be_made_keeps_the_mail(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("prasan.news.actions.mailed.labelled", lambda body: 1 / 0)
        row = take(subject="ข่าว", to="news@office.example")
        assert (row.kind, row.topic) == ("news", "")
        assert any("ทำร่างข่าว" in problem for problem in row.problems)


class TestOutcome:
    def test_it_is_published_and_the_sender_gets_the_link_in_their_thread(self, school: Agency) -> None:
        version = office(submissions.take_up, story(take("เนื้อข่าว", subject="ข่าววันพ่อ")))
        version = consent(office(proposing.propose, version))
        row = told("published")
        assert version.story.public_url in row.content.text
        assert row.in_reply_to == "<one@school.example>"
        assert row.contact_point.address == "kru@school.example"

    def test_given_back_it_says_why_and_the_answer_brings_it_back(self) -> None:
        version = office(submissions.give_back, story(take("เนื้อ", subject="ข่าว")), why="ขอภาพเพิ่ม")
        row = told("answer")
        assert "ขอภาพเพิ่ม" in row.content.text
        again = take("ภาพตามขอ", message_id="<2@x.example>", in_reply_to=row.message_id, files=PHOTOS)
        version = fresh(version)
        assert (again.kind, version.state, version.photos.count()) == ("reply", "sent", 2)
        assert version.paragraphs == ["เนื้อ", "ภาพตามขอ"]

    def test_somebody_else_who_knows_the_thread_changes_nothing(self) -> None:
        version = office(submissions.give_back, story(take("เนื้อ", subject="ข่าว")), why="ขอภาพเพิ่ม")
        reply = {
            "in_reply_to": told("answer").message_id,
            "sender": "x@y.example",
            "message_id": "<2@x.example>",
        }
        take("อื่น", **reply)
        assert fresh(version).state == "writing"

    def test_an_answer_is_listed_with_the_story_and_changes_what_is_with_the_office_nothing(self) -> None:
        first = take("เนื้อ", subject="ข่าว")
        reply = take("เพิ่ม", message_id="<2@x.example>", in_reply_to=told("receipt").message_id)
        assert (reply.kind, reply.topic) == ("reply", first.topic)
        assert story(first).paragraphs == ["เนื้อ"]
        client = Client()
        client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
        shown = client.get(story(first).staff_url).content.decode()
        assert all(reverse("desk:mail", args=[row.pk]) in shown for row in (first, reply))


class TestSorting:
    def sort(self, row: InboundMail, kind: str) -> InboundMail:
        return sort_mail(row, kind=kind, by=person("officer"), at=timezone.now())

    def test_called_news_it_becomes_a_story_then(self) -> None:
        row = self.sort(take("สวัสดี", subject="สอบถาม", files=PHOTOS), "news")
        assert story(row).photos.count() == 2

    def test_called_something_else_its_story_goes_and_undone_it_comes(self) -> None:
        row = take("เนื้อ", subject="ข่าว")
        version = story(row)
        row = self.sort(row, "request")
        assert (row.topic, fresh(version).state) == ("", "cancelled")
        assert story(self.sort(row, "news")).state == "sent"

    def test_what_somebody_took_up_already_stays(self) -> None:
        row = take("เนื้อ", subject="ข่าว")
        office(submissions.take_up, story(row))
        with pytest.raises(Refused, match="รับเรื่องไปแล้ว"):
            self.sort(row, "spam")
        row.refresh_from_db()
        assert row.kind == "news"


class TestCommand:
    def deliver(self, monkeypatch: pytest.MonkeyPatch, data: bytes, capfdbinary: Any) -> tuple[int, Any]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        status = 0
        try:
            call_command("mail_deliver")
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        return status, json.loads(out)

    def test_it_answers_with_receipt_kind_and_story(self, monkeypatch: Any, capfdbinary: Any) -> None:
        data = mail("เนื้อ", subject="ข่าว", files=PHOTOS)
        first = self.deliver(monkeypatch, data, capfdbinary)
        assert first == (0, {"receipt": "รับที่ 1/2569", "kind": "news", "story": Story.objects.get().pk})
        assert self.deliver(monkeypatch, data, capfdbinary) == first

    @pytest.mark.parametrize("data", [b"", b"x" * (35 * 1024 * 1024 + 1)], ids=["nothing", "too much"])
    def test_what_is_not_taken_is_refused(self, monkeypatch: Any, capfdbinary: Any, data: bytes) -> None:
        status, answer = self.deliver(monkeypatch, data, capfdbinary)
        assert (status, answer["receipt"]) == (1, None)
        assert answer["refused"]

    @pytest.mark.parametrize(
        "data",
        [
            b"\x00" * 500,
            b"\xff\xfe\x00\x00",
            b"PK\x03\x04" + b"z" * 99,
            b"From \nSubject: \xcc\xd2\n\n\xa1",
            b"\n" * 9 + b"x",
        ],
    )
    def test_hostile_bytes_get_a_number(self, monkeypatch: Any, capfdbinary: Any, data: bytes) -> None:
        status, answer = self.deliver(monkeypatch, data, capfdbinary)
        assert (status, answer["receipt"]) == (0, "รับที่ 1/2569")

    def test_a_broken_database_ends_in_a_sentence(self, monkeypatch: Any, capfdbinary: Any) -> None:
        def broken(*args: Any, **more: Any) -> None:
            raise RuntimeError("no such table")

        monkeypatch.setattr("prasan.news.management.commands.mail_deliver.take_mail", broken)
        status, answer = self.deliver(monkeypatch, b"From: a@b.example\n\nx", capfdbinary)
        assert (status, answer["story"]) == (1, None)
