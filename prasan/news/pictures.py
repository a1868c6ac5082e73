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
    try:
        with warnings.catch_warnings(), attachment.file.open("rb") as opened:
            warnings.simplefilter("ignore")
            picture = _load(opened)
    except Refused:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, RuntimeError) as error:
        raise Refused(_BROKEN) from error
    return _jpeg(picture, WEB), _jpeg(picture, SMALL)


def _load(opened: object) -> Image.Image:
    """Turned upright, in sRGB, on white, at most twice the size that is needed."""
    try:
        picture = Image.open(opened)  # type: ignore[arg-type]
    except Image.DecompressionBombError as error:
        raise Refused(_TOO_LARGE) from error
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused(_TOO_LARGE)
    picture.draft("RGB", (WEB, WEB))
    picture.load()
    return _on_white(_in_srgb(ImageOps.exif_transpose(picture)))


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
    bare = Image.frombytes("RGB", small.size, small.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Rendition(out.getvalue(), *small.size)
