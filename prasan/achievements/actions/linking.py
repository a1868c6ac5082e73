"""The stories that tell of an achievement; and a story begun from one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements import policies, telling
from prasan.achievements.actions.drafts import held
from prasan.achievements.models import Achievement, AchievementVersion
from prasan.audit.actions import record
from prasan.news.actions import drafts as news
from prasan.news.actions.photos import add_photo
from prasan.news.models import Story, StoryVersion
from prasan.office.standing import Standing
from prasan.ui.refusal import ensure


@transaction.atomic
def link(achievement: Achievement, *, story: Story | None, by: User, at: datetime) -> None:
    """The story tells of it. Raises `Refused`: no such story, or one that has ended."""
    achievement = held(achievement)
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_link(story))
    assert story is not None
    achievement.stories.add(story)
    record("achievement_linked", achievement, by=by, at=at, story=story.pk)


@transaction.atomic
def unlink(achievement: Achievement, *, story: Story, by: User, at: datetime) -> None:
    achievement = held(achievement)
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    achievement.stories.remove(story)
    record("achievement_unlinked", achievement, by=by, at=at, story=story.pk)


@transaction.atomic
def write_story(version: AchievementVersion, *, by: User, at: datetime) -> StoryVersion:
    """A draft of a story with the facts and the public pictures of the achievement, linked to it; from then
    on it is as any other. Whether pupils on a picture agreed is asked again, for the story."""
    achievement = held(version.achievement)
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_tell(version))
    story = news.write_draft(writing=telling.writing_of(version), by=by, at=at)
    for picture in telling.pictures_of(version):
        add_photo(story, picture=picture, by=by, at=at)
    achievement.stories.add(story.story)
    record("achievement_story_begun", achievement, by=by, at=at, story=story.story_id)
    return story
