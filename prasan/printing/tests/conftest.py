"""Papers are set in a font that is made once for all tests."""

from pathlib import Path

import pytest

from prasan.printing import font


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    font.build(folder)
    return folder
