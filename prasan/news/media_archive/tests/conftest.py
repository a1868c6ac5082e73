"""What every test of the news starts from: files of its own, gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path) -> object:
    with override_settings(MEDIA_ROOT=tmp_path / "files", DATA=tmp_path):
        yield
