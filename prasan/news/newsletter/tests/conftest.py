"""Papers are set in a font that is made once for all tests; files lie in a folder of the test's own."""

from pathlib import Path

import pytest
from django.test import override_settings

from prasan.printing.tests.conftest import fonts

__all__ = ["fonts"]


@pytest.fixture
def press(fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """What printing needs."""
    monkeypatch.setenv("PRASAN_FONTS", str(fonts))
    with override_settings(MEDIA_ROOT=tmp_path / "files", DATA=tmp_path):
        yield tmp_path
