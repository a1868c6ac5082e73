"""What an agency sees of itself: everything the register holds of it but the office's own remarks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from prasan.agencies import details
from prasan.agencies.details import Section
from prasan.agencies.fields import Level
from prasan.agencies.models import Correction, Verification, Version
from prasan.agencies.states import RequestState
from prasan.approvals.wording import case_number

OFFICE_ONLY = frozenset({"notes", "consent_proof"})
_SHOWN = 20


def sections(version: Version) -> list[Section]:
    """All sections with the publish flag of each line, without the office's own remarks."""
    found = []
    for section in details.sections(version, Level.INTERNAL).values():
        lines = [line for line in section.lines if line.field.key not in OFFICE_ONLY]
        if lines:
            sources = details.source_lines(version, [line.field.key for line in lines], Level.WEB)
            found.append(replace(section, lines=lines, sources=sources))
    return found


def last_verification(agency: int) -> Verification | None:
    return Verification.objects.filter(agency=agency).select_related("recorded_by").first()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a correction has come: badge with its word, and a sentence for whoever sent it."""

    correction: Correction
    badge: str
    word: str
    text: str = ""


def corrections_of(agency: int) -> list[Progress]:
    """What was sent in for an agency and what became of it, latest first."""
    rows = Correction.objects.filter(agency=agency).select_related("request__case", "sent_by")
    return [progress_of(row) for row in rows[:_SHOWN]]


def progress_of(correction: Correction) -> Progress:
    if correction.state == Correction.State.DECLINED:
        return Progress(correction, "suppressed", "ไม่รับ", correction.answer)
    if correction.request is None:
        return Progress(correction, "waiting", Correction.State.NEW.label)
    badge, word, text = _OF_REQUEST[RequestState(correction.request.state)]
    case = correction.request.case
    return Progress(correction, badge, word, text.format(case=case_number(case) if case else ""))


_DRAFT = ("draft", "เจ้าหน้าที่รับเรื่องแล้ว", "กำลังจัดทำเพื่อเสนอผู้บังคับบัญชา")
_UNDER_WAY = ("proposed", "อยู่ระหว่างพิจารณา", "อยู่ใน{case}")
_OF_REQUEST = {
    RequestState.DRAFT: _DRAFT,
    RequestState.OPEN: _UNDER_WAY,
    RequestState.RETURNED: _UNDER_WAY,
    RequestState.APPROVED: ("approved", "ประกาศแล้ว", "อนุมัติใน{case}"),
    RequestState.REFUSED: ("refused", "ไม่อนุมัติ", "ตาม{case} สอบถามเหตุผลที่สำนักงาน"),
    RequestState.WITHDRAWN: _DRAFT,
}
