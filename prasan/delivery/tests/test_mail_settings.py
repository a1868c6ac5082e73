"""Those who keep the office prove that mail leaves, and see at which step it does not."""

import re
import smtplib

import pytest
from django.utils import timezone

from prasan.audit.models import Event
from prasan.delivery.actions.take_mail import take_mail
from prasan.delivery.models import DailyQuota
from prasan.delivery.tests.test_smtp import server

__all__ = ["server"]
PAGE = "/desk/delivery/mail/"


@pytest.fixture
def manager(cast, client):
    client.force_login(cast["director"])
    return client


def test_looking_sends_nothing(manager, server):
    assert manager.get(PAGE).status_code == 200
    assert server.mails == []


def test_a_mail_to_oneself_shows_each_step(manager, server, cast):
    page = manager.post(PAGE).content.decode()
    assert "เซิร์ฟเวอร์รับแล้ว" in page
    assert page.count("ผ่าน</span>") == 4
    assert cast["director"].email.encode() in server.mails[0]


def test_it_stops_at_the_step_that_fails_and_says_what_to_do(manager, server, cast):
    cast["director"].email = "nobody@school.example"
    cast["director"].save()
    page = manager.post(PAGE).content.decode()
    assert "550 no such user" in page
    assert "ปลายทางไม่รับที่อยู่นี้" in page
    assert "ส่งข้อความ</b>" not in page
    assert server.mails == []


def test_a_server_that_is_not_there_is_the_first_step(manager, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = manager.post(PAGE).content.decode().replace('<span class="nb">', "").replace("</span>", "")
    assert "เครื่องปลายทางไม่เปิดพอร์ตนี้" in page
    assert "ไม่ผ่าน" in page


def test_a_daily_limit_is_set_and_lifted(manager):
    manager.post(f"{PAGE}quota/", {"per_day": "500"})
    assert DailyQuota.objects.values_list("channel", "per_day").get() == ("email", 500)
    assert "ส่งได้อีก <b>500</b>" in manager.get(PAGE).content.decode()
    manager.post(f"{PAGE}quota/", {"per_day": ""})
    assert not DailyQuota.objects.exists()
    assert Event.objects.filter(action="delivery.set_quota").count() == 2


@pytest.mark.parametrize("bad", ["0", "-1", "มาก"])
def test_a_limit_that_is_none_is_refused(manager, bad):
    assert "จำนวนต้องเป็นเลข" in manager.post(f"{PAGE}quota/", {"per_day": bad}, follow=True).content.decode()
    assert not DailyQuota.objects.exists()


def test_an_officer_may_not(cast, client):
    client.force_login(cast["officer"])
    assert client.post(PAGE).status_code == 403
    assert client.post(f"{PAGE}quota/", {"per_day": "5"}).status_code == 403


class TestMailIn:
    def test_without_a_way_in_it_says_what_to_set(self, manager, settings, tmp_path):
        settings.DATA, settings.IMAP_HOST = tmp_path, ""
        page = manager.get(PAGE).content.decode()
        assert "PRASAN_SMTP_IN" in page
        assert 'name="back"' not in page

    def test_a_mail_to_the_office_goes_out_and_its_coming_in_is_shown(
        self, manager, server, settings, tmp_path
    ):
        settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
        (tmp_path / "smtp-in").write_text("127.0.0.1:2525")
        assert "ยังไม่เคยมีจดหมายทดลอง" in plain(manager.get(PAGE))
        assert "ส่งถึงสำนักงานแล้ว" in plain(manager.post(PAGE, {"back": "1"}))
        (sent,) = server.mails
        assert b"To: news@office.example" in sent
        assert take_mail(sent, at=timezone.now()).kind == "auto"
        assert "ล่าสุดรับเมื่อ" in plain(manager.get(PAGE))


def plain(answer):
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def test_a_server_that_wants_encryption_first_is_said(manager, server, monkeypatch):
    monkeypatch.setattr(smtplib.SMTP, "mail", lambda self, sender: (530, b"5.7.0 Must issue STARTTLS first"))
    assert "PRASAN_SMTP_TLS=1" in plain(manager.post(PAGE))
