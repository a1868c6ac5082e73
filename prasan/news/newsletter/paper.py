"""What the newsletter of a version says, and the digest by which its files are known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from prasan.news.models import NewsletterIssue, NewsletterSettings, StoryPhoto, StoryVersion
from prasan.office.models import OfficeProfile
from prasan.printing.papers.newsletter import MOST_PHOTOS
from prasan.printing.papers.newsletter_issue import Contacts, Newsletter, Office, Photo
from prasan.thai import phones

EDITION = 1
"""Raised when the layout changes: files made before are made anew."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A newsletter to be made. `pictures` are the SHA-256 of the files whose paths `paper` holds."""

    paper: Newsletter
    design: str
    thai_digits: bool
    pictures: tuple[str, ...]

    @property
    def timestamp(self) -> int:
        return timestamp_of(self.paper.dated_on)

    def digest(self) -> str:
        """Of everything that can be seen."""
        return digest_of([self.design, self.thai_digits, self.pictures], self.paper)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written and not saved yet; `body` are paragraphs."""

    title: str
    body: Sequence[str]
    note: str = ""


def asked_of(
    version: StoryVersion, design: str, issue: NewsletterIssue | None = None, draft: Draft | None = None
) -> Asked:
    """The newsletter of a version as it stands, or as `draft` would make it."""
    draft = draft or Draft(version.title, version.paragraphs, version.note)
    office, words = OfficeProfile.current(), NewsletterSettings.current()
    photos = list(version.photos.select_related("web", "original"))[:MOST_PHOTOS]
    is_numbered = issue is not None and issue.number
    paper = Newsletter(
        office=office_of(office, words),
        year=(issue.year or 0) if issue else 0,
        number=(issue.number or 0) if issue else 0,
        dated_on=timezone.localdate(issue.issued_at) if issue and is_numbered else timezone.localdate(),
        headline=draft.title,
        body=_body(draft),
        photos=[photo_of(photo) for photo in photos],
        name=words.name,
        contacts=Contacts(email=office.email if office else ""),
        prepared_by=words.prepared_by,
        url=page_of(version),
    )
    digits = office.uses_thai_digits if office else True
    return Asked(paper, design, digits, pictures_of(photos, office))


def _body(draft: Draft) -> list[str]:
    """A corrected story says first what was corrected, as its page does."""
    said = [f"แก้ไขจากฉบับเดิม: {draft.note.strip()}"] if draft.note.strip() else []
    return [*said, *draft.body]


def page_of(version: StoryVersion) -> str:
    """The whole address of the story's page; "" while it has none."""
    return (
        f"{settings.ORIGIN}{version.story.public_url}" if version.is_on_web and version.story.number else ""
    )


def office_of(office: OfficeProfile | None, words: NewsletterSettings) -> Office:
    """Who gives the news, as papers take it."""
    if office is None:
        return Office(name="", facebook=words.facebook)
    return Office(
        name=office.name,
        short_name=office.short_name,
        address=" ".join(office.address.split()),
        phone=phone_of(office),
        website=office.website,
        facebook=words.facebook,
        emblem=_source(office.logo) if office.logo else None,
    )


def phone_of(office: OfficeProfile) -> str:
    """Its numbers as people read them."""
    return ", ".join(map(phones.format_th, phones.parse(office.phone))) or office.phone


def photo_of(photo: StoryPhoto) -> Photo:
    """The cleaned rendition: upright, without place or camera, whatever the camera made."""
    source = _source(photo.web.file)
    return Photo(source=source, caption=photo.caption, alt=photo.alt, name=photo.original.name)


def pictures_of(photos: Sequence[StoryPhoto], office: OfficeProfile | None) -> tuple[str, ...]:
    """What is drawn, by digest; the office's emblem by its name, which changes with the file."""
    return (*(photo.web.sha256 for photo in photos), (office.logo.name or "") if office else "")


def _source(file: FieldFile) -> Path | bytes:
    try:
        return Path(file.path)
    except NotImplementedError:  # a storage elsewhere
        with file.open("rb") as opened:
            return bytes(opened.read())


def timestamp_of(day: date) -> int:
    """The date of a document: the midnight that begins its day."""
    return int(datetime.combine(day, datetime.min.time(), UTC).timestamp())


def digest_of(extra: Sequence[Any], paper: Any) -> str:
    """SHA-256 of a paper without the places of its files."""
    bare = asdict(replace(paper, office=replace(paper.office, emblem=None)), dict_factory=_without_sources)
    text = json.dumps([EDITION, extra, bare], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_sources(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if name != "source"}
