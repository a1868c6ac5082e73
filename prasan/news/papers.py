"""The case of a story as the office files it: บันทึกข้อความ with the whole text, and every opinion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from prasan.approvals.models import Case, Decision
from prasan.approvals.record import check_code, decisions_of, record_of
from prasan.approvals.states import Outcome
from prasan.approvals.wording import decision_word, is_acting
from prasan.news.models import StoryVersion
from prasan.news.states import Channel
from prasan.office.models import OfficeProfile, Post
from prasan.printing.papers import memo as paper
from prasan.thai import phones


def case_record(version: StoryVersion, case: Case, decisions: Sequence[Decision]) -> dict[str, Any]:
    """What the check code stands for: the record of the case, and the text that it consents to."""
    record = record_of(case, decisions) | {
        "story": version.story_id,
        "version": version.number,
        "content_sha256": version.digest,
    }
    return record | {"check_code": check_code(record)}


def shown_case(case: Case) -> dict[str, Any] | None:
    """The record of a story's case with the text as it stands (docs/commands.md); None when it is no story's.

    The text is outside the check code, which stands for it by `content_sha256`.
    """
    version = StoryVersion.objects.select_related("agency").filter(case=case).first()
    if version is None:
        return None
    record = case_record(version, case, decisions_of(case))
    return record | {
        "headline": version.title,
        "body": version.paragraphs,
        "note": version.note or None,
        "category": version.category,
        "agency": version.agency_id,
        "channels": version.channels,
        "groups": version.groups,
        "photos": [photo.content() for photo in version.photos.select_related("original")],
    }


def memo_pdf(version: StoryVersion, *, at: datetime) -> bytes:
    """บันทึกข้อความ as it stands at `at`; the version must have a case. Raises printing's PrintError."""
    assert version.case is not None
    office = OfficeProfile.current()
    crest = None
    if office and office.emblem:
        with office.emblem.open("rb") as file:
            crest = bytes(file.read())
    return paper.memo(
        _memo(version, version.case, office, at),
        timestamp=int(at.timestamp()),
        crest=crest,
        thai_digits=office.uses_thai_digits if office else True,
    )


def _memo(version: StoryVersion, case: Case, office: OfficeProfile | None, at: datetime) -> paper.Memo:
    decisions = decisions_of(case)
    post = case.proposer_post
    group = post.unit.name if post and post.unit else "สำนักงาน"
    return paper.Memo(
        unit=_unit(office, group),
        number="",
        dated_on=timezone.localdate(case.proposed_at),
        subject=case.title,
        to=_addressee(case),
        cause=[f"ด้วย{group}ได้เรียบเรียงข่าวเพื่อเผยแพร่ มีข้อความดังนี้", version.title, *version.paragraphs],
        purpose=[_purpose(version)],
        close=["จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบโปรดอนุมัติให้เผยแพร่ตามเสนอ"],
        proposer=paper.Proposer(
            name=case.proposer.name,
            post=post.title if post else "",
            at=timezone.localtime(case.proposed_at),
        ),
        rounds=[_round(row, decisions) for row in decisions if row.outcome == Outcome.PROPOSED],
        case_no=case.number.removeprefix("เรื่องที่ "),
        check_code=case_record(version, case, decisions)["check_code"],
        printed_on=timezone.localdate(at),
        told=version.groups,
    )


def _unit(office: OfficeProfile | None, group: str) -> str:
    found = phones.parse(office.phone) if office and office.phone else ()
    phone = f"โทร. {phones.format_th(found[0])}" if found else ""
    return " ".join(filter(None, [office.short_name if office else "", group, phone]))


def _addressee(case: Case) -> str:
    """The post of the last step."""
    last = Post.objects.filter(kind=case.chain[-1]).first()
    return last.title if last else ""


def _purpose(version: StoryVersion) -> str:
    ways = " ".join(Channel(code).label for code in version.channels if code in Channel.values)
    count = version.photos.count()
    pictures = f" พร้อมภาพ {count} ภาพ" if count else ""
    note = f" เป็นการแก้ไขข่าวที่เผยแพร่แล้ว คือ {version.note}" if version.note else ""
    return f"ขออนุมัติเผยแพร่ข่าวนี้{pictures} ทาง{ways}{note}"


def _round(proposed: Decision, decisions: Sequence[Decision]) -> paper.Round:
    rows = [row for row in decisions if row.round == proposed.round and row is not proposed]
    at = timezone.localtime(proposed.at)
    return paper.Round(number=proposed.round, proposed_at=at, decisions=[_decision(row) for row in rows])


def _decision(row: Decision) -> paper.Decision:
    acts_for_another = is_acting(row)
    at = timezone.localtime(row.at)
    return paper.Decision(
        wording=decision_word(row),
        at=None if row.outcome in (Outcome.PASSED_OVER, Outcome.MERGED) else at,
        remark=row.remark,
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
