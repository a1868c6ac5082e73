"""Pictures for the web from what a camera made: turned, shrunk, and nothing kept but the pixels.

A plain save keeps XMP, comments or GPS; so the pixels are copied into a new picture (see the tests).
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from pi_heif.as_plugin import register_heif_opener
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from prasan.files.models import Attachment
from prasan.ui.refusal import Refused

register_heif_opener()

MOST_PIXELS = 64_000_000
"""A camera of 2026 makes 12 to 50 million; more is a bomb or a scan for print."""
WEB, SMALL = 1600, 640
"""Longest side in pixels."""
_QUALITY = 82
EXIF = "exif"
_BROKEN = "เปิดภาพนี้ไม่ได้ ไฟล์เสียหรือไม่ใช่ภาพ ถ่ายหรือบันทึกใหม่แล้วส่งอีกครั้ง"
_TOO_LARGE = "ภาพนี้มีจุดภาพมากเกินไป ลดขนาดให้ไม่เกิน 64 ล้านจุดภาพแล้วส่งใหม่"


@dataclass(frozen=True, slots=True)
class Rendition:
    """A JPEG in sRGB."""

    data: bytes
    width: int
    height: int


def render(attachment: Attachment) -> tuple[Rendition, Rendition]:
    """The picture for the page, and the small one for lists. Raises `Refused` when it is no whole picture."""
    picture = load(attachment)
    return _jpeg(picture, WEB), _jpeg(picture, SMALL)


def load(attachment: Attachment) -> Image.Image:
    """Upright, in sRGB, on white, larger than `WEB`. Raises `Refused` when it is no whole picture."""
    try:
        with warnings.catch_warnings(), attachment.file.open("rb") as opened:
            warnings.simplefilter("ignore")
            return _load(opened)
    except Refused:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, RuntimeError) as error:
        raise Refused(_BROKEN) from error


def _load(opened: object) -> Image.Image:
    """Shrunk first, so that turning and colours cost little memory even at 64 million points."""
    try:
        picture = Image.open(opened)  # type: ignore[arg-type]
    except Image.DecompressionBombError as error:
        raise Refused(_TOO_LARGE) from error
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused(_TOO_LARGE)
    picture.draft("RGB", (WEB, WEB))
    picture.load()
    return _on_white(_in_srgb(ImageOps.exif_transpose(_shrunk(_in_eight_bits(picture)))))


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """16 bits of grey are scaled: a plain conversion cuts them off, which leaves a white sheet."""
    if picture.mode.startswith("I") or picture.mode == "F":
        grey = picture.convert("I") if picture.mode == "F" else picture
        return grey.point(lambda value: value / 256).convert("L")
    return picture


def _shrunk(picture: Image.Image) -> Image.Image:
    """By whole factors to not less than twice what is needed; what is drawn with a palette stays whole."""
    factor = max(picture.size) // (2 * WEB)
    if factor < 2 or picture.mode in {"P", "PA", "1"}:
        return picture
    small = picture.reduce(factor)
    small.info = picture.info
    if EXIF in picture.info:
        small.getexif().load(picture.info[EXIF])
    return small


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return made or picture


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        shown = picture.convert("RGBA")
        ground = Image.new("RGB", shown.size, "white")
        ground.paste(shown, mask=shown.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _jpeg(picture: Image.Image, side: int) -> Rendition:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return Rendition(saved(small, "JPEG", quality=_QUALITY, optimize=True, progressive=True), *small.size)


def saved(picture: Image.Image, format_: str, **options: object) -> bytes:
    """The pixels alone: nothing that a format could carry beside them goes along."""
    out = io.BytesIO()
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(out, format_, **options)
    return out.getvalue()
