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

SCANS = frozenset({PDF, JPEG, PNG})
PICTURES = frozenset({JPEG, PNG, WEBP, HEIC})
ANY_KIND = frozenset({UNKNOWN, PDF, JPEG, PNG, WEBP, HEIC, XLSX, DOCX, ODS, OLE})
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
}

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
)
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


def sniff(file: IO[bytes]) -> str:
    """The content type of `file`, `UNKNOWN` when its bytes are of no kind in `KINDS`; leaves it at 0."""
    file.seek(0)
    head = file.read(32)
    file.seek(0)
    for signature, content_type in _SIGNATURES:
        if head.startswith(signature):
            return content_type
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    return _in_zip(file) if head.startswith(b"PK\x03\x04") else UNKNOWN


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
