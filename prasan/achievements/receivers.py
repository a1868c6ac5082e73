"""What this room hears from the rooms below, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from prasan.achievements.actions.evidence import erase_picture, with_picture
from prasan.achievements.actions.publishing import publish
from prasan.achievements.bundlepage import titles_of
from prasan.achievements.models import AchievementVersion, Bundle
from prasan.achievements.states import AchievementState
from prasan.approvals.models import Case, Decision
from prasan.approvals.signals import case_decided, naming_items
from prasan.approvals.states import CaseState
from prasan.audit.actions import record
from prasan.news.models import PictureTakeDown, StoryPhoto
from prasan.news.pictures_down.places import Place
from prasan.news.signals import picture_sought, picture_taken_down

_FOLLOWS = {
    CaseState.RETURNED: AchievementState.RETURNED,
    CaseState.REFUSED: AchievementState.REFUSED,
    CaseState.WITHDRAWN: AchievementState.DRAFT,
}
_IN_THE_CASE = (AchievementState.PROPOSED, AchievementState.RETURNED)


@receiver(case_decided, dispatch_uid="achievements.follow_case")
def follow_case(sender: type[Case], *, case: Case, decision: Decision, **kwargs: Any) -> None:
    """Each version goes where its case went; the last consent publishes them, all or none."""
    rows = AchievementVersion.objects.select_for_update(of=("self",)).filter(case=case)
    rows = rows.filter(state__in=_IN_THE_CASE).select_related("achievement", "case").order_by("pk")
    for version in rows:
        if case.state == CaseState.APPROVED:
            publish(version, at=decision.at)
        else:
            _follow(version, case, decision)


def _follow(version: AchievementVersion, case: Case, decision: Decision) -> None:
    version.state = _FOLLOWS[CaseState(case.state)]
    version.save(update_fields=["state"])
    record(
        "achievement_followed_its_case",
        version.achievement,
        by=decision.person,
        at=decision.at,
        state=version.state,
    )


@receiver(naming_items, dispatch_uid="achievements.name_items")
def name_items(sender: type[Case], *, case: Case, keys: list[str], **kwargs: Any) -> dict[str, str]:
    """Achievements of a bundle by their titles, for mails about its case."""
    bundle = Bundle.objects.filter(case=case).first()
    return titles_of(bundle, keys) if bundle else {}


@receiver(picture_sought, dispatch_uid="achievements.seek_picture")
def seek_picture(sender: type[StoryPhoto], *, digests: frozenset[str], **kwargs: Any) -> list[Place]:
    """Evidence that is this picture."""
    versions = [row.version for row in with_picture(digests)]
    return [Place("หลักฐานผลงาน", str(one), one.staff_url, one.state) for one in versions]


@receiver(picture_taken_down, dispatch_uid="achievements.erase_picture")
def erase_evidence(sender: type[PictureTakeDown], *, digests: frozenset[str], **kwargs: Any) -> None:
    """นำลงทุกที่ reaches the evidence of achievements."""
    erase_picture(digests, by=kwargs["by"], at=kwargs["at"])
