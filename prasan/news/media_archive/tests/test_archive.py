"""คลังสื่อ: everything is found; the public finds what stands in published stories and nothing else."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.news.actions import corrections, proposing, publishing
from prasan.news.media_archive import acts
from prasan.news.models import StoryPhoto
from prasan.news.recordings.tests.made import add, described, film, tone
from prasan.news.tests.stories import consent, draft, jpeg, picture, published
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")
PUBLIC, DESK = "news:media_archive", "news:media_desk"


def with_film(*pictures, **values):
    version = draft(*pictures, **values)
    described(add(version, film()), title="คลิปสานกระจูด", place="ลานวัด")
    described(add(version, tone(), "เสียง.wav"), title="เสียงสัมภาษณ์", transcript="ครูเล่าเรื่องกระจูด")
    return consent(proposing.propose(version, by=person("officer"), at=timezone.now()))


def captions(client, name=PUBLIC, **asked):
    page = client.get(reverse(name), asked).context["page_obj"]
    return [medium.photo.caption if medium.photo else medium.recording.title for medium in page]


def staff(client):
    client.force_login(person("officer"))
    return client


def test_everybody_finds_what_is_published_and_only_that(client):
    with_film(picture(caption="เวที"))
    draft(picture(jpeg(colour="red"), caption="ร่าง"))
    assert sorted(captions(client)) == ["คลิปสานกระจูด", "เวที", "เสียงสัมภาษณ์"]


def test_what_is_taken_down_is_not_found_any_more(client):
    version = published(picture(caption="เวที"))
    publishing.take_down(version.story, why="wrong", by=person("officer"), at=timezone.now())
    assert captions(client) == []
    assert "ยังไม่มีสื่อที่เผยแพร่" in client.get(reverse(PUBLIC)).content.decode()


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"words": "กระจูด"}, ["คลิปสานกระจูด", "เสียงสัมภาษณ์"]),
        ({"words": "กระจูด คลิป"}, ["คลิปสานกระจูด"]),
        ({"kind": "picture"}, ["เวที"]),
        ({"kind": "sound"}, ["เสียงสัมภาษณ์"]),
        ({"kind": "film"}, ["คลิปสานกระจูด"]),
        ({"place": "ลานวัด"}, ["คลิปสานกระจูด"]),
        ({"event": "เปิดค่าย", "kind": "picture"}, ["เวที"]),
        ({"event": "ไม่มีงานนี้"}, []),
        ({"month": "256901"}, ["คลิปสานกระจูด", "เวที", "เสียงสัมภาษณ์"]),
        (
            {"agency": "x", "month": "x", "kind": "x", "story": "-1", "page": "x"},
            ["คลิปสานกระจูด", "เวที", "เสียงสัมภาษณ์"],
        ),
    ],
)  # fmt: skip
def test_it_is_found_by_kind_words_event_and_place(client, asked, wanted):
    with_film(picture(caption="เวที"), title="เปิดค่ายริมน้ำ")
    assert sorted(captions(client, **asked)) == wanted


def test_it_is_found_by_its_month(client):
    version = published(picture(caption="เวที"))
    assert captions(client, month=version.listed_month) == ["เวที"]
    assert captions(staff(client), DESK, month="0") == []


def test_the_desk_finds_drafts_with_consent_and_use(client):
    version = published(picture(caption="เวที", children="consented"))
    corrections.correct(version.story, by=person("officer"), at=timezone.now())
    page = staff(client).get(reverse(DESK)).content.decode()
    assert captions(client, DESK) == ["เวที"]
    assert "ผู้ปกครองยินยอม" in page
    assert "ใช้ใน 2 ฉบับ" in page


def test_what_an_agency_still_writes_is_not_found_by_the_desk(client):
    version = draft(picture(caption="เวที"))
    type(version).objects.update(state="writing")
    assert captions(staff(client), DESK) == []
    assert client.get(reverse("news:media_photo", args=[version.photos.get().pk])).status_code == 404


def test_a_picture_goes_into_another_draft_and_consent_is_asked_anew(client):
    photo = published(picture(caption="เวที", children="consented")).photos.get()
    into = draft()
    answer = staff(client).post(reverse("news:media_reuse", args=[photo.pk]), {"into": into.pk})
    assert answer["Location"] == reverse("news:photos", args=[into.story_id, 1])
    copy = into.photos.get()
    assert (copy.original_id, copy.caption, copy.children, copy.confirmed_by) == (
        photo.original_id,
        "เวที",
        "",
        None,
    )
    assert photo.version.photos.get().children == "consented"


def test_a_picture_is_not_twice_in_a_draft_nor_in_anothers():
    photo = published(picture()).photos.get()
    into = draft()
    acts.reuse(photo, into=into, by=person("officer"), at=timezone.now())
    with pytest.raises(Refused, match="มีภาพนี้อยู่แล้ว"):
        acts.reuse(photo, into=into, by=person("officer"), at=timezone.now())
    with pytest.raises(Refused):
        acts.reuse(photo, into=draft(), by=person("head"), at=timezone.now())


def test_the_page_of_a_picture_says_where_it_is(client):
    version = published(picture(caption="เวที"))
    page = staff(client).get(reverse("news:media_photo", args=[version.photos.get().pk])).content.decode()
    assert "ใช้ใน 1 ฉบับ" in page
    assert version.staff_url in page


def test_the_files_of_an_event_come_as_a_zip_with_safe_names(client):
    version = with_film(picture(caption='../เวที<"1">'), picture(jpeg(colour="red"), caption="", alt="ภาพแดง"))
    answer = staff(client).get(reverse("news:media_zip", args=[version.story_id]))
    data = b"".join(answer.streaming_content)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    names = archive.namelist()
    assert len(names) == 4
    assert not [name for name in names if "/" in name or ".." in name or "<" in name]
    assert [name.rsplit(".")[-1] for name in names] == ["jpg", "jpg", "mp4", "wav"]
    with version.photos.first().web.file.open() as web:
        assert archive.read(names[0]) == web.read()


def test_a_far_page_asks_no_more_of_the_database(client):
    version = published(picture(caption="เวที"))
    photo = version.photos.get()
    StoryPhoto.objects.bulk_create(
        [
            StoryPhoto(
                version=version, original=photo.original, web=photo.web, small=photo.small, width=1, height=1
            )
            for _ in range(60)
        ]
    )
    with CaptureQueriesContext(
        connection,
    ) as first:
        client.get(reverse(PUBLIC))
    with CaptureQueriesContext(connection) as last:
        assert client.get(reverse(PUBLIC), {"page": 3}).context["page_obj"].number == 3
    assert len(last) <= len(first) <= 12
