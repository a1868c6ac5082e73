"""What the news hears from the rooms below, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from prasan.approvals.models import Case, Decision
from prasan.approvals.signals import case_decided
from prasan.approvals.states import CaseState
from prasan.audit.actions import record
from prasan.news.actions.publishing import publish
from prasan.news.models import StoryVersion
from prasan.news.states import StoryState

_FOLLOWS = {
    CaseState.RETURNED: StoryState.RETURNED,
    CaseState.APPROVED: StoryState.APPROVED,
    CaseState.REFUSED: StoryState.REFUSED,
    CaseState.WITHDRAWN: StoryState.DRAFT,
}


@receiver(case_decided, dispatch_uid="news.follow_case")
def follow_case(sender: type[Case], *, case: Case, decision: Decision, **kwargs: Any) -> None:
    """A version goes where its case went; the last consent publishes it if its writer asked so."""
    version = StoryVersion.objects.select_for_update().filter(case=case).first()
    if version is None:
        return
    version.state = _FOLLOWS[CaseState(case.state)]
    if version.state == StoryState.APPROVED:
        version.approved_at = decision.at
    version.save(update_fields=["state", "approved_at"])
    record("story_followed_its_case", version.story, by=decision.person, at=decision.at, state=version.state)
    if version.state != StoryState.APPROVED:
        return
    if version.publish_at and version.publish_at > decision.at:
        version.state = StoryState.SCHEDULED
        version.save(update_fields=["state"])
    elif version.is_published_on_consent and not version.story.taken_down:
        publish(version, by=None, at=decision.at)
