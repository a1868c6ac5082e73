"""Cases for tests, and their record as lines that can be read aloud."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from prasan.accounts.models import User
from prasan.approvals import actions
from prasan.approvals.models import Case, Decision
from prasan.approvals.progress import Progress, progress
from prasan.approvals.wording import decision_word
from prasan.files.models import Attachment
from prasan.office.models import Order, Post
from prasan.office.standing import Standing

ACTING_DAY = date(2026, 11, 24)
"""deputy2 acts as director (245/2569) on this day of the sample office."""


def person(key: str) -> User:
    return User.objects.get(key=key)


def moment(day: date | None = None) -> datetime:
    """Noon of `day`; without one, now."""
    return timezone.make_aware(datetime.combine(day, time(12))) if day else timezone.now()


def propose(by: str = "officer", *, kind: str = "agency_change", on: date | None = None) -> Case:
    return actions.propose(
        kind=kind, title="ปรับปรุงข้อมูลโรงเรียนบ้านตัวอย่าง", reason="ย้ายเลขหมาย", url="/desk/requests/1/",
        by=person(by), at=moment(on),
    )  # fmt: skip


def decide(
    case: Case, by: str, choice: str = "approve", *, on: date | None = None, **options: object
) -> Case:
    return actions.decide(case, by=person(by), choice=choice, at=moment(on), **options)  # type: ignore[arg-type]


def now(case: Case, on: date | None = None) -> Progress:
    case.refresh_from_db()
    return progress(case, Standing(on or timezone.localdate()))


def lines(case: Case) -> list[str]:
    """`1 group_head: อนุมัติ head`; the proposer's own acts have no step."""
    rows = case.decisions.select_related("person")
    return [f"{row.round} {row.post_kind or '-'}: {_said(row)}" for row in rows]


def _said(row: Decision) -> str:
    return f"{decision_word(row)} {row.person.key}" if row.person else decision_word(row)


def waits_for(case: Case, on: date | None = None) -> list[str]:
    """Keys of the people who may decide now."""
    waiting = now(case, on).waiting
    return [decider.user.key or "" for decider in waiting[1].deciders] if waiting else []


def order(post: str, by: str, start: date, end: date | None, *, wording: str = "รักษาราชการแทน") -> Order:
    return Order.objects.create(
        no="9/2569", dated_on=start, wording=wording, post=Post.objects.get(key=post), user=person(by),
        from_on=start, to_on=end,
    )  # fmt: skip


def scan() -> Attachment:
    return Attachment.objects.create(file="attachments/scan.pdf", name="บันทึก.pdf", size=1, sha256="0" * 64)
