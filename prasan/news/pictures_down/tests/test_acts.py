"""One picture out of every version, its bytes off the disk; nothing that was consented to is touched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from prasan.accounts.models import User
from prasan.approvals.tests.build import person
from prasan.audit.models import Event
from prasan.files.actions import finish_erasing, store
from prasan.files.kinds import PICTURES
from prasan.files.models import Attachment
from prasan.news import policies, renditions
from prasan.news.actions import corrections, photos, proposing, publishing, rendering
from prasan.news.media_archive import acts as archive
from prasan.news.models import PictureTakeDown, StoryPhoto
from prasan.news.newsletter import kept
from prasan.news.pictures_down import acts
from prasan.news.tests.stories import consent, draft, fresh, jpeg, picture, proposed, published
from prasan.news.tests.test_pictures import gps_jpeg
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")

CHILD = jpeg((900, 600), "orange")


def take_down(photo, by="officer", at=None, **said):
    said = {"reason": "ผู้ปกครองถอนความยินยอม", "asked": "ผู้ปกครองของนักเรียน"} | said
    return acts.take_down_everywhere(photo, **said, by=person(by), at=at or timezone.now())


def files_of(photo):
    return [str(one.file.name) for one in (photo.original, photo.web, photo.small)]


def test_it_goes_from_every_version_of_every_story(django_capture_on_commit_callbacks):
    version = published(picture(CHILD), picture())
    new = corrections.correct(version.story, by=person("officer"), at=timezone.now())
    other = draft(picture(CHILD, caption="เด็ก"))
    photo = version.photos.first()
    rendering.make_of(version.pk)
    files = files_of(photo) + files_of(other.photos.get())
    with django_capture_on_commit_callbacks(execute=True):
        act = take_down(photo)
    assert [one.photos.count() for one in (version, new, other)] == [1, 1, 0]
    assert not [name for name in files if default_storage.exists(name)]
    assert not renditions.place(photo.original.sha256, 900, "webp").exists()
    assert {place["what"] for place in act.places} == {"ข่าว ฉบับที่ 1", "ข่าว ฉบับที่ 2"}
    assert len(act.places) == 3
    assert Event.objects.filter(action="story_photo_taken_down").count() == 2
    assert (act.by, act.asked) == (person("officer"), "ผู้ปกครองของนักเรียน")


@pytest.mark.parametrize("size", ["web", "small"])
def test_its_addresses_show_nothing_any_more(django_capture_on_commit_callbacks, size):
    photo = published(picture(CHILD)).photos.get()
    with django_capture_on_commit_callbacks(execute=True):
        take_down(photo)
    assert Client().get(f"/news/photos/{photo.pk}-{size}.jpg").status_code == 404
    assert Client().get(f"/news/photos/{photo.pk}-480.webp").status_code == 404


def test_a_second_file_of_the_same_photograph_goes_too():
    """Another phone's words in it, and one that was saved from our page."""
    photo = published(picture(gps_jpeg((900, 600)))).photos.select_related("web", "original").get()
    with photo.web.file.open("rb") as file:
        stripped = file.read()
    other = draft(picture(stripped, caption="จากหน้าเว็บ"))
    assert other.photos.get().original.sha256 != photo.original.sha256
    take_down(photo)
    assert not other.photos.exists()


def test_what_was_consented_to_still_stands_and_is_published_without_it():
    version = consent(proposed(picture(CHILD), picture(), is_published_on_consent=False))
    take_down(version.photos.first())
    assert policies.why_not_consented(fresh(version)) is None
    publishing.publish(fresh(version), by=person("officer"), at=timezone.now())
    assert fresh(version).photos.count() == 1


def test_nobody_consents_to_it_when_the_text_is_proposed_after():
    version = draft(picture(CHILD), picture())
    take_down(version.photos.first())
    version = proposing.propose(version, by=person("officer"), at=timezone.now())
    assert [one["sha256"] for one in version.content()["photos"]] == [version.photos.get().original.sha256]
    assert fresh(version).digest == fresh(version).digest_now()


def test_another_picture_put_in_its_place_is_not_consented_to():
    version = consent(proposed(picture(CHILD), is_published_on_consent=False))
    take_down(version.photos.get())
    photos.attach(version, picture=picture(), by=person("officer"), at=timezone.now())
    assert "ไม่ตรงกับฉบับที่อนุมัติ" in str(policies.why_not_consented(fresh(version)))


