"""Every copy of a picture, by digest: of what came in, and of what was made of it.

The JPEGs for the page are made of the pixels alone and always come out the same; so a second file of the same
photograph with another camera's words in it is found too, and one that somebody saved from our page. One that
LINE or an editor saved anew is another file: people must find that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from prasan.delivery.channels import Channel, PictureBy
from prasan.delivery.channels.registry import channel as channel_named
from prasan.delivery.channels.registry import every_channel
from prasan.delivery.models import Delivery
from prasan.delivery.states import MAY_HAVE_IT
from prasan.files.models import Attachment
from prasan.news.actions.sending import topic_of
from prasan.news.models import PictureTakeDown, StoryPhoto, StoryVersion
from prasan.news.views.pictures import SIZES
from prasan.printing.papers.newsletter import MOST_PHOTOS


@dataclass(frozen=True, slots=True)
class Copies:
    """`photos`: its rows, taken down or not; `printed`: the versions whose newsletter shows it."""

    photos: list[StoryPhoto]
    digests: frozenset[str]
    printed: frozenset[int]

    @property
    def versions(self) -> list[StoryVersion]:
        return list({photo.version_id: photo.version for photo in self.photos}.values())

    @property
    def originals(self) -> set[str]:
        return {photo.original.sha256 for photo in self.photos}


def digests_of(photo: StoryPhoto) -> frozenset[str]:
    return frozenset({photo.original.sha256, photo.web.sha256, photo.small.sha256})


def copies_of(digests: Iterable[str], act: PictureTakeDown | None = None) -> Copies:
    """Those with one of `digests`, and those that these lead to. `act`: the one that takes them down."""
    known: frozenset[str] = frozenset(digests)
    while True:
        photos = list(_with(known))
        more = known.union(*map(digests_of, photos))
        if more == known:
            return Copies(photos, known, frozenset(_printed(photos, act)))
        known = more


def _with(digests: frozenset[str]) -> Iterable[StoryPhoto]:
    rows = StoryPhoto.everything.select_related("original", "web", "small", "version__story")
    return rows.filter(
        Q(original__sha256__in=digests) | Q(web__sha256__in=digests) | Q(small__sha256__in=digests)
    ).order_by("-version", "pk")


def _printed(photos: list[StoryPhoto], act: PictureTakeDown | None) -> set[int]:
    """A newsletter shows the first few: the paper of a version where it is a later one never had it."""
    still = Q(taken_down=None) | Q(taken_down=act) if act else Q(taken_down=None)
    found = set()
    for version in {photo.version_id for photo in photos}:
        rows = StoryPhoto.everything.filter(still, version=version).values_list("pk", flat=True)
        if {photo.pk for photo in photos} & set(rows[:MOST_PHOTOS]):
            found.add(version)
    return found


def papers_kept(copies: Copies) -> set[str]:
    """Digests of the newsletters as pictures that the ledger keeps of what it posts."""
    ways = _of_versions([version for version in copies.versions if version.pk in copies.printed])
    rows = Attachment.objects.filter(messages__deliveries__in=Delivery.objects.filter(ways).values("pk"))
    return set(rows.filter(name__startswith="newsletter-").values_list("sha256", flat=True))


def addresses_of(copies: Copies) -> set[str]:
    """Where other sides fetch the picture itself."""
    return {
        f"{settings.ORIGIN}{reverse('news:photo', args=[photo.pk, size])}"
        for photo in copies.photos
        for size in SIZES
    }


def _newsletters(copies: Copies) -> set[str]:
    """Addresses at which the newsletter stood with it; now it stands there without."""
    stories = [version.story for version in copies.versions if version.pk in copies.printed]
    return {
        f"{settings.ORIGIN}{reverse('news:newsletter_file', args=[story.year, story.number, kind])}"
        for story in stories
        if story.number
        for kind in ("png", "preview")
    }


def sent_with(copies: Copies) -> list[Delivery]:
    """What is out in the world with the picture in it, or may be: posts, and what people carried."""
    rows = Delivery.objects.filter(_of_versions(copies.versions), state__in=MAY_HAVE_IT)
    addresses = addresses_of(copies) | _newsletters(copies)
    digests = copies.digests | papers_kept(copies)
    rows = rows.select_related("content").prefetch_related("content__files").order_by("pk")
    return [row for row in rows if _carries(row, addresses, digests)]


def _carries(row: Delivery, addresses: set[str], digests: frozenset[str]) -> bool:
    content = row.content
    return (
        channel_named(row.channel).open_way is None
        or content.picture_url in addresses
        or content.preview_url in addresses
        or any(file.sha256 in digests for file in content.files.all())
    )


def letters_sent(copies: Copies) -> int:
    """How many were written of the story without any picture in the letter."""
    rows = Delivery.objects.filter(_of_versions(copies.versions), state__in=MAY_HAVE_IT)
    return rows.filter(channel__in=[name for name, way in every_channel().items() if _is_letter(way)]).count()


def _is_letter(way: Channel) -> bool:
    """Text and links; its pictures stand on our own page."""
    return way.open_way is not None and way.picture_by is PictureBy.NONE


def _of_versions(versions: Iterable[StoryVersion]) -> Q:
    found = Q(pk__in=[])
    for version in versions:
        found |= Q(topic=topic_of(version.story), version=version.number)
    return found
