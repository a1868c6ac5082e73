"""Where a picture is, in words: what goes, and what stays and must be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse

from prasan.delivery.models import InboundMail
from prasan.news.models import JournalIssue, NewsletterIssue, StoryPhoto, StoryRecording, StoryVersion
from prasan.news.pictures_down.finding import Copies
from prasan.news.signals import picture_sought
from prasan.news.states import OF_THE_SENDER


@dataclass(frozen=True, slots=True)
class Place:
    """`what` in Thai, `state` a code that has a badge or ""."""

    what: str
    name: str
    url: str
    state: str = ""

    def kept(self) -> dict[str, Any]:
        return {"what": self.what, "name": self.name, "url": self.url}


def places_of(copies: Copies) -> list[Place]:
    """All that can be emptied: of this room, and of those above it that answer."""
    return [
        *_stories(copies),
        *_newsletters(copies),
        *_journals(copies),
        *_posters(copies),
        *_above(copies),
    ]


def _above(copies: Copies) -> Iterator[Place]:
    answers = cast("list[tuple[Any, list[Place]]]", picture_sought.send(StoryPhoto, digests=copies.digests))
    for _, places in answers:
        yield from places


def _stories(copies: Copies) -> Iterator[Place]:
    for photo in copies.photos:
        if photo.taken_down_id is None:
            yield _story(photo.version)


def _story(version: StoryVersion) -> Place:
    """What an agency still writes is that agency's: the office learns that there is something, not what."""
    if version.state in OF_THE_SENDER:
        return Place("ข่าวที่หน่วยงานกำลังเขียน", "", "", version.state)
    return Place(f"ข่าว ฉบับที่ {version.number}", str(version), version.staff_url, version.state)


def _newsletters(copies: Copies) -> Iterator[Place]:
    rows = NewsletterIssue.objects.filter(version__in=copies.printed).select_related("version")
    for issue in rows:
        args = [issue.version.story_id, issue.version.number]
        yield Place("จดหมายข่าว", str(issue), reverse("news:media", args=args))


def _journals(copies: Copies) -> Iterator[Place]:
    stories = {version.story_id for version in copies.versions}
    for issue in JournalIssue.objects.filter(entries__story__in=stories).distinct():
        yield Place("วารสาร", str(issue), issue.staff_url)


def _posters(copies: Copies) -> Iterator[Place]:
    rows = StoryRecording.objects.filter(file__isnull=False).filter(
        Q(poster_photo__in=[photo.pk for photo in copies.photos]) | Q(poster__sha256__in=copies.digests)
    )
    for row in rows.select_related("version"):
        args = [row.version.story_id, row.version.number, row.pk]
        yield Place("ภาพปกของวิดีโอ", str(row), reverse("news:recording", args=args))


def mails_with(digests: Iterable[str]) -> list[InboundMail]:
    """Mails in which it came: they are kept whole, and so is the picture in them."""
    wanted = Q(pk__in=[])
    for digest in digests:
        wanted |= Q(said__contains=digest)
    return list(InboundMail.objects.annotate(said=Cast("files", TextField())).filter(wanted))
