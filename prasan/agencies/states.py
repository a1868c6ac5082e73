"""States of change requests and imports. Tables, no functions."""

from __future__ import annotations

from django.db import models


class RequestState(models.TextChoices):
    """A change request follows its case once it is proposed."""

    DRAFT = "draft", "ร่าง"
    OPEN = "open", "เสนอ"
    RETURNED = "returned", "คืนเรื่อง/แก้ไข"
    APPROVED = "approved", "อนุมัติ"
    REFUSED = "refused", "ไม่อนุมัติ"
    WITHDRAWN = "withdrawn", "ยกเลิก"


REQUEST_TRANSITIONS: dict[RequestState, tuple[str, frozenset[RequestState]]] = {
    RequestState.DRAFT: ("เจ้าหน้าที่", frozenset({RequestState.OPEN, RequestState.WITHDRAWN})),
    RequestState.OPEN: (
        "ผู้บังคับบัญชาตามลำดับชั้น",
        frozenset(
            {RequestState.RETURNED, RequestState.APPROVED, RequestState.REFUSED, RequestState.WITHDRAWN}
        ),
    ),
    RequestState.RETURNED: ("เจ้าหน้าที่", frozenset({RequestState.OPEN, RequestState.WITHDRAWN})),
    RequestState.APPROVED: ("–", frozenset()),
    RequestState.REFUSED: ("–", frozenset()),
    RequestState.WITHDRAWN: ("–", frozenset()),
}
HOLDS_FIELDS = frozenset({RequestState.OPEN, RequestState.RETURNED})
HAS_ENDED_WITHOUT_EFFECT = frozenset({RequestState.REFUSED, RequestState.WITHDRAWN})


class ItemAction(models.TextChoices):
    ADD = "add", "เพิ่ม"
    CHANGE = "change", "เปลี่ยน"
    REMOVE = "remove", "ถอนออกจากทะเบียน"


class ImportState(models.TextChoices):
    WAITING = "waiting", "รอตรวจ"
    READING = "reading", "กำลังตรวจ"
    READY = "ready", "ตรวจแล้ว"
    PROPOSING = "proposing", "กำลังเสนอ"
    REFUSED = "refused", "รับไฟล์ไม่ได้"
    PROPOSED = "proposed", "เสนอแล้ว"
    UNDONE = "undone", "ย้อนแล้ว"


IMPORT_TRANSITIONS: dict[ImportState, tuple[str, frozenset[ImportState]]] = {
    ImportState.WAITING: ("งานเบื้องหลัง", frozenset({ImportState.READING, ImportState.UNDONE})),
    ImportState.READING: (
        "งานเบื้องหลัง",
        frozenset({ImportState.READY, ImportState.REFUSED, ImportState.WAITING, ImportState.UNDONE}),
    ),
    ImportState.READY: (
        "เจ้าหน้าที่",
        frozenset({ImportState.WAITING, ImportState.PROPOSING, ImportState.PROPOSED, ImportState.UNDONE}),
    ),
    ImportState.PROPOSING: (
        "งานเบื้องหลัง",
        frozenset({ImportState.READY, ImportState.PROPOSED, ImportState.UNDONE}),
    ),
    ImportState.REFUSED: ("–", frozenset()),
    ImportState.PROPOSED: ("เจ้าหน้าที่", frozenset({ImportState.UNDONE})),
    # Who copies the recalled request of an import takes the import up again with it.
    ImportState.UNDONE: ("เจ้าหน้าที่", frozenset({ImportState.PROPOSED})),
}


class RowOutcome(models.TextChoices):
    NEW = "new", "ใหม่"
    CHANGED = "changed", "เปลี่ยน"
    UNCHANGED = "unchanged", "เหมือนเดิม"
    DOUBTFUL = "doubtful", "ต้องดู"
    ERROR = "error", "ผิดพลาด"


TAKEN = frozenset({RowOutcome.NEW, RowOutcome.CHANGED})
HELD = frozenset({RowOutcome.DOUBTFUL, RowOutcome.ERROR})
