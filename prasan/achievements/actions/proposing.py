"""Send a version up the chain of those who may give news, or take it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements import policies
from prasan.achievements.actions.drafts import locked
from prasan.achievements.actions.evidence import forget_erased
from prasan.achievements.models import AchievementVersion, Bundle
from prasan.achievements.states import KIND_OF_WORK, OPEN_TO_EDIT, AchievementState
from prasan.approvals import actions as approvals
from prasan.approvals.actions.cases import locked as locked_case
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure


@transaction.atomic
def propose(version: AchievementVersion, *, by: User, at: datetime) -> AchievementVersion:
    """เสนอ a draft, or again after a return. Raises `Refused`: not whole, or a chain that cannot end."""
    version = _held(version)
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_alone(bundle_of(version)))
    ensure(policies.why_not_propose(version, by, list(version.evidence.all())))
    forget_erased([version])
    if version.state == AchievementState.RETURNED:
        assert version.case is not None
        version.case = approvals.propose_again(version.case, by=by, at=at)
    else:
        version.case = approvals.propose(
            kind=KIND_OF_WORK,
            title=f"{'แก้ไขผลงาน' if version.is_correction else 'ผลงาน'}: {version.title}"[:200],
            reason=version.note,
            url=version.staff_url,
            by=by,
            at=at,
        )
    version.state, version.written_by = AchievementState.PROPOSED, by
    version.digest = version.digest_now()
    version.save(update_fields=["case", "state", "written_by", "digest"])
    return version


def bundle_of(version: AchievementVersion) -> Bundle | None:
    """The case with others in which the version is now; a draft is in none."""
    if version.case_id is None or version.state == AchievementState.DRAFT:
        return None
    return Bundle.objects.select_related("case").filter(case=version.case_id).first()


def _held(version: AchievementVersion) -> AchievementVersion:
    """The case first, then the version, as a decision takes them: nobody waits in a ring."""
    case = AchievementVersion.objects.select_related("case").get(pk=version.pk).case
    if case:
        locked_case(case)
    return locked(version)


@transaction.atomic
def recall(version: AchievementVersion, *, by: User, at: datetime, remark: str = "") -> AchievementVersion:
    """The proposer takes the case back; it is a draft again (`receivers.follow_case`)."""
    version = _held(version)
    ensure(policies.why_not_alone(bundle_of(version)))
    if version.case is None or version.state not in {AchievementState.PROPOSED, *OPEN_TO_EDIT}:
        raise Refused(Refusal("ผลงานฉบับนี้ไม่ได้เสนออยู่ จึงเรียกคืนไม่ได้"))
    approvals.recall(version.case, by=by, at=at, remark=remark)
    version.refresh_from_db()
    return version
