"""A mailbox is read over TLS alone with a certificate that is right; what is wrong is said in plain Thai."""

from __future__ import annotations

import pytest
from django.utils import timezone

from prasan.delivery.inbound import imap
from prasan.delivery.models import InboundMail
from prasan.delivery.tests.certificates import self_signed, server_context
from prasan.delivery.tests.imap_server import Box, ImapServer
from prasan.delivery.tests.mails import mail
from prasan.operations import doctor

pytestmark = pytest.mark.usefixtures("own_files")
PAGE = "/desk/delivery/mail/"


@pytest.fixture
def own_files(tmp_path, settings, db):
    settings.MEDIA_ROOT, settings.DATA = tmp_path / "files", tmp_path


@pytest.fixture(params=["1", "starttls"])
def box(request, settings, tmp_path, monkeypatch):
    """Two mails in a mailbox whose certificate is trusted; TLS from the first byte, and STARTTLS."""
    certificate = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    box = Box({3: mail(), 12: mail(message_id="<2@x.example>", to="news@office.example")})
    context = server_context(certificate)
    with ImapServer(box, context, starts_plain=request.param == "starttls") as server:
        settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "localhost", server.port, request.param
        settings.IMAP_USER, settings.IMAP_PASSWORD = "news@office.example", "secret"
        yield box


def fetch():
    return imap.fetch_mail(at=timezone.now())


def password_was_told(box):
    return any(command.upper().startswith("LOGIN") for command in box.said)


def test_what_is_unread_is_taken_and_marked(box):
    assert fetch() == 2
    assert box.seen == {3, 12}
    assert fetch() == 0


def test_a_mail_is_marked_only_when_its_row_is_there(box, monkeypatch):
    rows, put_away = [], imap._put_away

    def look(at, uid):
        rows.append((InboundMail.objects.count(), len(box.seen)))
        put_away(at, uid)

    monkeypatch.setattr(imap, "_put_away", look)
    fetch()
    assert rows == [(1, 0), (2, 1)]


@pytest.mark.parametrize("dies_in", ["_bytes", "_put_away"], ids=["before the row", "before the mark"])
def test_killed_between_fetch_and_mark_nothing_is_lost_or_doubled(box, monkeypatch, dies_in):
    with monkeypatch.context() as dying:
        dying.setattr(imap, dies_in, lambda *args: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            fetch()
    assert box.seen == set()
    assert fetch() == 2
    assert box.seen == {3, 12}
    assert InboundMail.objects.count() == 2


def test_the_same_mail_under_another_number_is_taken_once(box):
    fetch()
    box.mails[40] = b"Received: by another way\r\n" + mail()
    assert fetch() == 1
    assert InboundMail.objects.count() == 2


def test_a_mailbox_that_is_well_says_how_many_are_unread(box, cast, client):
    client.force_login(cast["director"])
    page = client.post(PAGE, {"box": "1"}).content.decode()
    assert "อ่านกล่องจดหมายได้" in page
    assert "จดหมายที่ยังไม่ได้อ่าน 2 ฉบับ" in page
    assert page.count("ผ่าน</span>") == 3
    assert box.seen == set()
    assert not InboundMail.objects.exists()


def _run_out(settings, tmp_path, monkeypatch):
    return {"days": -1}


def _of_another_name(settings, tmp_path, monkeypatch):
    settings.IMAP_HOST = "127.0.0.1"
    return {"name": "imap.other.example"}


def _of_nobody(settings, tmp_path, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    return {}


@pytest.mark.parametrize(
    ("spoil", "word"),
    [(_run_out, "หมดอายุ"), (_of_another_name, "เครื่องชื่ออื่น"), (_of_nobody, "ไม่มีผู้รับรอง")],
)
def test_a_certificate_that_is_not_right_ends_it_before_the_password(
    spoil, word, settings, tmp_path, monkeypatch, cast, client
):
    settings.IMAP_HOST, settings.IMAP_TLS = "localhost", "1"
    settings.IMAP_USER, settings.IMAP_PASSWORD = "news@office.example", "secret"
    monkeypatch.setenv("SSL_CERT_FILE", "unset")
    certificate = self_signed(tmp_path, **spoil(settings, tmp_path, monkeypatch))
    if spoil is not _of_nobody:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with ImapServer(Box(), server_context(certificate)) as server:
        settings.IMAP_PORT = server.port
        _is_told(word, cast, client)
        with pytest.raises(imap.TROUBLE):
            fetch()
        assert not password_was_told(server.box)


@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [
        ("IMAP_PASSWORD", "wrong", "ชื่อหรือรหัสผ่านไม่ถูกต้อง"),
        ("IMAP_PORT", 1, "ไม่เปิดพอร์ตนี้"),
        ("IMAP_HOST", "no.such.host.invalid", "ไม่พบเครื่องชื่อนี้"),
    ],
)
def test_a_wrong_setting_is_named(setting, value, word, box, settings, cast, client):
    setattr(settings, setting, value)
    _is_told(word, cast, client)


def test_a_port_without_tls_is_named(settings, cast, client):
    with ImapServer(Box()) as server:
        settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "localhost", server.port, "1"
        _is_told("พอร์ตนี้ไม่ได้ใช้การเข้ารหัสแบบที่ตั้งไว้", cast, client)
        assert not password_was_told(server.box)


def _is_told(word, cast, client):
    """On the page of the settings, and by the doctor."""
    client.force_login(cast["director"])
    page = client.post(PAGE, {"box": "1"}).content.decode().replace('<span class="nb">', "")
    assert "อ่านกล่องจดหมายไม่ได้" in page.replace("</span>", "")
    assert word in page.replace("</span>", "").replace("\u00a0", " ")
    found = next(one for one in doctor.examine(at=timezone.now()) if one.key == "mail_in")
    assert (found.ok, word in found.remedy) == (False, True)
