"""Sound and film of a version: added, described, given captions and a poster, taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.files.actions import store
from prasan.files.kinds import JPEG, PICTURES
from prasan.files.models import Attachment
from prasan.news import pictures, policies
from prasan.news.body import tidy
from prasan.news.models import StoryPhoto, StoryRecording, StoryVersion
from prasan.news.recordings import captions as words
from prasan.news.recordings import kept
from prasan.news.recordings.policies import LONGEST_TRANSCRIPT, MOST_RECORDINGS
from prasan.news.states import Children
from prasan.ui.refusal import Refusal, Refused, ensure

POSTER_MEGABYTES = 30


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a recording; `children` "none", "consented", or "" = not yet said."""

    title: str = ""
    people: str = ""
    held_on: date | None = None
    place: str = ""
    children: str = ""
    transcript: str = ""


def why_not_one_more(version: StoryVersion) -> Refusal | None:
    if version.recordings.count() >= MOST_RECORDINGS:
        return Refusal(f"ข่าวหนึ่งมีเสียงและวิดีโอได้ไม่เกิน {MOST_RECORDINGS} ไฟล์ เอาไฟล์ที่ไม่ใช้ออกก่อน")
    return None


def add(version: StoryVersion, *, uploaded: File[Any], by: User, at: datetime) -> StoryRecording:
    """What a plain form sent. Raises `Refused`: no recording, too large, one too many, not playable."""
    ensure(policies.why_not_edit(version, by))
    ensure(why_not_one_more(version))
    name = uploaded.name or ""
    return add_file(version, path=kept.copied(uploaded), name=name, by=by, at=at)


@transaction.atomic
def add_file(version: StoryVersion, *, path: Path, name: str, by: User, at: datetime) -> StoryRecording:
    """The file at `path` becomes a recording and is gone from there, also when it is refused."""
    ensure(policies.why_not_edit(version, by))
    ensure(why_not_one_more(version))
    attachment, found = kept.kept(path, name, by=by)
    if StoryRecording.objects.filter(sha256=attachment.sha256, taken_down_at__isnull=False).exists():
        raise Refused(Refusal("ไฟล์นี้เคยนำลงทุกที่แล้ว จึงนำกลับมาใช้ไม่ได้"))
    last = version.recordings.aggregate(last=Max("order"))["last"]
    recording = StoryRecording.objects.create(
        version=version,
        order=0 if last is None else last + 1,
        is_film=found.is_film,
        file=attachment,
        content_type=found.content_type,
        size=attachment.size,
        sha256=attachment.sha256,
        seconds=round(found.seconds) or None if found.seconds else None,
        added_at=at,
    )
    record("story_recording_added", version.story, by=by, at=at, sha256=attachment.sha256)
    return recording


@transaction.atomic
def describe(recording: StoryRecording, *, said: Said, by: User, at: datetime) -> StoryRecording:
    """All that is said of it; who says that guardians agreed is kept. Raises `Refused`."""
    recording = _held(recording, by)
    if said.held_on and said.held_on > timezone.localdate(at):
        raise Refused(Refusal("วันที่ของงานต้องไม่อยู่ข้างหน้า"))
    if len(said.transcript) > LONGEST_TRANSCRIPT:
        raise Refused(Refusal(f"บทถอดเสียงยาวเกิน {LONGEST_TRANSCRIPT:,} อักษร"))
    if said.children not in {"", *Children.values}:
        raise Refused(Refusal("เลือกว่ามีภาพหรือเสียงเด็กหรือไม่"))
    recording.title, recording.people = tidy(said.title)[:200], tidy(said.people)[:500]
    recording.held_on, recording.place = said.held_on, tidy(said.place)[:200]
    recording.transcript = _paragraphs(said.transcript)
    if said.children != recording.children:
        is_confirmed = said.children == Children.CONSENTED
        recording.confirmed_by = by if is_confirmed else None
        recording.confirmed_at = at if is_confirmed else None
    recording.children = said.children
    recording.save()
    record("story_recording_described", recording.version.story, by=by, at=at, recording=recording.pk,
           children=said.children)  # fmt: skip
    return recording


def _paragraphs(text: str) -> str:
    """Lines tidied one by one; one blank line parts paragraphs."""
    lines = [tidy(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept_lines = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept_lines).strip()


@transaction.atomic
def caption(recording: StoryRecording, *, data: bytes, by: User, at: datetime) -> StoryRecording:
    """Captions from a .vtt or .srt file, b"" takes them away. Raises `Refused`, naming the line."""
    recording = _held(recording, by)
    recording.captions = words.to_vtt(words.read(data)) if data else ""
    recording.save(update_fields=["captions"])
    record("story_recording_captioned", recording.version.story, by=by, at=at, recording=recording.pk)
    return recording


@transaction.atomic
def set_poster(
    recording: StoryRecording,
    *,
    picture: File[Any] | None = None,
    photo: StoryPhoto | None = None,
    by: User,
    at: datetime,
) -> StoryRecording:
    """A frame or a picture that was sent, one of the story's own photos, or none. Raises `Refused`."""
    recording = _held(recording, by)
    if photo is not None and photo.version_id != recording.version_id:
        raise Refused(Refusal("เลือกภาพของข่าวนี้"))
    recording.poster = _drawn(picture, recording, by) if picture else None
    recording.poster_photo = photo
    recording.save(update_fields=["poster", "poster_photo"])
    record("story_recording_poster", recording.version.story, by=by, at=at, recording=recording.pk)
    return recording


def _drawn(picture: File[Any], recording: StoryRecording, by: User) -> Attachment:
    """A new picture without place or camera, as all pictures of a story."""
    sent = store(picture, by=by, limit_mb=POSTER_MEGABYTES, allowed=PICTURES)
    web, _ = pictures.render(sent)
    file = ContentFile(web.data, name=f"{recording.sha256[:12]}-poster.jpg")
    made = store(file, by=by, limit_mb=POSTER_MEGABYTES, allowed=frozenset({JPEG}))
    stored = sent.file
    sent.delete()
    transaction.on_commit(lambda: stored.delete(save=False))
    return made


@transaction.atomic
def remove(recording: StoryRecording, *, by: User, at: datetime) -> None:
    """Out of this version; its bytes go when no other version has them, for they are many."""
    recording = _held(recording, by)
    key, files = recording.pk, {recording.file_id, recording.poster_id}
    recording.delete()
    used = StoryRecording.objects.filter(sha256=recording.sha256)
    gone = files - set(used.values_list("file", flat=True)) - set(used.values_list("poster", flat=True))
    kept.delete_files({file for file in gone if file})
    record("story_recording_removed", recording.version.story, by=by, at=at, recording=key)


def _held(recording: StoryRecording, by: User) -> StoryRecording:
    """As it stands now, open to change by this person."""
    found = (
        StoryRecording.objects.select_for_update(of=("self",))
        .select_related("version__story")
        .get(pk=recording.pk)
    )
    ensure(policies.why_not_edit(found.version, by))
    if not found.is_shown:
        raise Refused(Refusal("สื่อนี้นำลงทุกที่แล้ว จึงแก้ไขไม่ได้"))
    return found


def copy_to(version: StoryVersion, recordings: list[StoryRecording]) -> None:
    """The recordings of the version before, for its correction; photos stand in the same order in both."""
    photos = {photo.order: photo for photo in version.photos.all()}
    for recording in recordings:
        if recording.is_shown:
            photo = recording.poster_photo
            recording.pk, recording.version = None, version
            recording.poster_photo = photos.get(photo.order) if photo and not photo.taken_down_id else None
            recording.save(force_insert=True)
