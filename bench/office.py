"""An office of its own for each measurement."""

from __future__ import annotations

import json
import os


def opened_office() -> None:
    """Django set up on the empty folder `DATA`, with the sample office's posts and people in it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prasan.config.settings.prod")
    import django

    django.setup()
    from prasan.config.database import ensure_migrated
    from prasan.office.actions.load import load_office
    from prasan.operations.sample.make import FOLDER

    ensure_migrated()
    load_office(json.loads((FOLDER / "office.json").read_text(encoding="utf-8")))
