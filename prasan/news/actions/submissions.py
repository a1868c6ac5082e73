"""What an agency writes and sends in (form 7.2), and what the office does with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.models import Agency
from prasan.agencies.policies import why_not_of_agency
from prasan.audit.actions import record
from prasan.news import body as bodies
from prasan.news import outcome, policies
from prasan.news.actions.drafts import locked
from prasan.news.body import tidy
from prasan.news.house_style import FACTS
from prasan.news.models import Story, StoryVersion
from prasan.news.states import WEB, Category, Kind, StoryState
from prasan.news.writing import LONGEST_BODY, LONGEST_TITLE, why_not_this_title
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure

_LONGEST_FACT = 500
ASKED = {**FACTS, "sender": "ผู้ส่ง", "phone": "โทรศัพท์", "wish": "วันที่ขอเผยแพร่", "endorsed": "ผู้บริหารรับรอง"}
"""Everything that the form keeps beside title, text and category."""


@transaction.atomic
def begin(agency: Agency, *, by: User, at: datetime) -> StoryVersion:
    """An empty sheet of the agency; it exists at once, so whatever is typed has a place to be kept."""
    ensure(why_not_of_agency(agency, by))
    story = Story.objects.create(created_by=by, created_at=at)
    version = StoryVersion.objects.create(
        story=story,
        state=StoryState.WRITING,
        kind=Kind.ROUTINE,
        category=Category.SCHOOL,
        agency=agency,
        channels=[WEB],
        facts={"sender": by.name},
        written_by=by,
        written_at=at,
    )
    record("story_begun", story, by=by, at=at)
    return version


@transaction.atomic
def keep(
    version: StoryVersion,
    *,
    title: str,
    text: str,
    category: str,
    facts: Mapping[str, str],
    by: User,
    at: datetime,
) -> StoryVersion:
    """Save as typed, whole or not. Not one row of the audit a keystroke: sending it in is the act."""
    version = locked(version)
    if version.state != StoryState.WRITING:
        raise Refused(Refusal("ข่าวนี้ส่งถึงสำนักงานแล้ว จึงแก้ไขไม่ได้ แจ้งสำนักงานหากต้องแก้"))
    ensure(policies.why_not_of_sender(version, by))
    version.title = tidy(title)[:LONGEST_TITLE]
    version.body = bodies.from_text(text[:LONGEST_BODY])
    version.category = category if category in Category.values else version.category
    version.facts = {
        key: tidy(facts.get(key, ""))[:_LONGEST_FACT] for key in ASKED if tidy(facts.get(key, ""))
    }
    version.written_at = at
    version.save(update_fields=["title", "body", "category", "facts", "written_at"])
    return version


@transaction.atomic
def send(version: StoryVersion, *, by: User, at: datetime) -> StoryVersion:
    """To the office; it gets its receipt number the first time."""
    version = locked(version)
    ensure(policies.why_not_send(version, by, list(version.photos.all())))
    ensure(why_not_this_title(version.title))
    version.state, version.answer = StoryState.SENT, ""
    version.rounds["sent"] = {"title": version.title, "body": version.body}
    version.save(update_fields=["state", "answer", "rounds"])
    if version.story.received_at is None:
        version.story.received_at = at
        version.story.save(update_fields=["received_at"])
    record("story_sent_in", version.story, by=by, at=at)
    outcome.tell_received(version, at=at)
    return version


@transaction.atomic
def drop(version: StoryVersion, *, by: User, at: datetime) -> StoryVersion:
    """What was begun and never sent."""
    version = locked(version)
    ensure(policies.why_not_edit(version, by))
    if version.state != StoryState.WRITING:
        raise Refused(Refusal("ข่าวนี้ส่งถึงสำนักงานแล้ว"))
    version.state = StoryState.CANCELLED
    version.save(update_fields=["state"])
    record("story_cancelled", version.story, by=by, at=at, version=version.number)
    return version


@transaction.atomic
def take_up(version: StoryVersion, *, by: User, at: datetime) -> StoryVersion:
    """An officer makes it a draft of the office; what was sent stays readable."""
    version = _with_the_office(version, by, at)
    version.state, version.written_by, version.written_at = StoryState.DRAFT, by, at
    version.save(update_fields=["state", "written_by", "written_at"])
    record("story_taken_up", version.story, by=by, at=at)
    return version


@transaction.atomic
def give_back(version: StoryVersion, *, why: str, by: User, at: datetime) -> StoryVersion:
    """To those who sent it, with the reason; they mend it and send it again."""
    return _answer(version, StoryState.WRITING, why, by=by, at=at)


@transaction.atomic
def decline(version: StoryVersion, *, why: str, by: User, at: datetime) -> StoryVersion:
    """No story of the office, and why."""
    return _answer(version, StoryState.DECLINED, why, by=by, at=at)


def _answer(version: StoryVersion, state: StoryState, why: str, *, by: User, at: datetime) -> StoryVersion:
    version = _with_the_office(version, by, at)
    if not tidy(why):
        raise Refused(Refusal("บอกเหตุผล ผู้ส่งจะได้รู้ว่าต้องทำอะไร"))
    version.state, version.answer = state, tidy(why)[:500]
    version.save(update_fields=["state", "answer"])
    record("story_answered", version.story, by=by, at=at, state=state)
    outcome.tell_answer(version, at=at)
    return version


@transaction.atomic
def merge(version: StoryVersion, *, into: Story, by: User, at: datetime) -> StoryVersion:
    """The same event came twice: this one's pictures go over to the other where it can still take them."""
    version = _with_the_office(version, by, at)
    target = (
        into.versions.filter(state__in=[StoryState.SENT, StoryState.DRAFT]).exclude(pk=version.pk).first()
    )
    if target is None or into.pk == version.story_id:
        raise Refused(Refusal("รวมได้กับข่าวที่ส่งเข้ามาหรือร่างที่ยังไม่เสนอเท่านั้น"))
    first = target.photos.count()
    for place, photo in enumerate(version.photos.all()):
        if first + place < policies.MOST_PHOTOS:
            photo.version, photo.order = target, first + place
            photo.save(update_fields=["version", "order"])
    version.recordings.update(version=target)
    version.state = StoryState.MERGED
    version.save(update_fields=["state"])
    version.story.merged_into = into
    version.story.save(update_fields=["merged_into"])
    record("story_merged", version.story, by=by, at=at, into=into.pk)
    return version


def _with_the_office(version: StoryVersion, by: User, at: datetime) -> StoryVersion:
    version = locked(version)
    ensure(policies.why_not_work_on_news(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_answer(version))
    return version
