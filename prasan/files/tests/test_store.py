"""A file is kept whole under its digest, or refused with a reason."""

import errno
import hashlib
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from prasan.files.actions import store, sweep
from prasan.files.kinds import ANY_KIND, DOCX, JPEG, ODS, OLE, PDF, PNG, SCANS, UNKNOWN, WEBP, XLSX, sniff
from prasan.files.models import Attachment
from prasan.ui.refusal import Refused

SCAN = b"%PDF-1.7\n" + b"x" * 3000


@pytest.fixture(autouse=True)
def folders(settings, tmp_path, db):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


def upload(content=SCAN, name="บันทึก ลงนาม.pdf"):
    return SimpleUploadedFile(name, content)


def kept_files(settings):
    return [p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()]


def zipped(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def test_it_keeps_the_file_whole():
    made = store(upload(), by=None, limit_mb=20, allowed=SCANS)
    assert made.file.read() == SCAN
    assert (made.name, made.content_type, made.size) == ("บันทึก ลงนาม.pdf", PDF, len(SCAN))
    assert made.sha256 == hashlib.sha256(SCAN).hexdigest()
    made.file.close()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ว่างเปล่า"),
        (b"%PDF-" + b"x" * 1024 * 1024, "ใหญ่เกิน 1 MB"),
        (b"<html><script>alert(1)</script>", "รับเฉพาะ PDF JPEG PNG"),
        (b"MZ\x90\x00", "รับเฉพาะ PDF JPEG PNG"),
        (zipped("xl/workbook.xml"), "รับเฉพาะ PDF JPEG PNG"),
    ],
)
def test_it_refuses_with_a_reason_and_keeps_nothing(settings, content, reason):
    with pytest.raises(Refused, match=reason):
        store(upload(content), by=None, limit_mb=1, allowed=SCANS)
    assert not Attachment.objects.exists()
    assert not kept_files(settings)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (SCAN, PDF),
        (b"\xff\xd8\xff\xe0", JPEG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (b"RIFF0000WEBPVP8 ", WEBP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (zipped("word/document.xml"), DOCX),
        (zipped("mimetype", "content.xml"), ODS),
        (zipped("other"), UNKNOWN),
        (b"PK\x03\x04 torn", UNKNOWN),
        (b"name,phone", UNKNOWN),
    ],
)
def test_it_goes_by_the_bytes(content, content_type):
    assert sniff(io.BytesIO(content)) == content_type


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\scan\\คำสั่ง.PDF", "คำสั่ง.PDF"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("รูป\u202egpj.exe", "รูปgpj.exe.pdf"),
        ("page.html", "page.pdf"),
        ("ทะเบียน v.2.csv", "ทะเบียน v.2.pdf"),
        ("ทะเบียน v.2", "ทะเบียน v.2.pdf"),
        ("...", "ไฟล์.pdf"),
        ("ก" * 400 + ".pdf", "ก" * 196 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless_and_stays_readable(given, kept):
    file = upload()
    file._name = given
    made = store(file, by=None, limit_mb=20, allowed=SCANS)
    assert made.name == kept
    assert made.file.name.startswith("attachments/20")


def test_a_full_disk_is_said_in_thai(settings, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(default_storage._wrapped.__class__, "_save", full)
    with pytest.raises(Refused, match="เต็ม"):
        store(upload(), by=None, limit_mb=20, allowed=SCANS)
    assert not list((settings.DATA / "pending-files").iterdir())


def test_a_rolled_back_file_is_swept_away(settings):
    with transaction.atomic():
        store(upload(), by=None, limit_mb=20, allowed=SCANS)
        transaction.set_rollback(True)
    now = timezone.now()
    assert sweep(at=now) == 0
    assert sweep(at=now + timedelta(hours=2)) == 1
    assert not kept_files(settings)


def test_a_kept_file_is_never_swept_away(settings, django_capture_on_commit_callbacks):
    store(upload(), by=None, limit_mb=20, allowed=SCANS)  # its marker stays: nothing commits here
    assert sweep(at=timezone.now() + timedelta(hours=2)) == 0
    assert len(kept_files(settings)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        store(upload(), by=None, limit_mb=20, allowed=SCANS)
    assert not list((settings.DATA / "pending-files").iterdir())


def test_a_room_that_looks_for_itself_gets_whatever_it_is():
    made = store(upload(b"name,phone\n", "ทะเบียน.csv"), by=None, limit_mb=1, allowed=ANY_KIND)
    assert (made.name, made.content_type) == ("ทะเบียน.csv", UNKNOWN)
