"""A mail that comes in is kept whole, taken once, numbered, sorted and answered with a receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from prasan.contacts.actions import email_point_for
from prasan.contacts.models import ContactPoint
from prasan.delivery.actions import send_due, write
from prasan.delivery.actions.sort_mail import sort_mail
from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.models import Delivery, InboundMail
from prasan.delivery.tests.mails import bounce, mail
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("clock", "own_files")


@pytest.fixture
def own_files(tmp_path, settings, db):
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path


def take(data, **later):
    return take_mail(data, at=timezone.now() + timedelta(**later))


def receipts():
    return Delivery.objects.filter(purpose="mail_answer")


def sent(answers, now, **values):
    values = {"key": "k", "purpose": "news", "subject": "ข่าว", "body": "เนื้อ", "topic": "story:7"} | values
    row = write(to=email_point_for("ผู้รับ", "kru@school.example"), at=now, **values)
    send_due(now, 9, ways=answers("accepted"))
    return row


class TestKeeping:
    def test_the_bytes_are_kept_as_they_came(self):
        data = mail("ข้อความ")
        row = take(data)
        with row.original.file.open("rb") as kept:
            assert kept.read() == data

    def test_it_is_numbered_within_the_thai_year(self):
        assert [take(mail(message_id=f"<{n}@x.example>")).receipt for n in range(2)] == [
            "รับที่ 1/2569",
            "รับที่ 2/2569",
        ]
        assert take(mail(message_id="<new@x.example>"), days=60).receipt == "รับที่ 1/2570"

    def test_the_same_mail_twice_is_taken_once(self):
        first = take(mail())
        assert take(mail()) == first
        assert take(b"Received: by another way\r\n" + mail()) == first
        assert receipts().count() == 1

    def test_another_text_under_the_same_message_id_is_another_mail(self):
        assert take(mail("ก")) != take(mail("ข"))

    def test_too_large_or_empty_is_refused_in_thai(self):
        for data, word in ((b"x" * (35 * 1024 * 1024 + 1), "35 MB"), (b" \r\n", "ว่างเปล่า")):
            with pytest.raises(Refused, match=word):
                take(data)
        assert not InboundMail.objects.exists()

    @pytest.mark.parametrize(
        "data",
        [
            b"\x00\x01\x02" * 99,
            b"%PDF-1.7 no mail",
            b"From: \x00\xff\r\nSubject: =?utf-8?b?7aC9?=\r\n\r\n\x00\xed\xa0\xbd",
            b"Subject: " + b"x" * 100_000,
            mail("ก" * 300_000, subject="ข" * 900, sender=f'"{"ค" * 400}" <{"a" * 300}@x.example>'),
            b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n" * 5000,
        ],
        ids=["noise", "pdf", "nul and surrogates", "long header", "long everything", "parts"],
    )
    def test_whatever_comes_gets_a_row(self, data):
        row = take(data)
        row.refresh_from_db()
        assert row.original.size == len(data)


class TestSorting:
    @pytest.mark.parametrize(
        ("to", "kind"),
        [
            ("news@office.example", "news"),
            ("NEWS+ems@any.example", "news"),
            ("saraban@office.example", "request"),
            ("news@office.example, saraban@office.example", "request"),
        ],
    )
    def test_the_address_says_what_it_is(self, to, kind):
        assert take(mail(to=to)).kind == kind

    def test_an_address_of_the_settings_counts_as_a_whole(self, settings):
        settings.MAIL_NEWS = ["pr@office.example"]
        assert take(mail(to="pr@office.example")).kind == "news"
        assert take(mail(to="pr@other.example", message_id="<2@x.example>")).kind == "request"

    def test_a_copy_that_was_delivered_to_the_address_counts_as_well(self):
        assert take(b"Delivered-To: news@office.example\r\n" + mail()).kind == "news"

    @pytest.mark.parametrize(
        ("headers", "kind"), [({"Auto_Submitted": "auto-replied"}, "auto"), ({"X_Spam_Flag": "YES"}, "spam")]
    )
    def test_machines_and_spam_are_told_apart_whatever_the_address(self, headers, kind):
        assert take(mail(to="news@office.example", **headers)).kind == kind

    def test_a_bounce_marks_the_row_and_is_shown_with_it(self, answers, now):
        row = sent(answers, now)
        mail_in = take(bounce(row.message_id, "kru@school.example"))
        row.refresh_from_db()
        assert (mail_in.kind, mail_in.answers, row.state) == ("bounce", row, "bounced")
        assert ContactPoint.objects.get(address="kru@school.example").failed_at

    def test_an_answer_to_what_we_sent_belongs_to_it(self, answers, now):
        row = sent(answers, now)
        mail_in = take(mail(in_reply_to=row.message_id))
        assert (mail_in.kind, mail_in.answers, mail_in.topic) == ("reply", row, "story:7")

    def test_one_that_lost_its_in_reply_to_is_found_by_its_references(self, answers, now):
        row = sent(answers, now)
        mail_in = take(mail(references=f"<a@x.example> {row.message_id} <b@x.example>"))
        assert mail_in.answers == row

    def test_an_answer_to_a_receipt_follows_the_first_mail(self):
        first = take(mail())
        second = take(mail("เพิ่มเติม", message_id="<2@x.example>", in_reply_to=receipts().get().message_id))
        assert (second.kind, second.follows) == ("reply", first)

    def test_our_own_mail_coming_back_is_no_mail_of_a_person(self, answers, now):
        row = sent(answers, now)
        assert take(mail(message_id=row.message_id, sender="prasan@office.example")).kind == "auto"


class TestReceipt:
    def test_the_sender_gets_the_number_in_the_thread_of_the_mail(self):
        row = take(mail(subject="ขอข้อมูล"))
        receipt = receipts().get()
        assert row.receipt in receipt.subject
        assert receipt.in_reply_to == "<one@school.example>"
        assert receipt.state == "queued"
        assert receipt.contact_point.address == "kru@school.example"

    def test_the_address_stays_unconfirmed_for_everything_else(self):
        take(mail())
        point = receipts().get().contact_point
        assert point.needs_confirmation
        assert write(key="n", to=point, purpose="news", subject="", body="", at=timezone.now()).reason

    @pytest.mark.parametrize(
        "data",
        [
            mail(Auto_Submitted="auto-replied"),
            mail(X_Spam_Flag="YES"),
            mail(List_Id="<list.example>"),
            mail(Precedence="bulk"),
            b"Return-Path: <>\r\n" + mail(files={"a.jpg": b"\xff\xd8\xff"}),
            mail(sender=settings.DEFAULT_FROM_EMAIL),
            mail(reply_to=settings.DEFAULT_FROM_EMAIL),
            mail(sender="no-reply@shop.example"),
            mail(sender="ไม่มีที่อยู่"),
            bounce("<x@office.example>", "a@b.example"),
        ],
    )
    def test_nobody_is_answered_who_reads_no_answer(self, data):
        take(data)
        assert not receipts().exists()

    def test_two_programs_that_answer_each_other_fall_silent(self):
        for number in range(8):
            take(mail(message_id=f"<{number}@x.example>"))
        assert receipts().count() == settings.MAIL_RECEIPTS_AN_HOUR
        take(mail(message_id="<later@x.example>"), hours=2)
        assert receipts().count() == settings.MAIL_RECEIPTS_AN_HOUR + 1

    def test_a_subject_cannot_write_headers(self):
        row = take(
            mail(subject="a").replace(b"Subject: a", b"Subject: =?utf-8?q?a=0D=0ABcc:_x=40y.example?=")
        )
        assert "\n" not in row.subject
        assert "\n" not in receipts().get().subject


@pytest.mark.usefixtures("office")
class TestByHand:
    def sort(self, row, kind, cast):
        return sort_mail(row, kind=kind, by=cast["officer"], at=timezone.now())

    def test_a_person_calls_it_something_else_and_takes_that_back(self, cast):
        row = take(mail())
        assert self.sort(row, "spam", cast).kind == "spam"
        assert self.sort(row, "request", cast).kind == "request"
        assert [(one.before, one.after, one.by.key) for one in row.sortings.all()] == [
            ("request", "spam", "officer"),
            ("spam", "request", "officer"),
        ]

    def test_who_got_no_receipt_gets_it_now_and_nobody_gets_two(self, cast):
        row = take(mail(X_Spam_Flag="YES"))
        self.sort(row, "request", cast)
        self.sort(row, "spam", cast)
        self.sort(row, "request", cast)
        assert receipts().count() == 1

    def test_nothing_is_called_what_machines_say_unless_it_was(self, cast):
        row = take(mail(Auto_Submitted="auto-replied"))
        self.sort(row, "request", cast)
        assert self.sort(row, "auto", cast).kind == "auto"
        for kind in ("bounce", "auto", "nonsense"):
            with pytest.raises(Refused):
                self.sort(row, kind, cast)
