"""A recording in pieces: it goes on where it stopped, and what arrives is what was sent."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.files.models import Attachment
from prasan.news.models import RecordingUpload, StoryRecording
from prasan.news.recordings import uploads
from prasan.news.recordings.kept import folder, sweep
from prasan.news.recordings.tests.made import add, film, mp4, stored, tone, track
from prasan.news.tests.stories import draft, proposed
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
PIECE = 1000


def begin(version, data, name="คลิป.mp4"):
    return uploads.begin(version, name=name, size=len(data), by=person("officer"), at=timezone.now())


def take(upload, data, offset, by="officer", sha256=None):
    piece = data[offset : offset + PIECE]
    digest = hashlib.sha256(piece).hexdigest() if sha256 is None else sha256
    upload = RecordingUpload.objects.get(pk=upload.pk)
    return uploads.take(upload, offset=offset, data=piece, sha256=digest, by=person(by), at=timezone.now())


def send(upload, data):
    at = 0
    while at < len(data):
        at = take(upload, data, at)
    return RecordingUpload.objects.get(pk=upload.pk)


def digest_of(data):
    return hashlib.sha256(hashlib.sha256(data).digest()).hexdigest()


def finish(upload, digest):
    upload = RecordingUpload.objects.get(pk=upload.pk)
    return uploads.finish(upload, digest=digest, by=person("officer"), at=timezone.now())


def test_all_its_pieces_make_the_recording():
    version, data = draft(), film()
    upload = send(begin(version, data), data)
    recording = finish(upload, digest_of(data))
    assert stored(recording)[data.index(b"mdat") :] == data[data.index(b"mdat") :]
    assert (recording.is_film, recording.seconds) == (True, 4)
    assert not upload.path.exists()
    assert not RecordingUpload.objects.exists()


def test_it_goes_on_where_it_stopped_when_the_same_file_is_begun_again():
    version, data = draft(), film()
    take(begin(version, data), data, 0)
    again = begin(version, data)
    assert again.received == PIECE
    assert RecordingUpload.objects.count() == 1


def test_a_piece_that_comes_twice_is_there_once():
    version, data = draft(), film()
    upload = begin(version, data)
    assert take(upload, data, 0) == PIECE
    assert take(upload, data, 0) == PIECE
    assert take(upload, data, 3 * PIECE) == PIECE
    assert send(upload, data).path.read_bytes() == data


def test_a_piece_that_was_spoilt_on_the_way_is_asked_for_again():
    upload = begin(draft(), film())
    assert take(upload, film(), 0, sha256="0" * 64) == 0


def test_another_file_of_the_same_name_is_found_out_at_the_end():
    version, data = draft(), film()
    upload = send(begin(version, data), data)
    with pytest.raises(Refused, match="ไม่ตรงกับไฟล์ในเครื่อง"):
        finish(upload, digest_of(b"another"))
    assert not RecordingUpload.objects.exists()


def test_it_is_not_finished_before_all_is_there():
    version, data = draft(), film()
    take(upload := begin(version, data), data, 0)
    with pytest.raises(Refused, match="ยังส่งไม่ครบ"):
        finish(upload, "")


def test_what_is_no_recording_is_said_after_the_first_piece():
    with pytest.raises(Refused, match="ไม่ใช่เสียงหรือวิดีโอ"):
        take(begin(draft(), b"%PDF" * 900), b"%PDF" * 900, 0)


def test_nobody_else_goes_on_with_it():
    with pytest.raises(Refused, match="ผู้ที่เริ่มส่ง"):
        take(begin(draft(), film()), film(), 0, by="head")


def test_nothing_is_added_to_what_was_proposed():
    with pytest.raises(Refused, match="แก้ไขไม่ได้"):
        begin(proposed(), film())


def test_a_film_in_hevc_leaves_nothing_behind():
    data = mp4(track(b"vide", b"hvc1"))
    upload = begin(draft(), data)
    take(upload, data, 0)
    with pytest.raises(Refused, match="HEVC"):
        finish(upload, "")
    assert not upload.path.exists()
    assert not Attachment.objects.exists()


def test_limits_are_those_of_the_settings(settings):
    settings.RECORDING_FILM_MB, settings.RECORDING_SOUND_MB = 1, 0
    with pytest.raises(Refused, match="วิดีโอใหญ่เกิน 1 MB"):
        begin(draft(), bytes(1024 * 1024 + 1))
    with pytest.raises(Refused, match="ไฟล์เสียงใหญ่เกิน 0 MB"):
        add(draft(), tone(), "tone.wav")


def test_what_nobody_went_on_with_is_swept():
    upload = begin(draft(), film())
    stray = folder() / "stray.part"
    stray.write_bytes(b"left by a power cut")
    long_ago = (timezone.now() - timedelta(days=3)).timestamp()
    os.utime(stray, (long_ago, long_ago))
    assert sweep(at=timezone.now()) == 1
    assert upload.path.exists()
    assert sweep(at=timezone.now() + timedelta(days=3)) == 1
    assert not upload.path.exists()


def test_the_script_sends_it_by_these_addresses(client):
    client.force_login(person("officer"))
    version, data = draft(), film()
    begun = client.post(
        reverse("news:upload_begin", args=[version.story_id, 1]), {"name": "a.mp4", "size": len(data)}
    ).json()
    piece = client.post(f"{begun['url']}?offset=0", data, content_type="application/octet-stream")
    assert piece.json() == client.get(begun["url"]).json() == {"received": len(data)}
    made = client.post(f"{begun['url']}finish/", {"digest": digest_of(data)}).json()
    assert client.get(made["url"]).status_code == 200
    assert StoryRecording.objects.get().size == len(data)


def test_a_refusal_is_told_to_the_script(client):
    client.force_login(person("officer"))
    url = reverse("news:upload_begin", args=[draft().story_id, 1])
    answer = client.post(url, {"name": "a.mp4", "size": "0"})
    assert (answer.status_code, answer.json()["refused"]) == (409, "ไฟล์นี้ว่างเปล่า")


def test_another_persons_upload_is_not_there(client):
    upload = begin(draft(), film())
    client.force_login(person("head"))
    assert client.get(reverse("news:upload", args=[upload.key])).status_code == 404


def test_a_plain_form_sends_a_small_one(client):
    client.force_login(person("officer"))
    version = draft()
    sent = {"file": SimpleUploadedFile("เสียง.wav", tone())}
    answer = client.post(reverse("news:recordings", args=[version.story_id, 1]), sent)
    assert answer["Location"] == reverse(
        "news:recording", args=[version.story_id, 1, StoryRecording.objects.get().pk]
    )
