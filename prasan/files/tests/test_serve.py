"""A download is a download."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prasan.files.actions import store
from prasan.files.kinds import PNG, SCANS
from prasan.files.models import Attachment
from prasan.files.views import serve


@pytest.fixture
def attachment(settings, tmp_path, db):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return store(SimpleUploadedFile("ลงนาม.pdf", b"%PDF-1"), by=None, limit_mb=1, allowed=SCANS)


def test_it_is_saved_under_its_thai_name(attachment):
    response = serve(attachment)
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E0%B8%A5%E0%B8%87%E0%B8%99%E0%B8%B2%E0%B8%A1.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert response.getvalue() == b"%PDF-1"
    response.close()


def test_a_picture_shown_in_place_is_sandboxed(attachment):
    attachment.content_type = PNG
    response = serve(attachment, in_place=True)
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    response.close()


def test_what_a_browser_would_run_is_never_shown_in_place(attachment):
    Attachment.objects.update(content_type="text/html")
    attachment.refresh_from_db()
    response = serve(attachment, in_place=True)
    assert response["Content-Disposition"].startswith("attachment")
    response.close()
