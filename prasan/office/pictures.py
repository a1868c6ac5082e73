"""Pictures of the office (ครุฑ, logo): judged by their bytes and kept as clean PNG."""

from __future__ import annotations

import io
import warnings
from typing import IO

from PIL import Image, UnidentifiedImageError

from prasan.ui.refusal import Refused

FORMATS = ("PNG", "JPEG", "WEBP")
_MOST_PIXELS = 4000 * 4000
_LONGEST_SIDE = 1600
NO_PICTURE = "ไฟล์นี้ไม่ใช่ภาพ PNG JPEG หรือ WebP ที่อ่านได้"
TOO_LARGE = "ภาพมีขนาดเกิน 4,000 × 4,000 จุด ให้ย่อก่อน"


def clean_png(upload: IO[bytes]) -> bytes:
    """The picture drawn anew as PNG: no metadata, nothing that hides behind it. Raises `Refused`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > _MOST_PIXELS:
                raise Refused(TOO_LARGE)
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused(NO_PICTURE) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(TOO_LARGE) from error
    drawn = picture.convert("RGBA")
    drawn.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    fresh = Image.frombytes("RGBA", drawn.size, drawn.tobytes())
    out = io.BytesIO()
    fresh.save(out, "PNG")
    return out.getvalue()
