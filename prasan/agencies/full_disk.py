"""A disk that fills up while something is written: said to the person, never a half of it kept."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError

from prasan.ui.refusal import Refused

FULL = "พื้นที่เก็บข้อมูลของระบบเต็ม จึงยังไม่บันทึก ไม่มีข้อมูลค้างครึ่งทาง: แจ้งผู้ดูแลระบบให้เพิ่มพื้นที่ แล้วทำใหม่"
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
_POSTGRESQL_DISK_FULL = "53100"


def is_full_disk(error: OSError | OperationalError) -> bool:
    """Whether that is what the system, SQLite or PostgreSQL says with this error."""
    if isinstance(error, OSError):
        return error.errno in _NO_SPACE
    return "disk is full" in str(error) or getattr(error.__cause__, "sqlstate", "") == _POSTGRESQL_DISK_FULL


@contextmanager
def full_disk_refused() -> Iterator[None]:
    """Raises `Refused` for it. Stands outside the transaction, which has then been rolled back."""
    try:
        yield
    except (OSError, OperationalError) as error:
        if not is_full_disk(error):
            raise
        raise Refused(FULL) from error
