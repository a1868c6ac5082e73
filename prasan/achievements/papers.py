"""The case of an achievement as the office files it: บันทึกข้อความ with all that is consented to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from prasan.achievements.models import AchievementVersion
from prasan.achievements.names import names_of
from prasan.achievements.telling import level_words, who_words
from prasan.agencies.fields import Level as Reach
from prasan.approvals import memo
from prasan.approvals.models import Case, Decision
from prasan.approvals.record import check_code, decisions_of, record_of
from prasan.printing.papers import memo as paper
from prasan.thai import dates


def case_record(version: AchievementVersion, case: Case, decisions: Sequence[Decision]) -> dict[str, Any]:
    """What the check code stands for: the record of the case, and the content that it consents to."""
    record = record_of(case, decisions) | {
        "achievement": version.achievement_id,
        "version": version.number,
        "content_sha256": version.digest,
    }
    return record | {"check_code": check_code(record)}


def shown_case(case: Case) -> dict[str, Any] | None:
    """The record of an achievement's case with what it consents to (docs/commands.md); None when it is no
    achievement's."""
    version = AchievementVersion.objects.filter(case=case).first()
    if version is None or case.url != version.staff_url:
        return None
    return case_record(version, case, decisions_of(case)) | {"content": version.content()}


def memo_pdf(version: AchievementVersion, *, at: datetime) -> bytes:
    """บันทึกข้อความ as it stands at `at`; the version must have a case. Raises printing's PrintError."""
    assert version.case is not None
    case, decisions = version.case, decisions_of(version.case)
    note = f" เป็นการแก้ไขผลงานที่เผยแพร่แล้ว คือ {version.note}" if version.note else ""
    made = paper.Memo(
        **memo.common_parts(case, decisions, at=at),
        cause=[f"ด้วย{memo.group_of(case)}ได้รวบรวมผลงานเพื่อเผยแพร่ ดังนี้", *_said(version)],
        purpose=[f"ขออนุมัติเผยแพร่ผลงานนี้ในหน้าผลงานและรางวัล{note}"],
        check_code=case_record(version, case, decisions)["check_code"],
    )
    return memo.memo_pdf(made, at=at)


def _said(version: AchievementVersion) -> Iterator[str]:
    """The achievement as paragraphs."""
    agencies = names_of(version.agencies.values_list("pk", flat=True), Reach.INTERNAL)
    yield version.title
    day = f" เมื่อวันที่ {dates.long(version.awarded_on)}" if version.awarded_on else ""
    given = f" จาก{version.given_by}" if version.given_by else ""
    yield (
        f"เป็น{version.get_kind_display()} {level_words(version.level)} ของ{who_words(agencies)}{given}{day} "
        f"ปีการศึกษา {version.academic_year}"
    )
    yield from version.details.splitlines()
    if version.pupils:
        assert version.consent_on is not None
        yield (
            f"เผยแพร่ชื่อนักเรียน {len(version.pupil_names)} คน "
            f"ซึ่งให้ความยินยอมเมื่อวันที่ {dates.long(version.consent_on)} โดย{version.consent_how} "
            f"ผู้รับความยินยอมคือ{version.consent_taken_by}"
        )
    if count := version.evidence.count():
        public = version.evidence.filter(is_public=True).count()
        yield f"หลักฐาน {count} ไฟล์ เผยแพร่ {public} ไฟล์"
