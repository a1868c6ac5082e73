"""What every test of taking down starts from: files of its own, gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from prasan.printing.tests.conftest import fonts

__all__ = ["fonts"]


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path) -> object:
    with override_settings(MEDIA_ROOT=tmp_path / "files", DATA=tmp_path):
        yield


@pytest.fixture
def press(fonts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What printing needs."""
    monkeypatch.setenv("PRASAN_FONTS", str(fonts))
