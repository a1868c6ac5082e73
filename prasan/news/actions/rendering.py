"""Have the pictures of what is public in all sizes and formats. Run it as often as you like."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import QuerySet

from prasan.news import renditions
from prasan.news.models import StoryPhoto, StoryVersion
from prasan.news.models.photo import NO_FORMAT
from prasan.ui.refusal import Refused

logger = logging.getLogger(__name__)
_AT_A_TIME = 20
"""Pictures a minute: a tick must end before the next."""


def waiting() -> QuerySet[StoryPhoto]:
    """Public pictures that are served as JPEG alone, the newest first."""
    public = StoryVersion.objects.public().values("pk")
    return StoryPhoto.objects.filter(formats="", version__in=public).order_by("-pk")


def make_of(version_id: int) -> int:
    """Those of one version; returns how many."""
    return _make(waiting().filter(version=version_id))


def make_forgotten(*, at: datetime, limit: int | None = _AT_A_TIME) -> int:
    """Pictures whose task never ran, and all of them after a backup was brought back; called by the tick."""
    if not renditions.folder().is_dir():
        StoryPhoto.objects.exclude(formats="").update(formats="")
        renditions.folder().mkdir(parents=True, exist_ok=True)
    return _make(waiting()[:limit])


def _make(photos: QuerySet[StoryPhoto]) -> int:
    return sum(_make_one(photo) for photo in photos.select_related("original", "web"))


def _make_one(photo: StoryPhoto) -> bool:
    """The row is written after the files, and only if it is still there: a picture that was taken down
    meanwhile leaves nothing behind."""
    original = photo.original
    try:
        formats = renditions.make(original, width=photo.width, jpeg_bytes=photo.web.size)
    except (Refused, OSError) as error:
        logger.warning("no renditions of story photo %s: %s", photo.pk, error)
        formats = []
    same = StoryPhoto.objects.filter(original__sha256=original.sha256)
    if not same.update(formats=" ".join(formats) or NO_FORMAT):
        renditions.forget(original.sha256)
    return bool(formats)
