"""Publish what was consented to, now or at its time; take down what should not stand."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.news import outcome, policies, tasks
from prasan.news.actions import sending
from prasan.news.actions.drafts import locked
from prasan.news.models import Story, StoryVersion, YearOfNews
from prasan.news.newsletter import kept
from prasan.news.states import StoryState, TakenDown
from prasan.office.standing import Standing
from prasan.thai.dates import be_year
from prasan.ui.refusal import Refusal, Refused, ensure

logger = logging.getLogger(__name__)


@transaction.atomic
def publish(version: StoryVersion, *, by: User | None, at: datetime) -> StoryVersion:
    """Make a consented version the public one; the one before it becomes แก้ไขแล้ว.

    `by` None = the house itself, when a consent or a set time asks for it. Raises `Refused` without the
    consent of the whole chain (`policies.why_not_consented`), whoever asks and by whatever way.
    """
    version = _held(version)
    if by:
        ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_publish(version, at=at))
    story = version.story
    if story.taken_down:
        raise Refused(Refusal("ข่าวนี้ถอนแล้ว จึงเผยแพร่ฉบับแก้ไขไม่ได้"))
    if story.versions.filter(state=StoryState.PUBLISHED).update(state=StoryState.CORRECTED):
        sending.stop_earlier(version, by=by, at=at)
    _give_number(story, at)
    version.state, version.published_at = StoryState.PUBLISHED, at
    version.list_at(story.first_published_at)
    version.save(update_fields=["state", "published_at", "listed_at", "listed_month"])
    record("story_published", story, by=by, at=at, version=version.number, case=version.case_id)
    tasks.send_out.enqueue(version.pk)
    tasks.make_renditions.enqueue(version.pk)
    if not version.is_correction:
        outcome.tell_published(version, at=at)
    return version


def _held(version: StoryVersion) -> StoryVersion:
    """The story first: of two that publish versions of one story at once, the second sees the first."""
    Story.objects.select_for_update().get(pk=version.story_id)
    return locked(version)


def _give_number(story: Story, at: datetime) -> None:
    if story.number:
        return
    story.year = be_year(timezone.localdate(at))
    story.number = YearOfNews.next_number(story.year)
    story.first_published_at = at
    story.save(update_fields=["year", "number", "first_published_at"])


@transaction.atomic
def schedule(version: StoryVersion, *, when: datetime, by: User, at: datetime) -> StoryVersion:
    """Publish at `when`; the minute tick does it."""
    version = _held(version)
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_schedule(version, when, at=at))
    version.state, version.publish_at = StoryState.SCHEDULED, when
    version.save(update_fields=["state", "publish_at"])
    record("story_scheduled", version.story, by=by, at=at, version=version.number)
    return version


@transaction.atomic
def unschedule(version: StoryVersion, *, by: User, at: datetime) -> StoryVersion:
    """Back to what may be published at any time."""
    version = _held(version)
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_unschedule(version))
    version.state, version.publish_at = StoryState.APPROVED, None
    version.save(update_fields=["state", "publish_at"])
    record("story_unscheduled", version.story, by=by, at=at, version=version.number)
    return version


def publish_due(*, at: datetime) -> int:
    """Publish what was set for a time that has come; returns how many. Called by the minute tick."""
    due = StoryVersion.objects.filter(state=StoryState.SCHEDULED, publish_at__lte=at, story__taken_down="")
    return sum(_publish_if_it_may(version, at) for version in due.order_by("publish_at", "pk"))


def _publish_if_it_may(version: StoryVersion, at: datetime) -> bool:
    """One that another worker published, or that may not be published any more, holds none back."""
    try:
        publish(version, by=None, at=at)
    except Refused as refused:
        logger.warning("story version %s was due and not published: %s", version.pk, refused)
        return False
    return True


@transaction.atomic
def take_down(story: Story, *, why: str, by: User, at: datetime, replaced_by: Story | None = None) -> Story:
    """Take the public version away at once; its page stays with a notice of fixed words.

    It needs no consent: nothing is published by it. A version under way is not published any more.
    """
    story = Story.objects.select_for_update().get(pk=story.pk)
    public = story.versions.filter(state=StoryState.PUBLISHED).first()
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_take_down(public))
    if why not in TakenDown.values:
        raise Refused(Refusal("เลือกเหตุที่ถอนข่าว"))
    if why == TakenDown.REPLACED and (replaced_by is None or not _is_public(replaced_by, story)):
        raise Refused(Refusal("เลือกข่าวใหม่ที่มาแทน ซึ่งเผยแพร่อยู่และเป็นคนละข่าว"))
    story.versions.filter(state=StoryState.PUBLISHED).update(state=StoryState.TAKEN_DOWN)
    story.taken_down, story.taken_down_at = why, at
    story.replaced_by = replaced_by if why == TakenDown.REPLACED else None
    story.save(update_fields=["taken_down", "taken_down_at", "replaced_by"])
    record("story_taken_down", story, by=by, at=at, why=why)
    sending.stop_for_good(story, by=by, at=at)
    tasks.tell_taken_down.enqueue(story.pk)
    transaction.on_commit(kept.clear)
    return story


def _is_public(other: Story, story: Story) -> bool:
    return other.pk != story.pk and other.versions.public().exists()
