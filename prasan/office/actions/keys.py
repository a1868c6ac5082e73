"""Keys of rows that are made on a screen and not in an office file."""

from __future__ import annotations

from itertools import count

from prasan.office.models import Post, Unit


def free_key(model: type[Unit] | type[Post], prefix: str) -> str:
    """The first of prefix1, prefix2 … that no row has."""
    taken = set(model.objects.filter(key__startswith=prefix).values_list("key", flat=True))
    return next(f"{prefix}{number}" for number in count(1) if f"{prefix}{number}" not in taken)
