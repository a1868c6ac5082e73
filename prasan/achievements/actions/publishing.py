"""Publish what was consented to; take down what should not stand."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements import outcome, policies
from prasan.achievements.actions.drafts import held, public_of
from prasan.achievements.models import Achievement, AchievementVersion
from prasan.achievements.states import AchievementState, TakenDown
from prasan.audit.actions import record
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure


@transaction.atomic
def publish(version: AchievementVersion, *, at: datetime) -> AchievementVersion:
    """Make a consented version the public one; the one before it becomes แก้ไขแล้ว. Called by the last consent.

    What was taken down meanwhile stays down. Raises `Refused` if it was not consented to as it stands.
    """
    achievement = Achievement.objects.select_for_update().get(pk=version.achievement_id)
    if achievement.taken_down:
        version.state = AchievementState.CANCELLED
        version.save(update_fields=["state"])
        record("achievement_stays_down", achievement, by=None, at=at, version=version.number)
        return version
    ensure(policies.why_not_publish(version))
    achievement.versions.filter(state=AchievementState.PUBLISHED).update(state=AchievementState.CORRECTED)
    version.state, version.published_at = AchievementState.PUBLISHED, at
    version.save(update_fields=["state", "published_at"])
    outcome.tell_published(version, at=at)
    record(
        "achievement_published",
        achievement,
        by=None,
        at=at,
        version=version.number,
        case=version.case_id,
    )
    return version


@transaction.atomic
def take_down(achievement: Achievement, *, why: str, by: User, at: datetime) -> Achievement:
    """Take the public version away at once; it needs no consent, for nothing is published by it.

    When the consent was withdrawn, names of pupils are erased from every version (PDPA s. 33).
    """
    achievement = held(achievement)
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_take_down(public_of(achievement)))
    if why not in TakenDown.values:
        raise Refused(Refusal("เลือกเหตุที่ถอนผลงาน"))
    achievement.versions.filter(state=AchievementState.PUBLISHED).update(state=AchievementState.TAKEN_DOWN)
    achievement.taken_down, achievement.taken_down_at = why, at
    achievement.save(update_fields=["taken_down", "taken_down_at"])
    if why == TakenDown.CONSENT:
        achievement.versions.update(pupils="", consent_on=None, consent_how="", consent_taken_by="")
    record("achievement_taken_down", achievement, by=by, at=at, why=why)
    return achievement
