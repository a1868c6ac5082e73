"""What a file is, by its own bytes: a name says what somebody calls it, and proves nothing."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import IO

UNKNOWN = "application/octet-stream"
PDF = "application/pdf"
JPEG, PNG, WEBP, HEIC = "image/jpeg", "image/png", "image/webp", "image/heic"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
OLE = "application/x-ole-storage"
MP3, M4A, OGG, WAV = "audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav"
MP4, WEBM, MOV = "video/mp4", "video/webm", "video/quicktime"

SCANS = frozenset({PDF, JPEG, PNG})
PICTURES = frozenset({JPEG, PNG, WEBP, HEIC})
SOUNDS = frozenset({MP3, M4A, OGG, WAV})
FILMS = frozenset({MP4, WEBM, MOV})
RECORDINGS = SOUNDS | FILMS
ANY_KIND = frozenset({UNKNOWN, PDF, JPEG, PNG, WEBP, HEIC, XLSX, DOCX, ODS, OLE}) | RECORDINGS
"""For rooms that look into the file themselves and say better what is wrong with it."""


@dataclass(frozen=True)
class Kind:
    """`label` as people call it; `suffixes` that fit, the usual one first."""

    label: str
    suffixes: tuple[str, ...]


KINDS: dict[str, Kind] = {
    PDF: Kind("PDF", (".pdf",)),
    JPEG: Kind("JPEG", (".jpg", ".jpeg")),
    PNG: Kind("PNG", (".png",)),
    WEBP: Kind("WebP", (".webp",)),
    HEIC: Kind("HEIC", (".heic", ".heif")),
    XLSX: Kind("Excel (.xlsx)", (".xlsx", ".xlsm")),
    DOCX: Kind("Word (.docx)", (".docx",)),
    ODS: Kind("OpenDocument (.ods)", (".ods",)),
    OLE: Kind("Office รุ่นเก่า (.xls, .doc)", (".xls", ".doc", ".ppt")),
    MP3: Kind("MP3", (".mp3",)),
    M4A: Kind("M4A", (".m4a", ".m4b", ".mp4")),
    OGG: Kind("OGG", (".ogg", ".oga", ".opus")),
    WAV: Kind("WAV", (".wav",)),
    MP4: Kind("MP4", (".mp4", ".m4v")),
    WEBM: Kind("WebM", (".webm",)),
    MOV: Kind("MOV", (".mov", ".qt")),
}

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"OggS", OGG),
    (b"ID3", MP3),
)
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
_FILM_BRANDS = (b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash",
                b"MSNV", b"M4V ", b"M4VP", b"mmp4", b"3gp4", b"3gp5", b"3gp6", b"XAVC", b"f4v ")  # fmt: skip
_OLD_QUICKTIME = (b"moov", b"wide", b"mdat", b"skip", b"free")


def sniff(file: IO[bytes]) -> str:
    """The content type of `file`, `UNKNOWN` when its bytes are of no kind in `KINDS`; leaves it at 0."""
    file.seek(0)
    head = file.read(64)
    file.seek(0)
    for signature, content_type in _SIGNATURES:
        if head.startswith(signature):
            return content_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    return _recording(head) or (_in_zip(file) if head.startswith(b"PK\x03\x04") else UNKNOWN)


def _recording(head: bytes) -> str:
    """Sound or film by the first bytes; "" when it is none."""
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return WAV
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head:
        return WEBM
    # An MPEG frame: eleven set bits, then a version and "layer III"; AAC and UTF-16 have another layer.
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return MP3
    if head[4:8] == b"ftyp":
        return _by_brand(head[8:12])
    return MOV if head[4:8] in _OLD_QUICKTIME else ""


def _by_brand(brand: bytes) -> str:
    if brand in (b"M4A ", b"M4B "):
        return M4A
    if brand == b"qt  ":
        return MOV
    return MP4 if brand in _FILM_BRANDS else ""


def _in_zip(file: IO[bytes]) -> str:
    """Office files are ZIPs; their list of contents tells them apart, nothing is unpacked."""
    try:
        names = set(zipfile.ZipFile(file).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return UNKNOWN
    finally:
        file.seek(0)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return XLSX
    if "word/document.xml" in names:
        return DOCX
    return ODS if {"content.xml", "mimetype"} <= names else UNKNOWN
