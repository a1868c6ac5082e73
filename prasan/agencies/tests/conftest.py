"""What every test of the register starts from."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Rows are taken back after each test and their numbers given again; the cache would not know."""
    cache.clear()
