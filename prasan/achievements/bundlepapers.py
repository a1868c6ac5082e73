"""The case of several achievements as the office files it: บันทึกข้อความ, and the list in its annex."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone

from prasan.achievements.bundlepage import titles_of
from prasan.achievements.models import AchievementVersion, Bundle
from prasan.achievements.names import agencies_of
from prasan.achievements.telling import level_words
from prasan.agencies.fields import Level as Reach
from prasan.approvals import memo as memos
from prasan.approvals.models import Case
from prasan.approvals.record import check_code, decisions_of, record_of
from prasan.office.models import OfficeProfile
from prasan.printing.papers import annex as annex_paper
from prasan.printing.papers import memo as memo_paper
from prasan.thai import dates, digits

_WORDS = annex_paper.Wording(
    title="เอกสารแนบ รายการผลงานที่เสนอเผยแพร่",
    columns=("รายการ", "ข้อมูล", "เผยแพร่"),
    legend="เผยแพร่: เว็บ = หน้าผลงานและรางวัล · ภายใน = เฉพาะสำนักงาน",
    items="ผลงาน",
    unit="รายการ",
)


def case_record(bundle: Bundle, case: Case) -> dict[str, Any]:
    """What the check code stands for: the record of the case, and what it consents to, one by one."""
    rows = bundle.versions().in_bulk()
    record = record_of(case, decisions_of(case)) | {
        "bundle": bundle.pk,
        "achievements": [
            {"achievement": rows[pk].achievement_id, "version": rows[pk].number, "content_sha256": digest}
            for pk, digest in bundle.digests.items()
        ],
        "annexes": [annex.name for annex in _annexes(bundle, case)],
    }
    return record | {"check_code": check_code(record)}


def shown_case(case: Case) -> dict[str, Any] | None:
    """The record of a case of several achievements (docs/commands.md); None when it is none."""
    bundle = Bundle.objects.filter(case=case).first()
    return case_record(bundle, case) if bundle else None


def memo_pdf(bundle: Bundle, *, at: datetime) -> bytes:
    """บันทึกข้อความ as it stands at `at`. Raises printing's PrintError."""
    assert bundle.case is not None
    case, decisions = bundle.case, decisions_of(bundle.case)
    labels = titles_of(bundle, {key for row in decisions for key in row.item_remarks})
    why = f" เนื่องจาก{bundle.reason}" if bundle.reason else ""
    count = digits.group(len(bundle.contents))
    made = memo_paper.Memo(
        **memos.common_parts(case, decisions, at=at, labels=labels),
        cause=[f"ด้วย{memos.group_of(case)}ได้รวบรวมผลงานของสำนักงานและสถานศึกษาเพื่อเผยแพร่{why}"],
        purpose=[f"ขออนุมัติเผยแพร่ผลงาน จำนวน {count} รายการ ในหน้าผลงานและรางวัล สรุปดังนี้ รายละเอียดตามเอกสารแนบ"],
        check_code=case_record(bundle, case)["check_code"],
        summary=_summary(bundle),
        annexes=_annexes(bundle, case),
        unit_word=_WORDS.unit,
    )
    return memos.memo_pdf(made, at=at)


def _summary(bundle: Bundle) -> list[tuple[str, int]]:
    rows = bundle.versions()
    counted = [
        ("ผลงานใหม่", rows.filter(number=1).count()),
        ("แก้ไขผลงานที่เผยแพร่แล้ว", rows.filter(number__gt=1).count()),
        ("ผลงานที่เผยแพร่พร้อมชื่อนักเรียน ซึ่งมีความยินยอมแล้ว", rows.exclude(pupils="").count()),
    ]
    return [(label, count) for label, count in counted if count]


def _about(bundle: Bundle, case: Case, code: str, at: datetime) -> annex_paper.Annexes:
    return annex_paper.Annexes(
        subject=case.title,
        case_no=memos.bare_number(case),
        round=case.round,
        check_code=code,
        printed_on=timezone.localdate(at),
        agencies=len(bundle.contents),
        wording=_WORDS,
    )


def _annexes(bundle: Bundle, case: Case) -> list[memo_paper.Annex]:
    about = _about(bundle, case, "", case.proposed_at)
    size, total = annex_paper.MOST_AGENCIES, len(bundle.contents)
    return [
        memo_paper.Annex(name=annex_paper.name_of(about, part), agencies=min(size, total - (part - 1) * size))
        for part in range(1, annex_paper.parts(about) + 1)
    ]


def annex_count(bundle: Bundle) -> int:
    assert bundle.case is not None
    return len(_annexes(bundle, bundle.case))


def annex_pdf(bundle: Bundle, part: int, *, at: datetime) -> bytes | None:
    """Annex `part` (from 1); None when there is no such part. Raises printing's PrintError."""
    assert bundle.case is not None
    if not 1 <= part <= annex_count(bundle):
        return None
    office = OfficeProfile.current()
    code = case_record(bundle, bundle.case)["check_code"]
    first = (part - 1) * annex_paper.MOST_AGENCIES
    rows = list(bundle.versions()[first : first + annex_paper.MOST_AGENCIES].prefetch_related("evidence"))
    named = agencies_of(rows, Reach.INTERNAL)
    return annex_paper.annex(
        _about(bundle, bundle.case, code, at),
        [_block(row, " ".join(one.name for one in named.get(row.pk, []))) for row in rows],
        timestamp=int(at.timestamp()),
        part=part,
        thai_digits=office.uses_thai_digits if office else True,
    )


def _block(version: AchievementVersion, who: str) -> annex_paper.Block:
    lines = [
        annex_paper.Line(field=label, value=value, publish=reach)
        for label, value, reach in _lines(version, who)
    ]
    what = "แก้ไข" if version.is_correction else "ใหม่"
    return annex_paper.Block(agency=version.title, what=what, lines=lines)


def _lines(version: AchievementVersion, who: str) -> Iterator[tuple[str, str, str]]:
    """(label, value, how far it goes out) of what is said."""
    day, consent = version.awarded_on, version.consent_on
    taken = f"{dates.short(consent)} {version.consent_how} {version.consent_taken_by}" if consent else ""
    said = (
        ("เป็นผลงานของ", who, "เว็บ"),
        ("ประเภท", f"{version.get_kind_display()} {level_words(version.level)}", "เว็บ"),
        ("ผู้มอบ", version.given_by, "เว็บ"),
        ("วันที่ได้รับ", dates.short(day) if day else "", "เว็บ"),
        ("ปีการศึกษา", str(version.academic_year), "เว็บ"),
        ("รายละเอียด", version.details, "เว็บ"),
        ("นักเรียน", " ".join(version.pupil_names), "เว็บ"),
        ("ความยินยอม", taken, "ภายใน"),
        ("สิ่งที่แก้ไข", version.note, "เว็บ"),
    )
    yield from (line for line in said if line[1])
    for row in version.evidence.all():
        yield ("หลักฐาน", row.caption, "เว็บ" if row.is_public else "ภายใน")
