"""Erase files for good: what consent was withdrawn for does not lie on the disk, and does not come back.

The rows say so first, in the caller's transaction; the bytes go when it has committed. Whatever was killed in
between is finished by the minute tick.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from prasan.files.models import Attachment


@transaction.atomic
def erase(digests: Iterable[str], *, at: datetime) -> int:
    """Erase every file with one of these SHA-256, whoever keeps it; how many. Twice changes nothing.

    From now on no file with such a digest is kept (`store` refuses it).
    """
    rows = Attachment.objects.filter(sha256__in=set(digests), erased_at=None)
    keys = list(rows.select_for_update().values_list("pk", flat=True))
    Attachment.objects.filter(pk__in=keys).update(erased_at=at)
    transaction.on_commit(lambda: _remove_bytes(keys))
    return len(keys)


def finish_erasing(*, at: datetime) -> int:
    """Bytes of erased files that a killed process left behind; how many. Called by the minute tick."""
    left = Attachment.objects.filter(erased_at__lte=at).exclude(file="")
    return _remove_bytes(list(left.values_list("pk", flat=True)))


def _remove_bytes(keys: list[int]) -> int:
    """The disk first: a row that still names a file is looked at again."""
    rows = Attachment.objects.filter(pk__in=keys).exclude(file="").values_list("pk", "file")
    for key, name in rows:
        default_storage.delete(name)
        Attachment.objects.filter(pk=key).update(file="")
    return len(rows)
