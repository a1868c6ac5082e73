"""Pictures of a version: added with their renditions, described, moved, taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Max

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.files.actions import Kept, own, put
from prasan.files.kinds import JPEG, PICTURES
from prasan.files.models import Attachment
from prasan.news import pictures, policies
from prasan.news.body import tidy
from prasan.news.models import StoryPhoto, StoryVersion
from prasan.news.pictures import Rendition
from prasan.news.states import Children
from prasan.news.writing import Picture, why_not_this_picture
from prasan.ui.refusal import Refusal, Refused, ensure

MEGABYTES = 30


@dataclass(frozen=True, slots=True)
class Made:
    """A picture and its renditions, in the storage and without rows."""

    original: Kept
    web: Kept
    small: Kept
    width: int
    height: int


def make(file: File[bytes]) -> Made:
    """Keep the original and make its renditions, which takes long: where it can, before a transaction.

    Raises `Refused`: no picture, too large, broken.
    """
    original = put(file, limit_mb=MEGABYTES, allowed=PICTURES)
    web, small = pictures.render(Attachment(file=original.file))
    return Made(original, _keep(web, original, "web"), _keep(small, original, "small"), web.width, web.height)


@transaction.atomic
def add_photo(
    version: StoryVersion, *, picture: Picture, by: User, at: datetime, mark: str = ""
) -> StoryPhoto:
    """Keep the original, make its renditions. Raises `Refused`: no picture, too large, one too many.

    `mark` is the sender's own name of this upload: sent again under it, the picture that is there is given.
    """
    ensure(policies.why_not_edit(version, by))
    return attach(version, picture=picture, by=by, at=at, mark=mark)


@transaction.atomic
def attach(
    version: StoryVersion,
    *,
    picture: Picture,
    by: User | None,
    at: datetime,
    mark: str = "",
    made: Made | None = None,
) -> StoryPhoto:
    """As `add_photo`, where the version is nobody's to edit yet: the pictures of a mail, `made` before."""
    ensure(why_not_this_picture(picture))
    if mark and (there := version.photos.filter(mark=mark[:64]).first()):
        return there
    taken = version.photos.aggregate(last=Max("order"))["last"]
    if version.photos.count() >= policies.MOST_PHOTOS:
        raise Refused(Refusal(f"ข่าวหนึ่งมีภาพได้ไม่เกิน {policies.MOST_PHOTOS} ภาพ"))
    made = made or make(picture.file)
    photo = StoryPhoto(
        version=version,
        order=0 if taken is None else taken + 1,
        original=own(made.original, by=by),
        web=own(made.web, by=by),
        small=own(made.small, by=by),
        mark=mark[:64],
        width=made.width,
        height=made.height,
    )
    _describe(photo, picture.caption, picture.alt, picture.children, by=by, at=at)
    photo.save()
    record(
        "story_photo_added", version.story, by=by, at=at, version=version.number, sha256=made.original.sha256
    )
    return photo


def _keep(rendition: Rendition, original: Kept, size: str) -> Kept:
    """The name of the original may tell of a person or a place: a rendition has none of it."""
    file = ContentFile(rendition.data, name=f"{original.sha256[:12]}-{size}.jpg")
    return put(file, limit_mb=MEGABYTES, allowed=frozenset({JPEG}))


def _describe(
    photo: StoryPhoto, caption: str, alt: str, children: str, *, by: User | None, at: datetime
) -> None:
    photo.caption, photo.alt = tidy(caption), tidy(alt)
    if children != photo.children:
        is_confirmed = children == Children.CONSENTED
        photo.confirmed_by = by if is_confirmed else None
        photo.confirmed_at = at if is_confirmed else None
    photo.children = children


@transaction.atomic
def describe_photo(
    photo: StoryPhoto, *, caption: str, alt: str, children: str, by: User, at: datetime
) -> StoryPhoto:
    """Caption, words for those who don't see it, and whether children are on it; who says so is kept."""
    ensure(policies.why_not_edit(photo.version, by))
    ensure(why_not_this_picture(Picture(photo.original.file, caption, alt, children)))
    _describe(photo, caption, alt, children, by=by, at=at)
    photo.save()
    record("story_photo_described", photo.version.story, by=by, at=at, photo=photo.pk, children=children)
    return photo


@transaction.atomic
def move_photo(photo: StoryPhoto, *, up: bool, by: User, at: datetime) -> None:
    """One place up or down; at the end nothing happens."""
    ensure(policies.why_not_edit(photo.version, by))
    rows = list(photo.version.photos.all())
    place = [row.pk for row in rows].index(photo.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for order, row in enumerate(rows):
        row.order = order
    StoryPhoto.objects.bulk_update(rows, ["order"])
    record("story_photo_moved", photo.version.story, by=by, at=at, photo=photo.pk)


@transaction.atomic
def remove_photo(photo: StoryPhoto, *, by: User, at: datetime) -> None:
    """Out of this version; the file stays in the archive of the office."""
    ensure(policies.why_not_edit(photo.version, by))
    key = photo.pk
    photo.delete()
    record("story_photo_removed", photo.version.story, by=by, at=at, photo=key)
