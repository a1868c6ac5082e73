"""Take one picture out of every version, paper and archive, its bytes off the disk; and look once more."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.delivery.actions import send_without
from prasan.files.actions import erase
from prasan.files.models import Attachment
from prasan.news import policies, renditions
from prasan.news.body import tidy
from prasan.news.models import PictureSentOut, PictureTakeDown, StoryPhoto
from prasan.news.newsletter import kept
from prasan.news.pictures_down.finding import (
    Copies,
    addresses_of,
    copies_of,
    digests_of,
    papers_kept,
    sent_with,
)
from prasan.news.pictures_down.places import places_of
from prasan.news.pictures_down.policies import why_not_take_down
from prasan.news.signals import picture_taken_down
from prasan.office.standing import Standing
from prasan.ui.refusal import ensure

AGAIN_AFTER = timedelta(minutes=10)
"""Longer than any worker holds a paper or a picture that it is making."""


@transaction.atomic
def take_down_everywhere(
    photo: StoryPhoto, *, reason: str, asked: str, by: User, at: datetime
) -> PictureTakeDown:
    """Needs no consent: nothing is published by it. Raises `Refused`.

    Bytes go once this is committed; who asked, why and by whom stays, and so do the rows: they are part of
    what was consented to.
    """
    photo = StoryPhoto.everything.select_for_update(of=("self",)).select_related(
        "original", "web", "small"
    ).get(pk=photo.pk)  # fmt: skip
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(why_not_take_down(photo, reason, asked))
    copies = _held(copies_of(digests_of(photo)))
    act = PictureTakeDown.objects.create(
        digests=sorted(copies.digests),
        places=[place.kept() for place in places_of(copies)],
        reason=tidy(reason)[:500],
        asked=tidy(asked)[:200],
        by=by,
        at=at,
    )
    _empty(act, copies, at=at)
    for story in {version.story for version in copies.versions}:
        record("story_photo_taken_down", story, by=by, at=at, sha256=photo.original.sha256, act=act.pk)
    return act


def _held(copies: Copies) -> Copies:
    """Held until this is committed: whoever copies the picture at this moment comes before or too late."""
    list(Attachment.objects.select_for_update().filter(sha256__in=copies.digests).values_list("pk"))
    return copies_of(copies.digests)


def _empty(act: PictureTakeDown, copies: Copies, *, at: datetime) -> None:
    for row in sent_with(copies):
        PictureSentOut.objects.get_or_create(take_down=act, delivery=row)
    send_without(addresses_of(copies))
    picture_taken_down.send(PictureTakeDown, digests=copies.digests, by=act.by, at=at)
    erase(copies.digests | papers_kept(copies), at=at)
    keys = [photo.pk for photo in copies.photos]
    StoryPhoto.everything.filter(pk__in=keys, taken_down=None).update(taken_down=act)
    transaction.on_commit(lambda: _forget_made(copies.originals))


def _forget_made(originals: set[str]) -> None:
    """What was made of it, and every paper: those that may still stand are made again without it."""
    for sha256 in originals:
        renditions.forget(sha256)
    kept.clear()


def finish(*, at: datetime) -> int:
    """Go over it once more, for what a worker held half made then; how many. Called by the minute tick."""
    due = PictureTakeDown.objects.filter(again_at=None, at__lte=at - AGAIN_AFTER)
    return sum(_again(pk, at) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _again(pk: int, at: datetime) -> bool:
    act = PictureTakeDown.objects.select_for_update(of=("self",)).select_related("by").get(pk=pk)
    if act.again_at:
        return False
    _empty(act, copies_of(act.digests, act), at=at)
    act.again_at = at
    act.save(update_fields=["again_at"])
    return True


@transaction.atomic
def mark_removed(row: PictureSentOut, *, by: User, at: datetime) -> PictureSentOut:
    """A person saw to it outside: deleted the post, asked the group to delete the picture."""
    row = PictureSentOut.objects.select_for_update(of=("self",)).get(pk=row.pk)
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    if row.removed_at is None:
        row.removed_by, row.removed_at = by, at
        row.save(update_fields=["removed_by", "removed_at"])
        record("story_photo_removed_outside", row.take_down, by=by, at=at, delivery=row.delivery_id)
    return row
