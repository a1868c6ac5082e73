"""Keep an uploaded file whole, or refuse it with a reason.

A file and its row cannot be written in one transaction. So a marker is put beside the file before it is
written and taken away when the transaction has committed; the minute tick removes files whose marker is
older than any request and whose row never came, after a rollback as after a power cut.
"""

from __future__ import annotations

import errno
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from prasan.files.kinds import KINDS, sniff
from prasan.files.models import Attachment
from prasan.files.names import clean_name
from prasan.ui.refusal import Refusal, Refused

if TYPE_CHECKING:
    from prasan.accounts.models import User

MEGABYTE = 1024 * 1024
_OLDER_THAN_ANY_REQUEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies in the storage and has no row yet; without one it is swept away after a while."""

    file: str
    """Its name in the storage."""
    name: str
    content_type: str
    size: int
    sha256: str


def store(uploaded: File[bytes], *, by: User | None, limit_mb: int, allowed: frozenset[str]) -> Attachment:
    """The attachment of an uploaded file. `allowed` holds content types of `files.kinds`.

    Raises `Refused` when it is empty, larger than `limit_mb`, of another kind, erased before, or when the
    disk is full.
    """
    return own(put(uploaded, limit_mb=limit_mb, allowed=allowed), by=by)


def put(uploaded: File[bytes], *, limit_mb: int, allowed: frozenset[str]) -> Kept:
    """The first half of `store`, for before a transaction: all that takes long. Refuses as that does."""
    digest, size = _measure(uploaded, limit_mb)
    content_type = sniff(uploaded)
    if content_type not in allowed:
        raise Refused(_wrong_kind(allowed))
    _ensure_not_erased(digest)
    name = clean_name(uploaded.name or "", content_type)
    suffix = KINDS[content_type].suffixes[0] if content_type in KINDS else ".bin"
    return Kept(_write(uploaded, suffix), name, content_type, size, digest)


@transaction.atomic
def own(kept: Kept, *, by: User | None, name: str = "") -> Attachment:
    """The second half: its row, by which it stays. `name` instead of the one that it came with.

    Raises `Refused` when it was erased since the first half.
    """
    _ensure_not_erased(kept.sha256)
    transaction.on_commit(lambda: _marker(kept.file).unlink(missing_ok=True))
    return Attachment.objects.create(
        file=kept.file,
        name=name or kept.name,
        content_type=kept.content_type,
        size=kept.size,
        sha256=kept.sha256,
        uploaded_by=by,
    )


def _measure(uploaded: File[bytes], limit_mb: int) -> tuple[str, int]:
    """Digest and size, piece by piece; stops at the limit whatever size the sender claimed."""
    digest, size = hashlib.sha256(), 0
    uploaded.seek(0)
    for chunk in uploaded.chunks():
        digest.update(chunk)
        size += len(chunk)
        if size > limit_mb * MEGABYTE:
            raise Refused(Refusal(f"ไฟล์ใหญ่เกิน {limit_mb} MB ลดขนาดหรือแบ่งไฟล์แล้วส่งใหม่"))
    if not size:
        raise Refused(Refusal("ไฟล์นี้ว่างเปล่า"))
    return digest.hexdigest(), size


def _ensure_not_erased(sha256: str) -> None:
    """Not by the door, nor by mail, nor by an upload that goes on where it broke off."""
    if Attachment.objects.filter(sha256=sha256, erased_at__isnull=False).exists():
        raise Refused(Refusal("ไฟล์นี้เคยนำลงทุกที่แล้ว จึงนำกลับมาใช้ไม่ได้"))


def _wrong_kind(allowed: frozenset[str]) -> Refusal:
    labels = " ".join(kind.label for content_type, kind in KINDS.items() if content_type in allowed)
    return Refusal(f"ไฟล์นี้เป็นชนิดที่ระบบไม่รับ รับเฉพาะ {labels}")


def _write(uploaded: File[bytes], suffix: str) -> str:
    """The name in the storage. Its own name is random: nobody's spelling ever becomes a path."""
    wanted = Attachment._meta.get_field("file").generate_filename(Attachment(), f"{uuid4().hex}{suffix}")
    marker = _marker(wanted)
    uploaded.seek(0)
    try:
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.write_text(wanted, encoding="utf-8")
        kept = default_storage.save(wanted, uploaded)
    except OSError as error:
        default_storage.delete(wanted)
        marker.unlink(missing_ok=True)
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refused(Refusal("พื้นที่เก็บไฟล์ของระบบเต็ม ไฟล์ยังไม่ถูกบันทึก แจ้งผู้ดูแลระบบ")) from error
        raise
    return kept


def _pending() -> Path:
    return settings.DATA / "pending-files"


def _marker(name: str) -> Path:
    return _pending() / Path(name).name


def sweep(*, at: datetime) -> int:
    """Remove files whose row never came; returns how many. Called by the minute tick."""
    removed = 0
    for marker in _pending().glob("*"):
        if at.timestamp() - marker.stat().st_mtime < _OLDER_THAN_ANY_REQUEST.total_seconds():
            continue
        name = marker.read_text(encoding="utf-8")
        if name and not Attachment.objects.filter(file=name).exists():
            default_storage.delete(name)
            removed += 1
        marker.unlink(missing_ok=True)
    return removed
