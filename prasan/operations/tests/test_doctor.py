"""What is wrong is found and said in Thai, with what to do."""

import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from prasan.audit import triggers
from prasan.audit.actions import record, seal
from prasan.audit.models import Event
from prasan.delivery.inbound import spool
from prasan.delivery.tests.imap_server import Box, ImapServer
from prasan.operations import doctor, mailbox
from prasan.operations.actions.tasks import new_worker_id
from prasan.operations.models import Mark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


def finding(key, at=None):
    return next(f for f in doctor.examine(at=at or timezone.now()) if f.key == key)


@pytest.fixture
def well(settings, monkeypatch):
    """A house in which nothing is wrong."""
    sink = mailbox.start_sink()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    now = timezone.now()
    Mark.set("backup", at=now)
    Mark.set("worker:x", at=now)
    monkeypatch.setattr("prasan.printing.font.is_built", lambda folder: True)
    yield now
    sink.stop()


def test_all_is_well(well):
    assert [f for f in doctor.examine(at=well) if not f.ok] == []


def test_a_mail_server_that_is_down(settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert not finding("mail_out").ok
    assert "PRASAN_SMTP" in finding("mail_out").command


def test_mail_that_comes_in_is_honestly_not_set_up():
    assert "ยังไม่ได้ตั้งค่า" in finding("mail_in").state


def test_a_worker_that_is_silent(well):
    assert finding("worker", well + timedelta(minutes=9)).ok
    assert "ได้ยินครั้งสุดท้าย" in finding("worker", well + timedelta(minutes=11)).state


def test_a_worker_that_was_killed_is_found_at_once(well):
    Mark.objects.workers().delete()
    Mark.set(f"worker:{new_worker_id()}", at=well)
    assert not finding("worker").ok


def test_a_backup_that_is_old(well):
    assert finding("backup", well + timedelta(hours=29)).ok
    assert not finding("backup", well + timedelta(hours=31)).ok


def test_a_clock_that_ran_back(well):
    assert "ช้ากว่า" in finding("clock", well - timedelta(minutes=5)).state


def test_a_disk_that_is_nearly_full(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: type("U", (), {"free": 10**9})())
    assert not finding("disk").ok


def test_a_trail_that_was_altered():
    from django.db import connection

    record("test.done", "test:1", by=None)
    seal(at=timezone.now())
    triggers.drop(connection)
    Event.objects.update(action="x")
    assert not finding("audit").ok


def test_a_trail_that_nobody_seals(well):
    record("test.done", "test:1", by=None, at=well)
    assert finding("audit", well + timedelta(minutes=9)).ok
    assert "ยังไม่ปิดผนึก 1 เหตุการณ์" in finding("audit", well + timedelta(minutes=11)).state


def test_a_key_that_others_can_read(tmp_path):
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    assert finding("secret_key").command.startswith("chmod 600")


def test_real_data_without_encryption(office):
    assert not finding("https").ok


def test_a_look_that_fails_is_a_finding(monkeypatch):
    def broken(at):
        raise OSError("no such thing")

    monkeypatch.setattr(doctor, "LOOKS", (broken,))
    assert doctor.examine(at=timezone.now())[0].state == "ตรวจไม่ได้: no such thing"


def test_the_command_leaves_with_one_when_something_is_wrong(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", json=True)
    assert ended.value.code == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    assert set(answer["findings"][0]) == {"key", "name", "ok", "state", "remedy", "command"}


def test_the_command_leaves_with_nothing_when_all_is_well(well, capsys):
    call_command("doctor")
    assert "ต้องจัดการ" not in capsys.readouterr().out


def test_the_page_is_for_those_who_keep_the_office(cast, client):
    client.force_login(cast["director"])
    assert "สำรองข้อมูล" in client.get("/desk/doctor/").content.decode()
    client.force_login(cast["officer"])
    assert client.get("/desk/doctor/").status_code == 403


def test_an_officer_reads_what_to_do_and_unfolds_the_command(db: None) -> None:
    found = finding("backup")
    assert found.remedy.startswith("ให้ผู้ดูแลเครื่องสำรองข้อมูล")
    assert "make" not in found.remedy
    assert found.command.startswith("make backup")
    assert "Asia/Bangkok" not in finding("clock").state


def test_no_remedy_asks_a_clerk_to_type(settings, monkeypatch, tmp_path):
    """A house in which nearly everything is wrong: each remedy is plain Thai, the rest stands folded."""
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    monkeypatch.setattr("prasan.printing.font.is_built", lambda folder: False)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: type("U", (), {"free": 10})())
    wrong = [found for found in doctor.examine(at=timezone.now()) if not found.ok]
    assert len(wrong) >= 6
    for found in wrong:
        assert not re.search(r"[a-z_]+\.py|make |PRASAN_|chmod|systemctl|/", found.remedy), found
        assert found.command


class TestMailIn:
    def test_nothing_set_is_no_fault(self):
        assert finding("mail_in").ok
        assert "ยังไม่ได้ตั้งค่า" in finding("mail_in").state

    def test_it_names_the_door_that_is_open(self, folder, tmp_path):
        (tmp_path / "smtp-in").write_text("127.0.0.1:2525")
        assert "127.0.0.1:2525" in finding("mail_in").state

    @pytest.mark.parametrize(("password", "word"), [("secret", "ทุกนาที"), ("wrong", "ไม่ได้")])
    def test_a_mailbox_is_tried(self, settings, password, word):
        with ImapServer(Box()) as server:
            settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "127.0.0.1", server.port, "0"
            settings.IMAP_USER, settings.IMAP_PASSWORD = "news@office.example", password
            found = finding("mail_in")
            assert word in found.state
            assert found.ok or "ชื่อหรือรหัสผ่าน" in found.remedy

    def test_a_mailbox_out_of_reach_is_told_with_what_to_do(self, settings):
        settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "127.0.0.1", 1, "0"
        found = finding("mail_in")
        assert (found.ok, "พอร์ต" in found.remedy, "PRASAN_IMAP" in found.command) == (False, True, True)

    def test_mail_that_waits_or_could_not_be_taken_is_told(self):
        path = spool.put(b"Subject: x")
        assert finding("mail_in").ok
        assert not finding("mail_in", at=timezone.now() + timedelta(minutes=9)).ok
        spool.put_aside(path)
        assert "รับเข้าไม่ได้ 1 ฉบับ" in finding("mail_in").state
