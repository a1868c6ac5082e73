"""Photographs for paper: looked at, cut to their frame, shrunk, and drawn anew with nothing but the picture.

A file is believed to be nothing: a name says no kind, a header no truth. Reading costs what the frame needs
(a JPEG is decoded at a fraction of its size), and what would cost much more is refused.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pi_heif.as_plugin import register_heif_opener
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from prasan.printing.compile import PrintError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
"""A JPEG with several pictures in it (MPO) is opened as JPEG."""
PPI = 200
QUALITY = 86
EMBLEM_PIXELS = 400
MOST_PIXELS = 125_000_000
MOST_WHOLE_PIXELS = 64_000_000
"""Pixels of a picture that cannot be decoded at a fraction: each takes four bytes and more."""
MOST_BYTES = 80_000_000
MOST_OBLONG = 12.0
FROM_TOP = 0.25
"""Of what is cut above and below, the share cut above: heads are in the upper middle."""
_MM = 25.4
_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
_SHRINKING = ("JPEG", "MPO")

Source = bytes | Path

register_heif_opener(thumbnails=False)


class PhotoError(PrintError):
    """A photo that cannot be printed; `message_th` says why, for a sentence that begins with its name."""


def aspect(source: Source) -> float:
    """Width / height as the photo is to be seen, from its header alone. Raises PhotoError."""
    with _opened(source) as image:
        width, height = image.size
        turned = image.getexif().get(_ORIENTATION) in _TURNED
    shape = height / width if turned else width / height
    if not 1 / MOST_OBLONG < shape < MOST_OBLONG:
        raise PhotoError("ยาวหรือแคบเกินไป ตัดภาพให้ด้านยาวไม่เกินสิบสองเท่าของด้านสั้น")
    return shape


def cut(source: Source, width: float, height: float) -> tuple[bytes, float]:
    """The part of a photo that a frame of that many mm shows, as JPEG; and its pixels per inch there.

    Raises PhotoError.
    """
    wanted = (math.ceil(width / _MM * PPI), math.ceil(height / _MM * PPI))
    with _opened(source) as image:
        _shrink_while_reading(image, wanted)
        image.load()
        seen, profile = ImageOps.exif_transpose(image), image.info.get("icc_profile")
    box = _part(seen.size, wanted[0] / wanted[1])
    size = _no_larger(box, wanted)
    drawn = _to_rgb(seen).resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    return _saved(_in_srgb(drawn, profile, seen.mode)), size[0] / (width / _MM)


def emblem(source: Source) -> bytes:
    """The office's emblem drawn anew, clear where it is clear, as PNG. Raises PhotoError."""
    with _opened(source) as image:
        image.load()
        clear = ImageOps.exif_transpose(image).convert("RGBA")
    clear.thumbnail((EMBLEM_PIXELS, EMBLEM_PIXELS))
    out = io.BytesIO()
    Image.frombytes("RGBA", clear.size, clear.tobytes()).save(out, "PNG")
    return out.getvalue()


@contextmanager
def _opened(source: Source) -> Iterator[Image.Image]:
    _refuse_odd_file(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(
                io.BytesIO(source) if isinstance(source, bytes) else source, formats=FORMATS
            ) as image:
                _refuse_huge(image)
                yield image
    except PhotoError:
        raise
    except (Image.DecompressionBombError, MemoryError) as error:
        raise PhotoError(_HUGE) from error
    except UnidentifiedImageError as error:
        raise PhotoError("ไม่ใช่ภาพ JPEG PNG WebP หรือ HEIC") from error
    # A damaged file breaks decoders in many ways; none of them is more than a picture that can't be read.
    except Exception as error:
        raise PhotoError("เปิดไม่ได้ ไฟล์ภาพเสียหรือไม่ครบ") from error


_HUGE = "มีขนาดใหญ่เกินไป ย่อให้ไม่เกิน 100 ล้านจุดก่อน"


def _refuse_odd_file(source: Source) -> None:
    if isinstance(source, bytes):
        length = len(source)
    elif not source.is_file():
        raise PhotoError("ไม่พบไฟล์")
    else:
        length = source.stat().st_size
    if length > MOST_BYTES:
        raise PhotoError("ไฟล์ใหญ่เกิน 80 MB")


def _refuse_huge(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > (MOST_PIXELS if image.format in (*_SHRINKING, "HEIF") else MOST_WHOLE_PIXELS):
        raise PhotoError(_HUGE)


def _shrink_while_reading(image: Image.Image, wanted: tuple[int, int]) -> None:
    """Decode a JPEG at a half, a quarter or an eighth: never smaller than what is wanted of it."""
    if image.format not in _SHRINKING:
        return
    turned = image.getexif().get(_ORIENTATION) in _TURNED
    width, height = image.size[::-1] if turned else image.size
    scale = max(wanted[0] / width, wanted[1] / height)
    image.draft(None, (math.ceil(image.width * scale), math.ceil(image.height * scale)))


def _part(size: tuple[int, int], shape: float) -> tuple[float, float, float, float]:
    """The largest part of that shape: from the middle, and rather from the top."""
    width, height = size
    if width / height > shape:
        left = (width - height * shape) / 2
        return left, 0.0, width - left, float(height)
    spare = height - width / shape
    return 0.0, spare * FROM_TOP, float(width), height - spare * (1 - FROM_TOP)


def _no_larger(box: tuple[float, float, float, float], wanted: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, (box[2] - box[0]) / wanted[0])
    return max(1, round(wanted[0] * scale)), max(1, round(wanted[1] * scale))


def _to_rgb(image: Image.Image) -> Image.Image:
    """Red, green, blue on white paper, whatever the picture is made of."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(ground, clear).convert("RGB")
    return image.convert("RGB") if image.mode != "RGB" else image


def _in_srgb(image: Image.Image, profile: bytes | None, mode: str) -> Image.Image:
    """A phone's wide colours as sRGB, which is assumed where no profile stands; a bad one is ignored."""
    if not profile or mode not in ("RGB", "RGBA"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return changed or image


def _saved(image: Image.Image) -> bytes:
    """The pixels alone: a plain save would keep comments and XMP."""
    fresh = Image.frombytes("RGB", image.size, image.tobytes())
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
