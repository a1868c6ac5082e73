"""The case of a change request as the office files it: plain data, บันทึกข้อความ, and its annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from prasan.agencies.actions.notices import AUDIENCES, audience_of
from prasan.agencies.changes import FieldChange, field_changes, item_labels, level_word
from prasan.agencies.extent import Extent, extent_of
from prasan.agencies.fields import Level
from prasan.agencies.level_sums import level_sums
from prasan.agencies.models import ChangeItem, ChangeRequest
from prasan.agencies.states import ItemAction, RequestState
from prasan.approvals import memo as memos
from prasan.approvals.models import Case, Decision
from prasan.approvals.record import check_code, decisions_of, record_of
from prasan.office.models import OfficeProfile
from prasan.printing.joiners import Literal
from prasan.printing.papers import annex as annex_paper
from prasan.printing.papers import memo as memo_paper
from prasan.thai import digits

_SUMS = {
    ItemAction.ADD: "เพิ่มหน่วยงานในทะเบียน",
    ItemAction.CHANGE: "ปรับปรุงข้อมูลหน่วยงาน",
    ItemAction.REMOVE: "ถอนหน่วยงานออกจากทะเบียน",
}
_BLOCKS = {
    ItemAction.ADD: "เพิ่มหน่วยงาน",
    ItemAction.CHANGE: "ปรับปรุงข้อมูล",
    ItemAction.REMOVE: "ถอนออกจากทะเบียน",
}
_TYPED_AS_PRINTED = frozenset({"email", "website", "facebook", "line", "personal_email", "personal_line"})
_MOST_NAMED = 5
_KEPT = 30 * 24 * 3600


def case_record(case: Case) -> dict[str, Any]:
    """The case as printed (docs/commands.md). Raises `ChangeRequest.DoesNotExist` when it is no request's."""
    request = ChangeRequest.objects.get(case=case)
    extent = extent_of(request)
    return _record(request, case, decisions_of(case), extent)


def _record(
    request: ChangeRequest, case: Case, decisions: Sequence[Decision], extent: Extent
) -> dict[str, Any]:
    record = record_of(case, decisions) | {
        "request": request.pk,
        "audience": {"kind": request.audience.get("kind", "nobody"), "told": _told(request)},
        "changes": [_as_data(item, row) for item, row in _all_rows(request)] if extent.fits_memo else None,
        "summary": [{"what": word, "count": count} for word, count in _summary(extent)],
        "annexes": [annex.name for annex in _annexes(request, case, extent)],
        "changes_sha256": extent.digest,
    }
    return record | {"check_code": check_code(record)}


def _as_data(item: ChangeItem, row: FieldChange) -> dict[str, Any]:
    return {
        "agency": item.agency_id,
        "name": item.name,
        "action": item.action,
        "field": row.field,
        "label": row.label,
        "old": row.old or None,
        "new": row.new or None,
        "old_level": _code(row.old_level),
        "new_level": _code(row.new_level),
        "source": row.source or None,
    }


def _code(level: int | None) -> str | None:
    return Level(level).code if level is not None else None


def _all_rows(request: ChangeRequest) -> Iterator[tuple[ChangeItem, FieldChange]]:
    for item in request.items.order_by("pk").iterator(500):
        for row in field_changes(item):
            yield item, row


def _summary(extent: Extent) -> list[tuple[str, int]]:
    return [(_SUMS[action], extent.items[action]) for action in ItemAction if action in extent.items]


def _told(request: ChangeRequest) -> list[str]:
    """Who is told when it is consented: names when few were chosen, else the group's word."""
    kind = request.audience.get("kind", "nobody")
    if kind == "nobody":
        return []
    if kind == "chosen" and len(request.audience.get("agencies", [])) <= _MOST_NAMED:
        return [version.name for version in audience_of(request)]
    count = len(request.audience.get("agencies", [])) if kind == "chosen" else None
    return [f"{AUDIENCES[kind]} {digits.group(count)} แห่ง" if count else AUDIENCES[kind]]


def memo_pdf(request: ChangeRequest, *, at: datetime) -> bytes:
    """บันทึกข้อความ of the case of `request`, as it stands at `at`. Raises printing's PrintError."""
    assert request.case is not None
    return memos.memo_pdf(_memo(request, request.case, at), at=at)


def _memo(request: ChangeRequest, case: Case, at: datetime) -> memo_paper.Memo:
    extent, decisions = extent_of(request), decisions_of(case)
    group = memos.group_of(case)
    labels = item_labels(request, {key for row in decisions for key in row.item_remarks})
    parts = memos.common_parts(case, decisions, at=at, labels=labels) | {
        "cause": [_cause(case, group)],
        "purpose": [_purpose(group, extent), *_levels(request, extent)],
        "close": ["จึงเรียนมาเพื่อโปรดพิจารณา หากเห็นชอบโปรดอนุมัติให้ปรับปรุงทะเบียนและเผยแพร่ตามเสนอ"],
        "check_code": _record(request, case, decisions, extent)["check_code"],
        "changes": [_change(item, row) for item, row in _all_rows(request)] if extent.fits_memo else (),
        "summary": () if extent.fits_memo else _summary(extent),
        "annexes": _annexes(request, case, extent),
        "told": _told(request),
    }
    return memo_paper.Memo(**parts)


