"""What a name was meant to be that the register does not know."""

from __future__ import annotations

from difflib import get_close_matches

from django.db.models import QuerySet

from prasan.agencies.models import Version

_FEW = 3


def offer_of_near_names(typed: str, versions: QuerySet[Version]) -> str:
    """ " ที่ใกล้เคียงคือ ก หรือ ข" for the middle of a refusal; "" when nothing is near."""
    known = list(dict.fromkeys(versions.order_by("name").values_list("name", flat=True)))
    near = [name for name in known if typed in name][:_FEW] or get_close_matches(typed, known, n=_FEW)
    return f" ที่ใกล้เคียงคือ {' หรือ '.join(near)}" if near else ""
