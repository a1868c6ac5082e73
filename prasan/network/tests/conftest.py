"""What every test of the network starts from."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Limits an hour live in the cache, which a test's rollback does not know."""
    cache.clear()
