"""Which menu shows what, and to whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from prasan.office.models import OfficeProfile


def context(request: HttpRequest) -> dict[str, Any]:
    """What the base templates need on every page."""
    return {"office": OfficeProfile.current()}
