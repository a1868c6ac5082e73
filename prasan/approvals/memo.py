"""The parts of a บันทึกข้อความ that are the same whatever the case is about: heading, addressee, opinions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from prasan.approvals.models import Case, Decision
from prasan.approvals.states import Outcome
from prasan.approvals.wording import decision_word, is_acting
from prasan.office.models import OfficeProfile, Post
from prasan.printing.papers import memo as paper
from prasan.thai import phones

CLOSE = "จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบโปรดอนุมัติให้เผยแพร่ตามเสนอ"


def group_of(case: Case) -> str:
    """The group of the proposer's post; the office without one."""
    post = case.proposer_post
    return post.unit.name if post and post.unit else "สำนักงาน"


def common_parts(
    case: Case, decisions: Sequence[Decision], *, at: datetime, labels: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What `printing.papers.memo.Memo` takes, but for what the room of the case says itself: cause, purpose
    and check code. `labels` {item key: its name}, for subjects whose items are returned one by one."""
    post = case.proposer_post
    proposed = [row for row in decisions if row.outcome == Outcome.PROPOSED]
    proposed_at = timezone.localtime(proposed[-1].at if proposed else case.proposed_at)
    proposer = paper.Proposer(name=case.proposer.name, post=post.title if post else "", at=proposed_at)
    return {
        "unit": _unit(OfficeProfile.current(), group_of(case)),
        "number": "",
        "dated_on": proposed_at.date(),
        "subject": case.title,
        "to": _addressee(case),
        "close": [CLOSE],
        "proposer": proposer,
        "rounds": [_round(row, decisions, labels or {}) for row in proposed],
        "case_no": bare_number(case),
        "printed_on": timezone.localdate(at),
    }


def bare_number(case: Case) -> str:
    """`4/2569`: the papers write the word before it themselves."""
    return case.number.removeprefix("เรื่องที่ ")


def memo_pdf(memo: paper.Memo, *, at: datetime) -> bytes:
    """With the crest and the digits of the office. Raises printing's PrintError."""
    office = OfficeProfile.current()
    crest = None
    if office and office.emblem:
        with office.emblem.open("rb") as file:
            crest = bytes(file.read())
    return paper.memo(
        memo,
        timestamp=int(at.timestamp()),
        crest=crest,
        thai_digits=office.uses_thai_digits if office else True,
    )


def _unit(office: OfficeProfile | None, group: str) -> str:
    found = phones.parse(office.phone) if office and office.phone else ()
    phone = f"โทร. {phones.format_th(found[0])}" if found else ""
    return " ".join(filter(None, [office.name if office else "", group, phone]))


def _addressee(case: Case) -> str:
    """The post of the last step."""
    last = Post.objects.filter(kind=case.chain[-1]).first()
    return last.title if last else ""


def _round(proposed: Decision, decisions: Sequence[Decision], labels: Mapping[str, str]) -> paper.Round:
    rows = [row for row in decisions if row.round == proposed.round and row is not proposed]
    said = [_decision(row, labels) for row in rows]
    return paper.Round(number=proposed.round, proposed_at=timezone.localtime(proposed.at), decisions=said)


def _decision(row: Decision, labels: Mapping[str, str]) -> paper.Decision:
    acts_for_another = is_acting(row)
    at = timezone.localtime(row.at)
    return paper.Decision(
        wording=decision_word(row),
        at=None if row.outcome in (Outcome.PASSED_OVER, Outcome.MERGED) else at,
        remark=row.remark,
        item_reasons=[(labels[key], reason) for key, reason in row.item_remarks.items()],
        name=row.person_name,
        post=row.own_post or row.acted_post,
        acting=row.capacity if acts_for_another else "",
        acting_post=row.acted_post if acts_for_another else "",
        order_no=row.order_no,
        order_dated_on=row.order_dated_on,
        signed_on=row.signed_on,
        recorded_by=row.recorded_by.name if row.recorded_by else "",
        recorded_at=at if row.is_paper else None,
    )
