"""Use a picture of the archive again; hand out the files of one event."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.files.models import Attachment
from prasan.files.names import clean_name
from prasan.news import policies
from prasan.news.models import Story, StoryPhoto, StoryVersion
from prasan.news.states import OPEN_TO_EDIT, Children, StoryState
from prasan.ui.refusal import Refusal, Refused, ensure

_PIECE = 1 << 16


def open_drafts(user: User) -> list[StoryVersion]:
    """Where this person may put a picture."""
    return list(
        StoryVersion.objects.filter(written_by=user, state__in=OPEN_TO_EDIT).order_by("-written_at")[:50]
    )


@transaction.atomic
def reuse(photo: StoryPhoto, *, into: StoryVersion, by: User, at: datetime) -> StoryPhoto:
    """The same picture in another draft. That guardians agreed was said of another story: asked anew."""
    ensure(policies.why_not_edit(into, by))
    if into.photos.count() >= policies.MOST_PHOTOS:
        raise Refused(Refusal(f"ข่าวหนึ่งมีภาพได้ไม่เกิน {policies.MOST_PHOTOS} ภาพ"))
    if into.photos.filter(original=photo.original_id).exists():
        raise Refused(Refusal("ข่าวร่างนี้มีภาพนี้อยู่แล้ว"))
    last = into.photos.aggregate(last=Max("order"))["last"]
    copy = StoryPhoto.objects.filter(pk=photo.pk).first()
    if copy is None:
        raise Refused(Refusal("ภาพนี้นำลงทุกที่แล้ว"))
    copy.pk, copy.version, copy.mark = None, into, ""
    copy.order = 0 if last is None else last + 1
    if copy.children == Children.CONSENTED:
        copy.children, copy.confirmed_by, copy.confirmed_at = "", None, None
    copy.save(force_insert=True)
    record("story_photo_reused", into.story, by=by, at=at, photo=photo.pk)
    return copy


class _Passing(io.RawIOBase):
    """Where the ZIP is written; what is in it goes out at once."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self._parts.append(bytes(data))  # type: ignore[call-overload]
        return len(self._parts[-1])

    def taken(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def files_of(story: Story) -> list[tuple[str, Attachment]]:
    """(name, file) of the last version that is public, else of the last one: pictures as the web has them."""
    versions = story.versions.order_by("-number")
    version = versions.filter(state=StoryState.PUBLISHED).first() or versions.first()
    if version is None:
        return []
    photos = [(photo.caption or "ภาพ", photo.web) for photo in version.photos.select_related("web")]
    recordings = version.recordings.filter(file__isnull=False).select_related("file")
    recorded = [(str(one), one.file) for one in recordings if one.file]
    named = enumerate([*photos, *recorded], 1)
    return [(clean_name(f"{place:02}-{text[:80]}", file.content_type), file) for place, (text, file) in named]


def zipped(files: list[tuple[str, Attachment]]) -> Iterator[bytes]:
    """A ZIP of `files` as it is made, a piece in memory at a time; they are compressed already."""
    passing = _Passing()
    with zipfile.ZipFile(passing, "w", zipfile.ZIP_STORED) as archive:
        for name, attachment in files:
            moment = attachment.uploaded_at.timetuple()[:6]
            info = zipfile.ZipInfo(name, moment)
            with attachment.file.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
                while piece := source.read(_PIECE):
                    target.write(piece)
                    yield passing.taken()
            yield passing.taken()
    yield passing.taken()
