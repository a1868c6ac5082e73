"""Several achievements as one case: proposed together, proposed again after a return, taken out, recalled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.achievements import policies
from prasan.achievements.actions.evidence import forget_erased
from prasan.achievements.models import AchievementVersion, Bundle
from prasan.achievements.states import KIND_OF_WORK, AchievementState
from prasan.approvals import actions as approvals
from prasan.approvals.actions.cases import locked as locked_case
from prasan.approvals.models import Case
from prasan.approvals.states import CaseState
from prasan.audit.actions import record
from prasan.news.body import tidy
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, Refused, ensure

LONGEST_TITLE, LONGEST_REASON = 200, 500


@transaction.atomic
def propose_together(versions: Collection[int], *, title: str, reason: str, by: User, at: datetime) -> Bundle:
    """เสนอ drafts (keys of versions) as one case. All or none: raises `Refused`
    naming the one that cannot go."""
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_together(len(versions)))
    rows = _held(versions)
    if len(rows) != len(set(versions)) or any(row.state != AchievementState.DRAFT for row in rows):
        raise Refused(Refusal("มีผลงานที่ไม่เป็นร่างแล้ว เลือกใหม่อีกครั้ง"))
    _ensure_whole(rows, by)
    title = tidy(title)[:LONGEST_TITLE] or f"ผลงาน {len(rows):,} รายการ"
    bundle = Bundle.objects.create(title=title, reason=tidy(reason)[:LONGEST_REASON], by=by, at=at)
    bundle.case = approvals.propose(
        kind=KIND_OF_WORK, title=bundle.title, reason=bundle.reason, url=bundle.staff_url, by=by, at=at
    )
    _send(bundle, rows, bundle.case, by)
    record("achievements_proposed_together", bundle, by=by, at=at, count=len(rows))
    return bundle


def _held(versions: Collection[int]) -> list[AchievementVersion]:
    """The versions as they stand now, held until the transaction ends, in the order of the dictionary."""
    rows = AchievementVersion.objects.select_for_update(of=("self",)).filter(pk__in=versions)
    return list(rows.select_related("achievement", "written_by", "case").in_thai_order())


def _ensure_whole(rows: Sequence[AchievementVersion], by: User) -> None:
    for row in rows:
        refusal = policies.why_not_propose(row, by, list(row.evidence.all()))
        if refusal or row.achievement.taken_down:
            raise Refused(Refusal(f"{row.title}: {refusal or 'ผลงานนี้ถอนจากการเผยแพร่แล้ว'}"))


def _send(bundle: Bundle, rows: Sequence[AchievementVersion], case: Case, by: User) -> None:
    """What each says is taken down in the row and in the bundle: the two must agree when it is published."""
    forget_erased(rows)
    for row in rows:
        row.case, row.state, row.written_by, row.digest = (
            case,
            AchievementState.PROPOSED,
            by,
            row.digest_now(),
        )
    AchievementVersion.objects.bulk_update(rows, ["case", "state", "written_by", "digest"], 200)
    bundle.contents = [[row.pk, row.digest] for row in rows]
    bundle.save(update_fields=["case", "contents"])


def held(bundle: Bundle) -> Bundle:
    """The case first, then the bundle, as a decision takes them."""
    assert bundle.case is not None
    locked_case(bundle.case)
    return Bundle.objects.select_for_update(of=("self",)).select_related("case").get(pk=bundle.pk)


@transaction.atomic
def propose_again(bundle: Bundle, *, by: User, at: datetime) -> Bundle:
    """What came back goes up again, without what was taken out of it. Raises `Refused`."""
    bundle = held(bundle)
    assert bundle.case is not None
    ensure(policies.why_not_keep_achievements(by, Standing(timezone.localdate(at))))
    rows = _held(_still_in(bundle))
    if not rows or bundle.case.state != CaseState.RETURNED:
        raise Refused(Refusal("เรื่องนี้ไม่ได้คืนให้แก้ไขอยู่ จึงเสนอใหม่ไม่ได้"))
    _ensure_whole(rows, by)
    case = approvals.propose_again(bundle.case, by=by, at=at)
    _send(bundle, rows, case, by)
    record("achievements_proposed_together", bundle, by=by, at=at, count=len(rows), round=case.round)
    return bundle


def _still_in(bundle: Bundle) -> list[int]:
    rows = AchievementVersion.objects.filter(case=bundle.case_id, state=AchievementState.RETURNED)
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def take_out(bundle: Bundle, versions: Collection[int], *, by: User, at: datetime) -> int:
    """Of what came back, these become drafts of their own; the rest may go on. Raises `Refused`."""
    bundle = held(bundle)
    still = set(_still_in(bundle))
    wanted = still & set(versions)
    if not wanted or by.pk != bundle.by_id:
        raise Refused(Refusal("ผู้เสนอเท่านั้นที่แยกผลงานออกจากเรื่องที่คืนมาได้"))
    if wanted == still:
        raise Refused(Refusal("แยกออกทั้งหมดไม่ได้ ถ้าไม่เสนอต่อ ให้เรียกเรื่องคืน"))
    rows = AchievementVersion.objects.filter(pk__in=wanted)
    rows.update(state=AchievementState.DRAFT, case=None, digest="")
    record("achievements_taken_out", bundle, by=by, at=at, versions=sorted(wanted))
    return len(wanted)


@transaction.atomic
def recall(bundle: Bundle, *, by: User, at: datetime, remark: str = "") -> Bundle:
    """The proposer takes the case back; all of it are drafts again (`receivers.follow_case`)."""
    bundle = held(bundle)
    assert bundle.case is not None
    approvals.recall(bundle.case, by=by, at=at, remark=remark)
    bundle.refresh_from_db()
    return bundle
