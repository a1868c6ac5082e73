"""The pictures of a mail: made before the transaction in which they are attached to its story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile

from prasan.accounts.models import User
from prasan.delivery.mail import Attachment, Mail
from prasan.news import policies
from prasan.news.actions import photos
from prasan.news.mail_in.telling import pictures_of
from prasan.news.models import StoryVersion
from prasan.news.writing import Picture
from prasan.ui.refusal import Refused

_TOO_MANY = f"ข่าวหนึ่งมีภาพได้ไม่เกิน {policies.MOST_PHOTOS} ภาพ ภาพที่เกินดูได้ในจดหมาย"


@dataclass(frozen=True, slots=True)
class MailPictures:
    """`ready` in the order of the mail; `said` what could not be taken, in Thai.

    `are_more`: than a story may hold, and those were not looked at.
    """

    ready: tuple[tuple[Attachment, photos.Made], ...] = ()
    said: tuple[str, ...] = ()
    are_more: bool = False


def make_pictures(read: Mail) -> MailPictures:
    """Decode and shrink them, which takes seconds; one broken picture keeps none of the others back."""
    ready: list[tuple[Attachment, photos.Made]] = []
    said: list[str] = []
    for place, one in enumerate(pictures_of(read)):
        if place >= policies.MOST_PHOTOS:
            return MailPictures(tuple(ready), tuple(said), are_more=True)
        try:
            ready.append((one, photos.make(ContentFile(one.content, name=one.name))))
        except Refused as refused:
            said.append(f"{one.name}: {refused}")
    return MailPictures(tuple(ready), tuple(said))


def attach_pictures(
    version: StoryVersion, pictures: MailPictures, *, by: User | None, at: datetime
) -> list[str]:
    """Those that find room in `version`; what is to be said of the others, in Thai."""
    room = policies.MOST_PHOTOS - version.photos.count()
    for one, made in pictures.ready[:room]:
        picture = Picture(ContentFile(one.content, name=one.name))
        photos.attach(version, picture=picture, by=by, at=at, mark=one.sha256, made=made)
    are_more = pictures.are_more or len(pictures.ready) > room
    return [*pictures.said, *([_TOO_MANY] if are_more else [])]
