"""Write a story, edit its draft, drop it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.news import body as bodies
from prasan.news import policies
from prasan.news.actions.photos import add_photo
from prasan.news.body import tidy
from prasan.news.models import Story, StoryVersion
from prasan.news.states import WEB, StoryState
from prasan.news.writing import Picture, Writing, why_not_this_writing
from prasan.office.standing import Standing
from prasan.ui.refusal import ensure


@transaction.atomic
def write_draft(
    *, writing: Writing, pictures: Sequence[Picture] = (), by: User, at: datetime
) -> StoryVersion:
    """A new story with its first version; all of it or nothing. Raises `Refused`."""
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(why_not_this_writing(writing))
    story = Story.objects.create(created_by=by, created_at=at)
    version = StoryVersion(story=story, written_by=by, written_at=at)
    put(writing, version)
    version.save()
    for picture in pictures:
        add_photo(version, picture=picture, by=by, at=at)
    record("story_drafted", story, by=by, at=at, version=version.number, photos=len(pictures))
    return version


def put(writing: Writing, version: StoryVersion) -> None:
    """Copy what was written into the row; does not save."""
    version.kind, version.category, version.agency = writing.kind, writing.category, writing.agency
    version.title, version.body = tidy(writing.title), bodies.clean(writing.body)
    version.facts = {key: tidy(text) for key, text in writing.facts.items() if tidy(text)}
    version.groups = list(dict.fromkeys(map(tidy, writing.groups)))
    version.channels = list(dict.fromkeys(writing.channels))
    version.is_on_web = WEB in version.channels
    version.is_published_on_consent = writing.is_published_on_consent
    version.publish_at = writing.publish_at


@transaction.atomic
def edit_draft(
    version: StoryVersion, *, writing: Writing, note: str = "", by: User, at: datetime
) -> StoryVersion:
    """Change a draft or a returned version; `note`: what a correction corrects. Raises `Refused`."""
    version = locked(version)
    ensure(policies.why_not_edit(version, by))
    ensure(why_not_this_writing(writing))
    before = version.content()
    put(writing, version)
    version.note = tidy(note)[:500] if version.is_correction else ""
    version.written_at = at
    version.save()
    changed = sorted(key for key, value in version.content().items() if value != before[key])
    record("story_edited", version.story, by=by, at=at, version=version.number, fields=changed)
    return version


@transaction.atomic
def cancel(version: StoryVersion, *, by: User, at: datetime) -> StoryVersion:
    """Drop a draft, or what was consented to and is not wanted any more."""
    version = locked(version)
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_cancel(version, by))
    version.state = StoryState.CANCELLED
    version.save(update_fields=["state"])
    record("story_cancelled", version.story, by=by, at=at, version=version.number)
    return version


def locked(version: StoryVersion) -> StoryVersion:
    """The version as it stands now, held until the transaction ends."""
    related = StoryVersion.objects.select_for_update(of=("self",)).select_related(
        "story", "case__proposer", "written_by", "agency"
    )
    return related.get(pk=version.pk)
