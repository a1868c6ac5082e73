"""Sound and film belong to what is consented to: no words, no consent; no consent, no file."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.audit.models import Event
from prasan.files.models import Attachment
from prasan.news import policies
from prasan.news.actions import corrections, proposing, publishing
from prasan.news.models import StoryRecording
from prasan.news.recordings import adding, take_down
from prasan.news.recordings.tests.made import VTT, add, described, film, stored, tone
from prasan.news.tests.stories import consent, draft, fresh, jpeg, picture
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def proposed_with(*recordings, **said):
    version = draft(picture())
    for data in recordings or (film(),):
        described(add(version, data), **said)
    return proposing.propose(version, by=person("officer"), at=timezone.now())


def published_with(*recordings, **said):
    return consent(proposed_with(*recordings, **said))


def play(client, recording, part="play", **headers):
    return client.get(reverse("news:recording_file", args=[recording.pk, part]), headers=headers)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({"captions": ""}, "คำบรรยายหรือบทถอดเสียง"),
        ({"children": ""}, "ภาพหรือเสียงเด็ก"),
        ({"title": ""}, "ชื่อสื่อ"),
        ({"people": ""}, "ใครพูดหรือเห็นอะไร"),
        ({"held_on": None}, "วันที่ของงาน"),
    ],
)
def test_it_is_not_proposed_before_it_says_all(said, missing):
    with pytest.raises(Refused, match=missing):
        proposed_with(**said)


def test_a_transcript_does_instead_of_captions():
    assert proposed_with(tone(), captions="", transcript="ผู้อำนวยการกล่าวเปิดงาน").state == "proposed"


def test_who_says_that_guardians_agreed_is_kept():
    recording = described(add(draft(), film()), children="consented")
    assert recording.confirmed_by == person("officer")


def test_a_day_ahead_is_refused():
    with pytest.raises(Refused, match="ต้องไม่อยู่ข้างหน้า"):
        described(add(draft(), film()), held_on=date(2999, 1, 1))


def test_words_changed_behind_the_consent_are_not_published():
    version = draft(is_published_on_consent=False)
    recording = described(add(version, film()))
    version = consent(proposing.propose(version, by=person("officer"), at=timezone.now()))
    assert policies.why_not_consented(version) is None
    StoryRecording.objects.filter(pk=recording.pk).update(captions=VTT.replace("คลอง", "ถนน"))
    assert policies.why_not_consented(version) is not None


def test_a_story_without_recordings_keeps_the_digest_that_it_had():
    assert "recordings" not in draft().content()


def test_everybody_plays_it_once_published(client):
    version = published_with()
    recording = version.recordings.get()
    page = client.get(version.story.public_url).content.decode()
    assert f'src="/news/recordings/{recording.pk}/play"' in page
    assert '<track kind="captions" srclang="th" label="ไทย"' in page
    assert "คลองในชุมชน" in page
    answer = play(client, recording)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("video/mp4", "nosniff")
    assert b"".join(answer.streaming_content) == stored(recording)
    assert play(client, recording, "captions")["Content-Type"] == "text/vtt; charset=utf-8"
    assert play(client, recording, "download")["Content-Disposition"].startswith("attachment")
    assert "media-src 'self'" in client.get(version.story.public_url)["Content-Security-Policy"]


def test_the_feed_offers_the_first_of_it(client):
    recording = published_with().recordings.get()
    feed = client.get(reverse("news:feed")).content.decode()
    assert feed.count("<enclosure") == 1
    url = f"{settings.ORIGIN}/news/recordings/{recording.pk}/play"
    assert f'<enclosure length="{len(stored(recording))}" type="video/mp4" url="{url}"/>' in feed
    take_down.take_down_everywhere(
        recording, reason="ขอถอน", asked="ผู้ปกครอง", by=person("officer"), at=timezone.now()
    )
    assert "<enclosure" not in client.get(reverse("news:feed")).content.decode()


def test_the_share_card_of_a_story_stays_its_picture(client):
    version = draft(picture())
    described(add(version, film()))
    version = consent(proposing.propose(version, by=person("officer"), at=timezone.now()))
    page = client.get(version.story.public_url).content.decode()
    assert f"/news/photos/{version.photos.get().pk}-web.jpg" in page.split("og:image", 1)[1].split(">")[0]
    assert "og:video" not in page


def test_nobody_but_staff_plays_it_before(client):
    recording = proposed_with().recordings.get()
    assert play(client, recording).status_code == 404
    assert client.get(reverse("news:staff_recording_file", args=[recording.pk, "play"])).status_code == 302
    client.force_login(person("head"))
    assert client.get(reverse("news:staff_recording_file", args=[recording.pk, "play"])).status_code == 200


def test_it_comes_off_with_the_story(client):
    version = published_with()
    publishing.take_down(version.story, why="wrong", by=person("officer"), at=timezone.now())
    assert play(client, version.recordings.get()).status_code == 404


def test_a_correction_has_it_with_the_poster_of_its_own_photo():
    version = draft(picture(), picture(caption="เวที"))
    recording = described(add(version, film()))
    photo = version.photos.last()
    adding.set_poster(recording, photo=photo, by=person("officer"), at=timezone.now())
    version = consent(proposing.propose(version, by=person("officer"), at=timezone.now()))
    new = corrections.correct(version.story, by=person("officer"), at=timezone.now())
    copy = new.recordings.get()
    assert (copy.file_id, copy.captions) == (recording.file_id, recording.captions)
    assert copy.poster_photo == new.photos.last()
    assert copy.content()["poster_sha256"] == photo.web.sha256


def test_a_frame_of_the_film_becomes_its_poster(client):
    client.force_login(person("officer"))
    version = draft()
    recording = described(add(version, film()))
    url = reverse("news:recording_poster", args=[version.story_id, 1, recording.pk])
    sent = {"file": ContentFile(jpeg((320, 180)), name="poster.jpg")}
    assert client.post(url, sent, headers={"Accept": "application/json"}).json() == {"refused": None}
    answer = client.get(reverse("news:staff_recording_file", args=[recording.pk, "poster"]))
    assert answer["Content-Type"] == "image/jpeg"
    answer.close()


def test_taken_out_of_a_draft_its_bytes_go(django_capture_on_commit_callbacks):
    recording = add(draft(), film())
    kept = recording.file.file
    with django_capture_on_commit_callbacks(execute=True):
        adding.remove(recording, by=person("officer"), at=timezone.now())
    assert not kept.storage.exists(kept.name)


def test_taken_down_everywhere_it_is_nowhere(client, django_capture_on_commit_callbacks):
    version = published_with()
    new = corrections.correct(version.story, by=person("officer"), at=timezone.now())
    recording = version.recordings.get()
    kept, url = recording.file.file, version.story.public_url
    with django_capture_on_commit_callbacks(execute=True):
        count = take_down.take_down_everywhere(
            recording, reason="ผู้ปกครองถอนความยินยอม", asked="ผู้ปกครอง", by=person("officer"), at=timezone.now()
        )
    assert count == 2
    assert not kept.storage.exists(kept.name)
    assert not Attachment.objects.filter(sha256=recording.sha256).exists()
    assert play(client, recording).status_code == 404
    page = client.get(url).content.decode()
    assert "<video" not in page
    assert "คลองในชุมชน" not in page
    left = new.recordings.get()
    assert (left.captions, left.taken_down_asked, left.taken_down_by) == ("", "ผู้ปกครอง", person("officer"))
    assert Event.objects.filter(action="story_recording_taken_down").count() == 1


def test_what_was_taken_down_does_not_come_back():
    recording = add(draft(), film())
    take_down.take_down_everywhere(
        recording, reason="ขอถอน", asked="ผู้ปกครอง", by=person("officer"), at=timezone.now()
    )
    with pytest.raises(Refused, match="เคยนำลงทุกที่แล้ว"):
        add(draft(), film())


def test_a_story_whose_recording_was_taken_down_is_still_what_was_consented_to():
    version = draft(is_published_on_consent=False)
    recording = described(add(version, film()))
    version = consent(proposing.propose(version, by=person("officer"), at=timezone.now()))
    take_down.take_down_everywhere(
        recording, reason="ขอถอน", asked="ผู้ปกครอง", by=person("officer"), at=timezone.now()
    )
    assert policies.why_not_consented(fresh(version)) is None


def test_nobody_takes_it_down_without_saying_why_and_for_whom():
    recording = add(draft(), film())
    with pytest.raises(Refused, match="เหตุผล"):
        take_down.take_down_everywhere(
            recording, reason=" ", asked="ก", by=person("officer"), at=timezone.now()
        )
    with pytest.raises(Refused, match="ใครขอ"):
        take_down.take_down_everywhere(
            recording, reason="ก", asked="", by=person("officer"), at=timezone.now()
        )


def test_captions_that_are_wrong_leave_the_words_saved(client):
    client.force_login(person("officer"))
    version = draft()
    recording = add(version, film())
    words = {"title": "พิธีเปิด", "people": "ผู้อำนวยการ", "held_on": "10 พ.ย. 2569", "children": "none"}
    sent = words | {"captions": ContentFile(b"WEBVTT\n\n00:09 -->\nx\n", name="a.vtt")}
    page = client.post(reverse("news:recording", args=[version.story_id, 1, recording.pk]), sent)
    assert "บรรทัดที่ 3" in page.content.decode()
    assert "คำบอกว่าใครพูดหรือเห็นอะไร" not in page.content.decode(), "no longer missing"
    recording.refresh_from_db()
    assert (recording.title, recording.captions) == ("พิธีเปิด", "")


def test_a_recording_is_taken_down_from_its_page(client):
    client.force_login(person("officer"))
    recording = add(draft(), film())
    url = reverse("news:recording_take_down", args=[recording.pk])
    assert "อยู่ที่ 1 แห่ง" in client.get(url).content.decode()
    client.post(url, {"reason": "ผู้ปกครองขอ", "asked": "ผู้ปกครอง"})
    recording.refresh_from_db()
    assert recording.file is None
    for name in ("recordings", "recording"):
        args = [recording.version.story_id, 1, recording.pk][: 2 if name == "recordings" else 3]
        assert "นำลงทุกที่แล้ว" in client.get(reverse(f"news:{name}", args=args)).content.decode()