def _cause(case: Case, group: str) -> str:
    found = f"ด้วย{group}ได้รวบรวมและตรวจสอบข้อมูลพื้นฐานของหน่วยงานภายในและภายนอก"
    return f"{found} เนื่องจาก{case.reason}" if case.reason else f"{found} พบว่ามีข้อมูลที่ควรปรับปรุงให้ถูกต้องเป็นปัจจุบัน"


def _purpose(group: str, extent: Extent) -> str:
    of = f"ของหน่วยงาน {digits.group(extent.agencies)} แห่ง " if extent.agencies > 1 else ""
    how = "ดังนี้" if extent.fits_memo else "สรุปดังนี้ รายละเอียดตามเอกสารแนบ"
    return f"{group}เห็นควรปรับปรุงข้อมูลและวิธีการเผยแพร่ จำนวน {digits.group(extent.rows)} รายการ {of}{how}"


def _levels(request: ChangeRequest, extent: Extent) -> list[str]:
    """How far the fields go out, where the rows that say so stand in the annexes only."""
    return [] if extent.fits_memo else [one.text for one in level_sums(request)]


def _change(item: ChangeItem, row: FieldChange) -> memo_paper.Change:
    old, new = (_literal(row.field, text) for text in (row.old, _new(row)))
    return memo_paper.Change(agency=item.name, field=row.label, old=old, new=new, publish=_publish(row))


def _new(row: FieldChange) -> str:
    if row.old == row.new:
        return "ไม่เปลี่ยน"
    return row.new or "ลบข้อมูลนี้"


def _publish(row: FieldChange) -> str:
    if row.new_level is None:
        return f"– (เดิม {level_word(row.old_level)})"
    now = level_word(row.new_level)
    return f"{now} (เดิม {level_word(row.old_level)})" if row.changes_level else now


def _about(case: Case, extent: Extent, code: str, at: datetime) -> annex_paper.Annexes:
    return annex_paper.Annexes(
        subject=case.title,
        case_no=memos.bare_number(case),
        round=case.round,
        check_code=code,
        printed_on=timezone.localdate(at),
        agencies=extent.agencies,
        lines=extent.rows,
    )


def _annexes(request: ChangeRequest, case: Case, extent: Extent) -> list[memo_paper.Annex]:
    """As the memo names them; none when it holds the rows itself."""
    if extent.fits_memo:
        return []
    about = _about(case, extent, "", case.proposed_at)
    size, total = annex_paper.MOST_AGENCIES, extent.agencies
    return [
        memo_paper.Annex(name=annex_paper.name_of(about, part), agencies=min(size, total - (part - 1) * size))
        for part in range(1, annex_paper.parts(about) + 1)
    ]


def annex_count(request: ChangeRequest) -> int:
    """How many annex files belong to the memo; counted once a round."""
    if request.case is None:
        return 0
    of = f"{request.pk}:{request.created_at.timestamp()}"
    key = f"request-annexes-2:{of}:{request.case.round}:{request.state}"
    count = cache.get(key)
    if count is None or request.state == RequestState.RETURNED:
        count = len(_annexes(request, request.case, extent_of(request)))
        cache.set(key, count, _KEPT)
    return int(count)


def annex_pdf(request: ChangeRequest, part: int, *, at: datetime) -> bytes | None:
    """Annex `part` (from 1); only its own agencies are read. None when there is no such part."""
    assert request.case is not None
    office = OfficeProfile.current()
    extent = extent_of(request)
    if not 1 <= part <= len(_annexes(request, request.case, extent)):
        return None
    code = _record(request, request.case, decisions_of(request.case), extent)["check_code"]
    first = (part - 1) * annex_paper.MOST_AGENCIES
    items = request.items.order_by("pk")[first : first + annex_paper.MOST_AGENCIES]
    return annex_paper.annex(
        _about(request.case, extent, code, at),
        [_block(item) for item in items],
        timestamp=int(at.timestamp()),
        part=part,
        thai_digits=office.uses_thai_digits if office else True,
    )


def _block(item: ChangeItem) -> annex_paper.Block:
    rows = field_changes(item)
    lines = [_line(row, is_removed=item.action == ItemAction.REMOVE) for row in rows]
    return annex_paper.Block(agency=item.name, what=_BLOCKS[ItemAction(item.action)], lines=lines)


def _line(row: FieldChange, *, is_removed: bool) -> annex_paper.Line:
    """Of an agency that leaves the register, what it held; else the new value with the old one behind it."""
    if is_removed:
        return annex_paper.Line(
            field=row.label, value=_literal(row.field, row.old), publish=_short(row.old_level)
        )
    said = _new(row)
    if row.old and row.old != row.new:
        said = f"{said} (เดิม {row.old})"
    elif row.old:
        said = f"{row.old} ไม่เปลี่ยน"
    was = f" (เดิม {_short(row.old_level)})" if row.changes_level else ""
    publish = f"{_short(row.new_level)}{was}"
    return annex_paper.Line(field=row.label, value=_literal(row.field, said), publish=publish)


def _short(level: int | None) -> str:
    """ภายใน, เว็บ, เปิด; the annex explains them at its head."""
    return str(Level(level).label) if level is not None else "–"


def _literal(field: str, text: str) -> str:
    """Addresses and LINE names are typed as they are printed: their digits stay."""
    return Literal(text) if field in _TYPED_AS_PRINTED else text
