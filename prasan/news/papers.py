"""The case of a story as the office files it: บันทึกข้อความ with the whole text, and every opinion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from prasan.approvals import memo
from prasan.approvals.models import Case, Decision
from prasan.approvals.record import check_code, decisions_of, record_of
from prasan.news import ways
from prasan.news.models import StoryVersion
from prasan.printing.papers import memo as paper


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
        "recordings": version.content().get("recordings", []),
    }


def memo_pdf(version: StoryVersion, *, at: datetime) -> bytes:
    """บันทึกข้อความ as it stands at `at`; the version must have a case. Raises printing's PrintError."""
    assert version.case is not None
    case, decisions = version.case, decisions_of(version.case)
    made = paper.Memo(
        **memo.common_parts(case, decisions, at=at),
        cause=[
            f"ด้วย{memo.group_of(case)}ได้เรียบเรียงข่าวเพื่อเผยแพร่ มีข้อความดังนี้",
            version.title,
            *version.paragraphs,
        ],
        purpose=[_purpose(version)],
        check_code=case_record(version, case, decisions)["check_code"],
        told=version.groups,
    )
    return memo.memo_pdf(made, at=at)


def _purpose(version: StoryVersion) -> str:
    by = " ".join(ways.words_of(version.channels))
    count = version.photos.count()
    pictures = f" พร้อมภาพ {count} ภาพ" if count else ""
    if recorded := version.recordings.count():
        pictures += f" พร้อมเสียงและวิดีโอ {recorded} ไฟล์"
    note = f" เป็นการแก้ไขข่าวที่เผยแพร่แล้ว คือ {version.note}" if version.note else ""
    return f"ขออนุมัติเผยแพร่ข่าวนี้{pictures} ทาง{by}{note}"
