"""A published story is corrected by a new version that climbs the chain again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.news import policies
from prasan.news.actions.drafts import put
from prasan.news.actions.photos import add_photo
from prasan.news.body import tidy
from prasan.news.models import Story, StoryPhoto, StoryVersion
from prasan.news.recordings.adding import copy_to
from prasan.news.states import UNDER_WAY, StoryState
from prasan.news.writing import Picture, Writing, why_not_this_writing
from prasan.office.standing import Standing
from prasan.ui.refusal import ensure


@transaction.atomic
def correct(story: Story, *, by: User, at: datetime) -> StoryVersion:
    """A draft that says what the public version says, with its pictures; to be mended and proposed."""
    public = _begin(story, by=by, at=at)
    version = StoryVersion.objects.get(pk=public.pk)
    _as_new(version, public, by=by, at=at)
    version.save(force_insert=True)
    for photo in public.photos.all():
        _copy(photo, version)
    copy_to(version, list(public.recordings.select_related("poster_photo")))
    record("story_correction_drafted", story, by=by, at=at, version=version.number)
    return version


@transaction.atomic
def correct_with(
    story: Story, *, writing: Writing, pictures: Sequence[Picture], note: str, by: User, at: datetime
) -> StoryVersion:
    """The same with a whole new text and pictures at once."""
    public = _begin(story, by=by, at=at)
    ensure(why_not_this_writing(writing))
    version = StoryVersion(story=story)
    _as_new(version, public, by=by, at=at)
    put(writing, version)
    version.category, version.agency, version.facts = public.category, public.agency, public.facts
    version.note = tidy(note)[:500]
    version.save()
    for picture in pictures:
        add_photo(version, picture=picture, by=by, at=at)
    copy_to(version, list(public.recordings.select_related("poster_photo")))
    record("story_correction_drafted", story, by=by, at=at, version=version.number)
    return version


def _begin(story: Story, *, by: User, at: datetime) -> StoryVersion:
    Story.objects.select_for_update().get(pk=story.pk)
    public = story.versions.filter(state=StoryState.PUBLISHED).select_related("agency").first()
    is_under_way = story.versions.filter(state__in=UNDER_WAY).exists()
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_correct(public, has_one_under_way=is_under_way))
    assert public is not None
    return public


def _as_new(version: StoryVersion, public: StoryVersion, *, by: User, at: datetime) -> None:
    version.pk = None
    version.number = public.story.versions.count() + 1
    version.state, version.case, version.digest, version.rounds = StoryState.DRAFT, None, "", {}
    version.approved_at = version.published_at = version.publish_at = None
    version.sent_out_at = None
    version.list_at(None)
    version.note = ""
    version.written_by, version.written_at = by, at


def _copy(photo: StoryPhoto, version: StoryVersion) -> None:
    photo.pk = None
    photo.version = version
    photo.save(force_insert=True)
