"""A story as the office posts it for all to see: the text that suits the channel, and one picture."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse

from prasan.delivery.actions import Text
from prasan.delivery.channels import Channel, Picture, PictureBy, Telling
from prasan.files.actions import store
from prasan.files.kinds import PNG
from prasan.files.models import Attachment
from prasan.news.letters import correction_text, story_text
from prasan.news.models import NewsletterIssue, StoryPhoto, StoryVersion
from prasan.news.newsletter.issuing import issue_of
from prasan.news.newsletter.making import made
from prasan.news.newsletter.paper import asked_of
from prasan.news.newsletter.telling import told_of
from prasan.news.texts import posts
from prasan.news.texts.told import Told

_TOLD: dict[Telling, Callable[[Told], str]] = {Telling.CHAT: posts.line, Telling.PAGE: posts.facebook}
_MOST_PREVIEW = 1024 * 1024
_MOST_MEGABYTES = 30
_CORRECTION = "แก้ไขข่าวที่สำนักงานเผยแพร่ก่อนหน้านี้ โปรดใช้ฉบับนี้แทนฉบับเดิม"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture that may go beside the text; `label` Thai, `attachment` keeps it as a file to be sent."""

    label: str
    picture: Picture
    attachment: Callable[[], Attachment] | None = None


def text_of(version: StoryVersion, way: Channel, *, note: str = "") -> Text:
    """What `way` is given of a published version; `note` says what was wrong in the one before."""
    if way.telling is Telling.LETTER:
        return correction_text(version) if note else story_text(version)
    said = words_of(version, way, note=note)
    found, _ = picture_for(version, way)
    if found is None:
        return Text(version.title[:300], said)
    if way.picture_by is PictureBy.BYTES and found.attachment:
        return Text(version.title[:300], said, files=(found.attachment().pk,))
    return Text(
        version.title[:300], said, picture_url=found.picture.url, preview_url=found.picture.preview_url
    )


def words_of(version: StoryVersion, way: Channel, *, note: str = "") -> str:
    """The text alone."""
    said = _TOLD[way.telling](told_of(version))
    return f"{_corrects(version, note)}\n\n{said}" if note else said


def _corrects(version: StoryVersion, note: str) -> str:
    """There a correction is a post of its own, beside the wrong one: it says so before anything else."""
    lines = [_CORRECTION, f"สิ่งที่แก้ไข: {note}"]
    if version.is_on_web and version.story.public_url:
        lines.append(f"ข่าวฉบับที่ถูกต้อง: {settings.ORIGIN}{version.story.public_url}")
    return "\n".join(lines)


def picture_for(version: StoryVersion, way: Channel, *, ahead: bool = False) -> tuple[Candidate | None, str]:
    """The first picture that `way` takes, or None and why (Thai, "" where it takes none at all).

    `ahead`: as it looks before the newsletter has its number.
    """
    if way.picture_by is PictureBy.NONE:
        return None, ""
    why_not = "ข่าวนี้ไม่มีภาพ"
    for candidate in _candidates(version, ahead):
        why_not = way.why_not_picture(candidate.picture)
        if not why_not:
            return candidate, ""
    return None, why_not


def _candidates(version: StoryVersion, ahead: bool) -> Iterator[Candidate]:
    """The newsletter, which tells the story by itself; else the first photo."""
    issue, photo = issue_of(version), version.photos.select_related("web", "small").first()
    if issue and issue.number and (found := _newsletter(version, issue, photo)):
        yield found
    elif issue and ahead:
        url = _newsletter_url(version, "png")  # its size is not known: drawing it takes a second
        yield Candidate(_NEWSLETTER, Picture(PNG, 0, url, url))
    if photo:
        web, small = photo.web, photo.small
        picture = Picture(
            web.content_type, web.size, _photo_url(photo, "web"), _photo_url(photo, "small"), small.size
        )
        yield Candidate("ภาพแรกของข่าว", picture, lambda: web)


_NEWSLETTER = "ภาพจดหมายข่าว"


def _newsletter(version: StoryVersion, issue: NewsletterIssue, photo: StoryPhoto | None) -> Candidate | None:
    asked = asked_of(version, issue.design, issue)
    path = made(asked, "png").path
    if path is None:
        return None
    url, size = _newsletter_url(version, "png"), path.stat().st_size
    preview_url, preview_size = url, size
    if size > _MOST_PREVIEW:
        small = made(asked, "preview").path
        preview_url, preview_size = (
            _newsletter_url(version, "preview"),
            small.stat().st_size if small else size,
        )
    if preview_size > _MOST_PREVIEW and photo:
        preview_url, preview_size = _photo_url(photo, "small"), photo.small.size
    return Candidate(
        _NEWSLETTER,
        Picture(PNG, size, url, preview_url, preview_size),
        lambda: _kept(path.read_bytes(), f"newsletter-{issue.be_year}-{issue.number}.png"),
    )


def _kept(content: bytes, name: str) -> Attachment:
    """As a file of the ledger, which shows later what was sent; written again it is the same one."""
    digest = hashlib.sha256(content).hexdigest()
    known = Attachment.objects.filter(sha256=digest, name=name, uploaded_by=None).order_by("pk").first()
    return known or store(
        ContentFile(content, name=name), by=None, limit_mb=_MOST_MEGABYTES, allowed=frozenset({PNG})
    )


def _newsletter_url(version: StoryVersion, kind: str) -> str:
    story = version.story
    if not version.is_on_web:
        return ""
    return (
        f"{settings.ORIGIN}{reverse('news:newsletter_file', args=[story.year or 0, story.number or 0, kind])}"
    )


def _photo_url(photo: StoryPhoto, size: str) -> str:
    return (
        f"{settings.ORIGIN}{reverse('news:photo', args=[photo.pk, size])}" if photo.version.is_on_web else ""
    )
