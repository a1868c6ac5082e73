"""What this room hears from the rooms below, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from prasan.achievements.actions.publishing import publish
from prasan.achievements.models import AchievementVersion
from prasan.achievements.states import AchievementState
from prasan.approvals.models import Case, Decision
from prasan.approvals.signals import case_decided
from prasan.approvals.states import CaseState
from prasan.audit.actions import record

_FOLLOWS = {
    CaseState.RETURNED: AchievementState.RETURNED,
    CaseState.REFUSED: AchievementState.REFUSED,
    CaseState.WITHDRAWN: AchievementState.DRAFT,
}


@receiver(case_decided, dispatch_uid="achievements.follow_case")
def follow_case(sender: type[Case], *, case: Case, decision: Decision, **kwargs: Any) -> None:
    """A version goes where its case went; the last consent publishes it."""
    version = AchievementVersion.objects.select_for_update().filter(case=case).first()
    if version is None:
        return
    if case.state == CaseState.APPROVED:
        publish(version, at=decision.at)
        return
    version.state = _FOLLOWS[CaseState(case.state)]
    version.save(update_fields=["state"])
    record(
        "achievement_followed_its_case",
        version.achievement,
        by=decision.person,
        at=decision.at,
        state=version.state,
    )
