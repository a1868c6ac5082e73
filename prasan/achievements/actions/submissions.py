"""What an agency writes and sends in, and what the office does with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements import outcome, policies
from prasan.achievements.actions.drafts import locked, put
from prasan.achievements.content import Content, why_not_this_content
from prasan.achievements.models import Achievement, AchievementVersion
from prasan.achievements.states import OF_THE_SENDER, AchievementState
from prasan.agencies.models import Agency
from prasan.agencies.policies import why_not_of_agency
from prasan.audit.actions import record
from prasan.news.body import tidy
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure

MOST_WRITING = 50
"""Of one agency at a time: what is begun and never sent does not pile up without end."""


@transaction.atomic
def begin(agency: Agency, *, content: Content, by: User, at: datetime) -> AchievementVersion:
    """An achievement of the agency, its own until it is sent in. Raises `Refused`."""
    ensure(why_not_of_agency(agency, by))
    ensure(why_not_this_content(content, today=timezone.localdate(at)))
    mine = AchievementVersion.objects.filter(achievement__sender=agency, state=AchievementState.WRITING)
    if mine.count() >= MOST_WRITING:
        raise Refused(Refusal(f"มีผลงานที่ยังไม่ได้ส่ง {MOST_WRITING} รายการแล้ว ส่งหรือทิ้งก่อน"))
    achievement = Achievement.objects.create(created_by=by, created_at=at, sender=agency)
    version = AchievementVersion(
        achievement=achievement, state=AchievementState.WRITING, written_by=by, written_at=at
    )
    put(content, version)
    record("achievement_begun", achievement, by=by, at=at)
    return version


@transaction.atomic
def keep(version: AchievementVersion, *, content: Content, by: User, at: datetime) -> AchievementVersion:
    """Change what was not sent yet, or came back. Raises `Refused`."""
    version = locked(version)
    _ensure_with_the_sender(version)
    ensure(policies.why_not_of_sender(version, by))
    ensure(why_not_this_content(content, today=timezone.localdate(at)))
    version.written_by, version.written_at = by, at
    put(content, version)
    record("achievement_edited", version.achievement, by=by, at=at, version=version.number)
    return version


def _ensure_with_the_sender(version: AchievementVersion) -> None:
    if version.state not in OF_THE_SENDER:
        raise Refused(Refusal("ผลงานนี้ส่งถึงสำนักงานแล้ว จึงแก้ไขไม่ได้ แจ้งสำนักงานหากต้องแก้"))


@transaction.atomic
def send(version: AchievementVersion, *, by: User, at: datetime) -> AchievementVersion:
    """To the office; it gets its receipt number the first time. Raises `Refused`."""
    version = locked(version)
    ensure(policies.why_not_send(version, by, list(version.evidence.all())))
    version.state, version.answer = AchievementState.SENT, ""
    version.save(update_fields=["state", "answer"])
    if version.achievement.received_at is None:
        version.achievement.received_at = at
        version.achievement.save(update_fields=["received_at"])
    record("achievement_sent_in", version.achievement, by=by, at=at)
    outcome.tell_received(version, at=at)
    return version


@transaction.atomic
def drop(version: AchievementVersion, *, by: User, at: datetime) -> AchievementVersion:
    """What was begun and not sent, or came back and is not worth mending."""
    version = locked(version)
    _ensure_with_the_sender(version)
    ensure(policies.why_not_of_sender(version, by))
    version.state = AchievementState.CANCELLED
    version.save(update_fields=["state"])
    record("achievement_cancelled", version.achievement, by=by, at=at, version=version.number)
    return version


@transaction.atomic
def take_up(version: AchievementVersion, *, by: User, at: datetime) -> AchievementVersion:
    """An officer makes it a draft of the office."""
    version = _with_the_office(version, by, at)
    version.state, version.written_by, version.written_at = AchievementState.DRAFT, by, at
    version.save(update_fields=["state", "written_by", "written_at"])
    record("achievement_taken_up", version.achievement, by=by, at=at)
    return version


@transaction.atomic
def give_back(version: AchievementVersion, *, why: str, by: User, at: datetime) -> AchievementVersion:
    """To those who sent it, with the reason; they mend it and send it again."""
    return _answer(version, AchievementState.GIVEN_BACK, why, by=by, at=at)


@transaction.atomic
def decline(version: AchievementVersion, *, why: str, by: User, at: datetime) -> AchievementVersion:
    """Not taken, and why."""
    return _answer(version, AchievementState.DECLINED, why, by=by, at=at)


def _answer(
    version: AchievementVersion, state: AchievementState, why: str, *, by: User, at: datetime
) -> AchievementVersion:
    version = _with_the_office(version, by, at)
    if not tidy(why):
        raise Refused(Refusal("บอกเหตุผล ผู้ส่งจะได้รู้ว่าต้องทำอะไร"))
    version.state, version.answer = state, tidy(why)[:500]
    version.save(update_fields=["state", "answer"])
    record("achievement_answered", version.achievement, by=by, at=at, state=state)
    outcome.tell_answer(version, at=at)
    return version


def _with_the_office(version: AchievementVersion, by: User, at: datetime) -> AchievementVersion:
    version = locked(version)
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_answer(version))
    return version
