"""A player jumps about in a file: ranges as RFC 9110 has them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from prasan.files.actions import store
from prasan.files.kinds import SCANS
from prasan.files.views import serve_ranged

BYTES = b"%PDF-" + bytes(range(95))


@pytest.fixture
def attachment(settings, tmp_path, db):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return store(SimpleUploadedFile("เสียง.pdf", BYTES), by=None, limit_mb=1, allowed=SCANS)


def ask(attachment, method="get", **headers):
    request = getattr(RequestFactory(), method)("/x", headers=headers)
    return serve_ranged(request, attachment, content_type="audio/mpeg", is_public=True)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=90-", 90, 100),
        ("bytes=-10", 90, 100),
        ("bytes=95-400", 95, 100),
        ("bytes=-400", 0, 100),
    ],
)
def test_a_range_is_given_as_asked(attachment, asked, start, end):
    response = ask(attachment, Range=asked)
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/100"
    assert response["Content-Length"] == str(end - start)
    assert body(response) == BYTES[start:end]


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=-0", "bytes=400-500"])
def test_a_range_behind_the_end_is_refused(attachment, asked):
    response = ask(attachment, Range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=x-"])
def test_what_is_no_single_range_gives_the_whole(attachment, asked):
    response = ask(attachment, Range=asked)
    assert (response.status_code, body(response)) == (200, BYTES)
    assert response["Accept-Ranges"] == "bytes"


def test_a_range_of_another_version_gives_the_whole(attachment):
    etag = ask(attachment)["ETag"]
    assert ask(attachment, Range="bytes=0-1", **{"If-Range": etag}).status_code == 206
    assert ask(attachment, Range="bytes=0-1", **{"If-Range": '"other"'}).status_code == 200


def test_it_says_what_it_would_send_and_sends_nothing(attachment):
    response = ask(attachment, "head")
    assert (response.status_code, response["Content-Length"], body(response)) == (200, "100", b"")


def test_what_the_browser_has_is_not_sent_again(attachment):
    assert ask(attachment, **{"If-None-Match": ask(attachment)["ETag"]}).status_code == 304


def test_it_is_neither_sniffed_nor_run(attachment):
    response = ask(attachment)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "audio/mpeg"
    assert "sandbox" in response["Content-Security-Policy"]


def test_nginx_hands_it_out_where_it_may(attachment, settings):
    settings.FILES_ACCEL = "/kept-files/"
    response = ask(attachment, Range="bytes=0-1")
    assert response["X-Accel-Redirect"] == f"/kept-files/{attachment.file.name}"
    assert (response["Content-Type"], body(response)) == ("audio/mpeg", b"")
