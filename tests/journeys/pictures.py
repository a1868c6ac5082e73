"""Pictures of the pages: all for whoever runs the journeys, those that the manual names for the manual.

`PRASAN_PICTURES=1` writes the pictures of the manual anew.
"""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
EVERY = ROOT / ".build" / "pictures"
MANUAL = ROOT / "docs" / "manual"
IMAGES = MANUAL / "images"
MOST_BYTES = 120_000
_NAMED = re.compile(r"images/([\w-]+)\.png")


def named_in_manual() -> list[str]:
    """In the order of the chapters; one named twice stands twice."""
    chapters = sorted(MANUAL.glob("*.md"))
    return [name for chapter in chapters for name in _NAMED.findall(chapter.read_text(encoding="utf-8"))]


def keep(page: Page, name: str) -> None:
    """Keep what a person sees now, without scrolling."""
    keep_picture(page.screenshot(), name)


def keep_picture(picture: bytes, name: str) -> None:
    """A PNG of something else than a page: a printed paper."""
    EVERY.mkdir(parents=True, exist_ok=True)
    (EVERY / f"{name}.png").write_bytes(picture)
    if os.environ.get("PRASAN_PICTURES") and name in named_in_manual():
        IMAGES.mkdir(parents=True, exist_ok=True)
        (IMAGES / f"{name}.png").write_bytes(small(picture))


def small(picture: bytes) -> bytes:
    """The same PNG with as many colours as fit into `MOST_BYTES`; rare ones, such as our gold, stay."""
    full = Image.open(BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32):
        buffer = BytesIO()
        full.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            buffer, "PNG", optimize=True
        )
        if buffer.tell() <= MOST_BYTES:
            break
    return buffer.getvalue()