def test_it_does_not_come_back_by_any_door():
    photo = published(picture(CHILD)).photos.get()
    take_down(photo)
    into = draft()
    with pytest.raises(Refused, match="เคยนำลงทุกที่แล้ว"):
        photos.add_photo(into, picture=picture(CHILD), by=person("officer"), at=timezone.now())
    with pytest.raises(Refused, match="นำลงทุกที่แล้ว"):
        archive.reuse(photo, into=into, by=person("officer"), at=timezone.now())
    with pytest.raises(Refused, match="เคยนำลงทุกที่แล้ว"):
        store(ContentFile(CHILD, name="a.jpg"), by=None, limit_mb=5, allowed=PICTURES)


def test_an_upload_that_goes_on_is_refused():
    """The same mark as the one that was taken down: the sender's phone tries again."""
    version = draft()
    by, at = person("officer"), timezone.now()
    photo = photos.add_photo(version, picture=picture(CHILD), by=by, at=at, mark="phone-1")
    take_down(photo)
    with pytest.raises(Refused, match="เคยนำลงทุกที่แล้ว"):
        photos.add_photo(version, picture=picture(CHILD), by=by, at=at, mark="phone-1")


@pytest.mark.parametrize(
    ("said", "match"), [({"reason": " "}, "เหตุผล"), ({"asked": ""}, "ใครขอ")], ids=["why", "for whom"]
)
def test_nobody_takes_it_down_without_saying(said, match):
    with pytest.raises(Refused, match=match):
        take_down(published(picture(CHILD)).photos.get(), **said)


def test_it_refuses_whoever_holds_no_post():
    photo = published(picture(CHILD)).photos.get()
    User.objects.create(key="school", email="s@school.example", name="ครู")
    with pytest.raises(Refused, match="ผู้ดำรงตำแหน่ง"):
        take_down(photo, by="school")
    assert StoryPhoto.objects.filter(pk=photo.pk).exists()


def test_it_refuses_a_second_time():
    photo = published(picture(CHILD)).photos.get()
    take_down(photo)
    with pytest.raises(Refused, match="นำลงทุกที่แล้ว"):
        take_down(photo)


def test_what_a_worker_held_half_made_goes_ten_minutes_later(django_capture_on_commit_callbacks):
    version = published(picture(CHILD))
    photo = version.photos.select_related("original", "web").get()
    with django_capture_on_commit_callbacks(execute=True):
        act = take_down(photo)
    late = renditions.place(photo.original.sha256, 480, "webp")
    late.parent.mkdir(parents=True)
    late.write_bytes(b"late")
    paper = kept.keep(f"{'a' * 64}.a4.png", b"late")
    copy = StoryPhoto.everything.get(pk=photo.pk)
    copy.pk, copy.version, copy.taken_down = None, draft(), None
    copy.save(force_insert=True)
    with django_capture_on_commit_callbacks(execute=True):
        assert acts.finish(at=act.at + timedelta(minutes=9)) == 0
        assert acts.finish(at=act.at + timedelta(minutes=10)) == 1
    assert not late.exists()
    assert not paper.exists()
    assert not StoryPhoto.objects.filter(pk=copy.pk).exists()
    assert acts.finish(at=act.at + timedelta(minutes=20)) == 0


def test_bytes_that_a_killed_process_left_are_removed_by_the_tick():
    photo = published(picture(CHILD)).photos.get()
    files = files_of(photo)
    take_down(photo)  # what follows the commit never ran
    assert all(map(default_storage.exists, files))
    assert finish_erasing(at=timezone.now()) >= 3
    assert not any(map(default_storage.exists, files))
    assert finish_erasing(at=timezone.now()) == 0
    assert not Attachment.objects.filter(sha256=photo.original.sha256).exclude(file="").exists()


def test_renditions_that_begin_afterwards_are_not_made(django_capture_on_commit_callbacks):
    version = published(picture(CHILD))
    photo = version.photos.select_related("original").get()
    StoryPhoto.objects.update(formats="")
    with django_capture_on_commit_callbacks(execute=True):
        take_down(photo)
    assert rendering.make_forgotten(at=timezone.now()) == 0
    assert not renditions.place(photo.original.sha256, 900, "webp").exists()
    assert PictureTakeDown.objects.get().again_at is None
