"""Mail handed over by a mail server or fetched from a mailbox: nothing is lost, nothing taken twice."""

from __future__ import annotations

import fcntl
import os
import signal
import smtplib
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError
from django.utils import timezone

from prasan.delivery.actions.take_spooled import take_spooled
from prasan.delivery.inbound import imap, smtp, spool
from prasan.delivery.models import InboundMail
from prasan.delivery.tests.imap_server import Box, ImapServer
from prasan.delivery.tests.mails import mail

pytestmark = pytest.mark.usefixtures("own_files")
ROOT = Path(__file__).parents[3]


@pytest.fixture
def own_files(tmp_path, settings, db):
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path


def take():
    return take_spooled()


class TestSpool:
    def test_what_was_kept_is_taken_and_leaves(self):
        spool.put(mail(), sender="kru@school.example", recipients=["news@office.example"])
        assert take() == 1
        assert InboundMail.objects.get().kind == "news"
        assert spool.waiting() == []

    def test_it_was_received_when_it_was_kept_however_late_a_worker_comes(self):
        path = spool.put(mail())
        os.utime(path, (1_800_000_000, 1_800_000_000))
        take()
        assert InboundMail.objects.get().received_at.timestamp() == 1_800_000_000

    def test_a_worker_that_died_after_the_commit_takes_it_once(self, monkeypatch):
        path = spool.put(mail())
        with monkeypatch.context() as dying:
            dying.setattr(Path, "unlink", lambda *args, **more: (_ for _ in ()).throw(SystemExit))
            with pytest.raises(SystemExit):
                take()
        assert path.exists()
        assert take() == 1
        assert InboundMail.objects.count() == 1
        assert spool.waiting() == []

    def test_a_worker_that_died_before_the_commit_leaves_it(self, monkeypatch):
        spool.put(mail(), sender="kru@school.example")
        with monkeypatch.context() as dying:
            dying.setattr(
                "prasan.delivery.actions.take_mail.send_receipt",
                lambda *args, **more: (_ for _ in ()).throw(SystemExit),
            )
            with pytest.raises(SystemExit):
                take()
        assert not InboundMail.objects.exists()
        assert take() == 1

    def test_one_that_another_worker_holds_is_left_to_it(self):
        path = spool.put(mail())
        with path.open("rb") as other:
            fcntl.flock(other, fcntl.LOCK_EX)
            assert take() == 0
        assert take() == 1

    def test_a_database_out_of_reach_leaves_all(self, monkeypatch):
        spool.put(mail())
        with monkeypatch.context() as broken:
            broken.setattr(
                "prasan.delivery.actions.take_spooled.take_mail",
                lambda *args, **more: (_ for _ in ()).throw(OperationalError),
            )
            with pytest.raises(OperationalError):
                take()
        assert len(spool.waiting()) == 1

    def test_one_that_cannot_be_taken_holds_none_back_and_is_not_lost(self, monkeypatch):
        for number in range(3):
            spool.put(mail(message_id=f"<{number}@x.example>"))
        from prasan.delivery.actions.take_mail import take_mail

        def take_some(data, *, at):
            if b"<1@x.example>" in data:
                raise RuntimeError
            return take_mail(data, at=at)

        monkeypatch.setattr("prasan.delivery.actions.take_spooled.take_mail", take_some)
        assert take() == 2
        assert spool.failed() == 1

    def test_an_envelope_cannot_write_headers(self):
        path = spool.put(
            b"Subject: x\r\n\r\ny", sender="a@b.example>\r\nBcc: all", recipients=["n@o\r\nX: y"]
        )
        assert path.read_bytes().startswith(
            b"Return-Path: <a@b.exampleBcc:all>\r\nDelivered-To: n@oX:y\r\nSubject"
        )

    def test_killed_while_writing_leaves_nothing_half(self, tmp_path):
        """A mail of which the sender heard no 250 is not there, or it is there whole."""
        code = (
            "import os,sys,django;django.setup();from prasan.delivery.inbound import spool;"
            "print('go',flush=True)\n"
            "while True: print(spool.put(b'Subject: x\\r\\n\\r\\n'+b'y'*9000).name,flush=True)"
        )
        environment = {
            **os.environ,
            "DATA": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "prasan.config.settings.dev",
        }
        process = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        said = [process.stdout.readline().strip() for _ in range(20)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().split()
        process.communicate()
        kept = {path.name: path.stat().st_size for path in spool.waiting()}
        assert set(said) - {"go"} <= kept.keys()
        assert len(set(kept.values())) == 1


class TestSmtp:
    @pytest.fixture
    def client(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        intake = smtp.start_intake("127.0.0.1", port)
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
            yield client
        intake.stop()

    def test_a_mail_is_on_the_disk_when_its_sender_hears_250(self, client):
        client.sendmail("kru@school.example", ["news@office.example"], mail())
        (path,) = spool.waiting()
        assert path.read_bytes().endswith(mail())
        take()
        row = InboundMail.objects.get()
        assert (row.kind, row.answer_to) == ("news", "kru@school.example")

    def test_a_null_sender_is_a_machine(self, client):
        client.sendmail("", ["news@office.example"], mail())
        take()
        assert InboundMail.objects.get().kind == "auto"

    def test_one_too_large_is_refused_at_the_door(self, client):
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            client.sendmail("a@b.example", ["news@office.example"], b"x" * (36 * 1024 * 1024))
        assert refused.value.smtp_code == 552
        assert spool.waiting() == []

    def test_a_full_disk_asks_to_try_later(self, client, monkeypatch):
        monkeypatch.setattr(
            smtp.spool, "put", lambda *args, **more: (_ for _ in ()).throw(OSError(28, "full"))
        )
        with pytest.raises(smtplib.SMTPDataError) as refused:
            client.sendmail("a@b.example", ["news@office.example"], mail())
        assert refused.value.smtp_code == 452

    def test_raw_thai_bytes_and_lone_periods_come_through(self, client):
        data = b"From: a@b.example\r\nSubject: \xa2\xe8\xd2\xc7\r\n\r\n..\r\n.\xa1\r\nend\r\n"
        client.sendmail("a@b.example", ["news@office.example"], data)
        assert spool.waiting()[0].read_bytes().endswith(data)


class TestMailbox:
    @pytest.fixture
    def box(self, settings):
        box = Box({3: mail(), 12: mail(message_id="<2@x.example>", to="news@office.example")})
        with ImapServer(box) as server:
            settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "127.0.0.1", server.port, "0"
            settings.IMAP_USER, settings.IMAP_PASSWORD = "news@office.example", "secret"
            yield box

    def fetch(self):
        return imap.fetch_mail(at=timezone.now())

    def test_what_is_unread_is_taken_and_marked(self, box):
        assert self.fetch() == 2
        assert box.seen == {3, 12}
        assert sorted(InboundMail.objects.values_list("kind", flat=True)) == ["news", "request"]
        assert self.fetch() == 0

    def test_it_is_moved_if_a_folder_is_set(self, box, settings):
        settings.IMAP_DONE_FOLDER = "Done"
        self.fetch()
        assert box.moved == {3: "Done", 12: "Done"}

    def test_a_connection_lost_before_the_mark_takes_it_once(self, box):
        box.dies_at = "STORE"
        with pytest.raises(imap.TROUBLE):
            self.fetch()
        assert (InboundMail.objects.count(), box.seen) == (1, set())
        box.dies_at = ""
        assert self.fetch() == 2
        assert InboundMail.objects.count() == 2

    def test_a_mail_that_is_not_taken_stays_unread(self, box, monkeypatch):
        monkeypatch.setattr(imap, "take_mail", lambda *args, **more: 1 / 0)
        assert self.fetch() == 0
        assert box.seen == set()

    def test_one_that_stays_does_not_stand_in_the_way_of_those_behind_it(self, box, monkeypatch):
        monkeypatch.setattr(imap, "_AT_ONCE", 1)
        sizes = imap._size
        monkeypatch.setattr(imap, "_size", lambda at, uid: 10**9 if uid == "3" else sizes(at, uid))
        assert self.fetch() == 1
        assert box.seen == {12}

    def test_one_too_large_is_not_even_fetched(self, box, monkeypatch):
        monkeypatch.setattr(imap, "LARGEST_MB", 0)
        assert self.fetch() == 0
        assert not any("BODY" in command for command in box.said)

    @pytest.mark.parametrize("trouble", ["password", "port", "LOGIN", "SEARCH"])
    def test_a_broken_mailbox_is_one_of_the_known_troubles(self, box, settings, trouble):
        if trouble == "password":
            settings.IMAP_PASSWORD = "wrong"
        elif trouble == "port":
            settings.IMAP_PORT = 1
        else:
            box.dies_at = trouble
        with pytest.raises(imap.TROUBLE):
            self.fetch()

    def test_without_a_mailbox_nothing_is_fetched(self, settings):
        settings.IMAP_HOST = ""
        assert self.fetch() == 0
