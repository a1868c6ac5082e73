"""A file in the office's folder that is on its way to become an attachment, and how it is made safe."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from prasan.accounts.models import User
from prasan.files.actions import store
from prasan.files.kinds import RECORDINGS
from prasan.files.models import Attachment
from prasan.news.models import RecordingUpload
from prasan.news.recordings.containers import Found, make_safe
from prasan.news.recordings.policies import why_not_this_size
from prasan.ui.refusal import Refused, ensure

FORGOTTEN_AFTER = timedelta(days=2)
_FULL = "พื้นที่เก็บไฟล์ของระบบเต็ม ไฟล์ยังไม่ถูกบันทึก แจ้งผู้ดูแลระบบ"


class _OnDisk(File):  # type: ignore[type-arg]
    """A file that Django's storage moves instead of copying: half a gigabyte is not written twice."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(path.open("rb"), name=name)
        self._path = path

    def temporary_file_path(self) -> str:
        return str(self._path)


def folder() -> Path:
    return settings.DATA / "uploads"


@contextmanager
def full_disk_said() -> Iterator[None]:
    """A full disk is a refusal, any other trouble with the disk is trouble."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refused(_FULL) from error
        raise


def copied(uploaded: File[Any]) -> Path:
    """What a plain form sent, in the folder of uploads."""
    path = folder() / f"{uuid4().hex}.part"
    with full_disk_said():
        folder().mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            uploaded.seek(0)
            for chunk in uploaded.chunks():
                file.write(chunk)
    return path


def kept(path: Path, name: str, *, by: User | None) -> tuple[Attachment, Found]:
    """The file at `path`, made safe in place, as an attachment. Raises `Refused`; `path` is gone then too."""
    try:
        size = path.stat().st_size
        with path.open("r+b") as file:
            found = make_safe(file, size)
        ensure(why_not_this_size(size, is_film=found.is_film))
        most = max(settings.RECORDING_FILM_MB, settings.RECORDING_SOUND_MB)
        with _OnDisk(path, name) as file:
            return store(file, by=by, limit_mb=most, allowed=RECORDINGS), found
    finally:
        path.unlink(missing_ok=True)


def delete_files(keys: set[int]) -> None:
    """Attachments that nothing refers to any more; their bytes once the transaction has committed."""
    for attachment in Attachment.objects.filter(pk__in=keys):
        delete = partial(attachment.file.storage.delete, str(attachment.file.name))
        attachment.delete()
        transaction.on_commit(delete)


def sweep(*, at: datetime) -> int:
    """Forget uploads that nobody went on with; how many. Called by the minute tick."""
    old = RecordingUpload.objects.filter(touched_at__lt=at - FORGOTTEN_AFTER)
    paths = [upload.path for upload in old]
    old.delete()
    for path in paths:
        path.unlink(missing_ok=True)
    return len(paths) + sum(
        _is_stray(path, at, FORGOTTEN_AFTER.total_seconds()) for path in folder().glob("*.part")
    )


def _is_stray(path: Path, at: datetime, oldest: float) -> bool:
    """A file without a row, left by a process that died; gone when this is true."""
    is_old = at.timestamp() - path.stat().st_mtime > oldest
    if is_old:
        path.unlink(missing_ok=True)
    return is_old
