"""A school sends sound and film with its news: by pieces, on its own pages, and nobody else's."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.models import Agency
from prasan.agencies.tests.proposals import in_force
from prasan.approvals.tests.build import person
from prasan.news.actions import submissions
from prasan.news.models import RecordingUpload, StoryRecording, StoryVersion
from prasan.news.recordings.tests.made import VTT, film, tone
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
WORDS = {"title": "พิธีเปิด", "people": "ครูสาธิต", "held_on": "10 พ.ย. 2569", "children": "none"}


@pytest.fixture
def agency(office: None) -> Agency:
    return Agency.objects.get(pk=in_force())


@pytest.fixture
def teacher(agency: Agency) -> User:
    user = User.objects.create_user("t@school.example", "นางสาวตัวอย่าง ครูธุรการ")
    agency.members.add(user)
    return user


@pytest.fixture
def sheet(agency: Agency, teacher: User) -> StoryVersion:
    version = submissions.begin(agency, by=teacher, at=timezone.now())
    typed: dict[str, Any] = {"title": "งานวันวิทยาศาสตร์", "text": "นักเรียน 46 คน", "category": "school"}
    return submissions.keep(version, **typed, facts={}, by=teacher, at=timezone.now())


def enter(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(version: StoryVersion, name: str, *more: Any) -> str:
    return reverse(f"news:{name}", args=[version.story_id, *more])


def begun(client: Client, version: StoryVersion, data: bytes) -> dict[str, Any]:
    sent = {"name": "คลิป.mp4", "size": len(data)}
    return client.post(at(version, "mine_upload_begin"), sent).json()


def piece(client: Client, url: str, data: bytes, offset: int, end: int) -> int:
    part = data[offset:end]
    headers = {"X-Piece-SHA256": hashlib.sha256(part).hexdigest()}
    where = f"{url}?offset={offset}"
    answer = client.post(where, part, content_type="application/octet-stream", headers=headers)
    return answer.json()["received"]


def whole(client: Client, version: StoryVersion, data: bytes, name: str) -> StoryRecording:
    client.post(at(version, "mine_recordings"), {"file": ContentFile(data, name=name)})
    return StoryRecording.objects.get(version=version)


def test_it_arrives_in_pieces_and_goes_on_after_a_lost_line(teacher: User, sheet: StoryVersion) -> None:
    client, data = enter(teacher), film()
    upload = begun(client, sheet, data)
    assert piece(client, upload["url"], data, 0, 2000) == 2000
    assert "ส่งแล้ว" in client.get(at(sheet, "mine_one")).content.decode()
    again = begun(client, sheet, data)
    assert again == {"url": upload["url"], "received": 2000}
    assert piece(client, again["url"], data, 2000, len(data)) == len(data)
    made = client.post(f"{again['url']}finish/", {"digest": ""}).json()
    recording = StoryRecording.objects.get(version=sheet)
    assert made == {"url": at(sheet, "mine_recording", recording.pk)}
    assert client.get(made["url"]).status_code == 200


def test_without_scripts_it_arrives_whole(teacher: User, sheet: StoryVersion) -> None:
    client = enter(teacher)
    assert whole(client, sheet, tone(), "เสียง.wav").content_type == "audio/wav"
    assert "เสียงและวิดีโอ 1 จาก" in client.get(at(sheet, "mine_one")).content.decode()


def test_what_is_no_recording_is_refused_on_the_form(teacher: User, sheet: StoryVersion) -> None:
    sent = {"file": ContentFile(b"%PDF-1.7", name="a.mp4")}
    page = enter(teacher).post(at(sheet, "mine_recordings"), sent, follow=True)
    assert not StoryRecording.objects.exists()
    assert "ไฟล์นี้" in page.content.decode()


def test_it_is_sent_in_described_and_the_office_adds_the_words(teacher: User, sheet: StoryVersion) -> None:
    client = enter(teacher)
    recording = whole(client, sheet, film(), "คลิป.mp4")
    with pytest.raises(Refused, match="ชื่อสื่อ"):
        submissions.send(sheet, by=teacher, at=timezone.now())
    page = client.post(at(sheet, "mine_recording", recording.pk), WORDS, follow=True).content.decode()
    assert "ก่อนส่งถึงสำนักงาน ยังไม่มี" not in page
    sent = submissions.send(sheet, by=teacher, at=timezone.now())
    assert "พิธีเปิด" in client.get(at(sheet, "mine_one")).content.decode()
    taken = submissions.take_up(sent, by=person("officer"), at=timezone.now())
    url = reverse("news:recordings", args=[taken.story_id, taken.number])
    assert "ยังไม่มีคำบรรยาย" in enter(person("officer")).get(url).content.decode()


def test_one_that_is_on_its_way_holds_the_news_back(teacher: User, sheet: StoryVersion) -> None:
    client = enter(teacher)
    upload = begun(client, sheet, film())
    with pytest.raises(Refused, match="ส่งไม่จบ"):
        submissions.send(sheet, by=teacher, at=timezone.now())
    answer = client.post(f"{upload['url']}drop/")
    assert answer["Location"] == f"{at(sheet, 'mine_one')}#recordings"
    assert submissions.send(sheet, by=teacher, at=timezone.now()).state == "sent"


def test_captions_and_a_poster_are_the_schools_to_give(teacher: User, sheet: StoryVersion) -> None:
    client = enter(teacher)
    recording = whole(client, sheet, film(), "คลิป.mp4")
    said = WORDS | {"captions": ContentFile(VTT.encode(), name="ก.vtt")}
    client.post(at(sheet, "mine_recording", recording.pk), said)
    recording.refresh_from_db()
    assert "คลองในชุมชน" in recording.captions
    answer = client.get(reverse("news:own_recording_file", args=[recording.pk, "captions"]))
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    client.post(at(sheet, "mine_recording_remove", recording.pk))
    assert not StoryRecording.objects.exists()


def test_once_it_is_sent_nothing_of_it_changes(teacher: User, sheet: StoryVersion) -> None:
    client = enter(teacher)
    recording = whole(client, sheet, film(), "คลิป.mp4")
    client.post(at(sheet, "mine_recording", recording.pk), WORDS)
    submissions.send(sheet, by=teacher, at=timezone.now())
    assert "refused" in begun(client, sheet, film())
    client.post(at(sheet, "mine_recording_remove", recording.pk))
    assert StoryRecording.objects.filter(pk=recording.pk).exists()
    answer = client.get(at(sheet, "mine_recording", recording.pk))
    assert answer["Location"] == at(sheet, "mine_one")


def test_it_is_nobody_elses(client: Client, teacher: User, sheet: StoryVersion) -> None:
    own = enter(teacher)
    recording, upload = whole(own, sheet, film(), "คลิป.mp4"), begun(own, sheet, tone())
    file = reverse("news:own_recording_file", args=[recording.pk, "play"])
    for stranger in (User.objects.create_user("x@x.example", "นายสมมติ อื่น"), person("officer")):
        other = enter(stranger)
        for url in (file, upload["url"], at(sheet, "mine_recording", recording.pk)):
            assert other.get(url).status_code == 404
        assert other.post(at(sheet, "mine_recordings"), {}).status_code == 404
        assert other.post(f"{upload['url']}drop/").status_code == 404
    assert client.get(file).status_code == 302
    assert own.get(file, headers={"Range": "bytes=0-9"}).status_code == 206
    assert RecordingUpload.objects.count() == 1
