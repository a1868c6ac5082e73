"""Pictures in the widths and formats that serve: WebP and AVIF beside the JPEG that every browser knows.

They are made by the worker after the publication, from the original, and known by its digest: all copies of
a picture share them, making them again changes nothing, and what was taken down is one folder to remove. They
lie outside the backup; `make_forgotten` makes them again (docs/adr/0011-renditions.md).
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image

from prasan.files import made
from prasan.files.models import Attachment
from prasan.news import pictures

WIDTHS = (480, 960)
"""Pixels; the whole width (at most 1600) is always the last."""
_NEARLY = 0.85
"""A width that saves less than this of the next one is not worth a file."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Format:
    content_type: str
    name: str
    options: dict[str, Any]


# Measured on 12-megapixel photos, three widths: WebP 0.2 s of one core and a third fewer bytes than the JPEG;
# AVIF 0.9 s and another 15 to 30 % at the same error. A slower AVIF saves 5 % more and takes twice as long.
# One thread: the site answers meanwhile.
FORMATS: dict[str, Format] = {
    "avif": Format("image/avif", "AVIF", {"quality": 55, "speed": 7, "max_threads": 1}),
    "webp": Format("image/webp", "WEBP", {"quality": 78, "method": 4}),
}
"""The smallest first: a browser takes the first that it knows."""


def widths_of(width: int) -> list[int]:
    """Those in which a picture of `width` is made."""
    return [*(less for less in WIDTHS if less < width * _NEARLY), width]


def folder() -> Path:
    return made.folder("photos")


def place(sha256: str, width: int, kind: str) -> Path:
    """Where a rendition lies, once it is made."""
    return _of(sha256) / f"{width}.{kind}"


def _of(sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a digest: {sha256!r}")
    return folder() / sha256[:2] / sha256


def make(original: Attachment, *, width: int, jpeg_bytes: int) -> list[str]:
    """Make what is missing; returns the formats that save bytes, of `FORMATS` and in its order.

    `width`, `jpeg_bytes`: of the JPEG for the page. Raises `Refused` when the original can't be read.
    """
    needed = [(kind, less) for kind in FORMATS for less in widths_of(width)]
    if not all(place(original.sha256, less, kind).is_file() for kind, less in needed):
        _draw(original, needed)
    return _worth_it(original.sha256, width, jpeg_bytes)


def _draw(original: Attachment, needed: list[tuple[str, int]]) -> None:
    picture = pictures.load(original)
    picture.thumbnail((pictures.WEB, pictures.WEB), Image.Resampling.LANCZOS)
    drawn: dict[int, Image.Image] = {}
    for kind, width in needed:
        if width not in drawn:
            height = max(1, round(picture.height * width / picture.width))
            drawn[width] = picture.resize((width, height), Image.Resampling.LANCZOS)
        content = pictures.saved(drawn[width], FORMATS[kind].name, **FORMATS[kind].options)
        made.write_whole(place(original.sha256, width, kind), content)


def _worth_it(sha256: str, width: int, jpeg_bytes: int) -> list[str]:
    """A format that is not smaller than what would serve in its stead is not offered."""
    found, least = list[str](), jpeg_bytes
    for kind in reversed(FORMATS):
        size = place(sha256, width, kind).stat().st_size
        if size < least:
            found.insert(0, kind)
            least = size
    return found


def forget(sha256: str) -> None:
    """Remove all renditions of an original."""
    shutil.rmtree(_of(sha256), ignore_errors=True)


def sweep(*, at: datetime) -> None:
    """Remove what killed workers left half written; called by the tick."""
    made.sweep_unfinished(folder(), at=at)
