"""The name of an attached file: as the sender's program gave it, made harmless; never empty."""

from __future__ import annotations

from prasan.delivery.mail.headers import Headers, Value, text_parameter, value
from prasan.files.kinds import UNKNOWN
from prasan.files.names import clean_name

_SUFFIXES = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/pjpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "message/rfc822": ".eml",
    "application/zip": ".zip",
    "application/msword": ".doc",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/ms-tnef": ".dat",
    "application/pkcs7-mime": ".p7m",
    "application/pgp-encrypted": ".asc",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "audio/mpeg": ".mp3",
}


def given(headers: Headers, content: Value, disposition: Value) -> str:
    """The name in the headers, or ''; Content-Disposition's goes before Content-Type's."""
    name = text_parameter(disposition, "filename", headers) or text_parameter(content, "name", headers)
    return name.strip() or _from_headers(headers)


def _from_headers(headers: Headers) -> str:
    """`Content-Location` and `Content-Description` of scanners and telephones, when they look like a name."""
    for header in ("content-location", "content-description"):
        if header in headers:
            name = headers.text(header).strip()
            if "." in name[-6:] and "://" not in name and len(name) < 200:
                return name
    return ""


def harmless(name: str, content_type: str, number: int) -> str:
    """A safe name: paths, hidden marks and device characters gone; a numbered one when none was given."""
    if not name.strip(" ./\\\0"):
        return f"ไฟล์แนบ-{number}{_SUFFIXES.get(content_type, '')}"
    return clean_name(name, UNKNOWN) if not _is_plain(name) else name


def _is_plain(name: str) -> bool:
    """Most names by far: letters, digits and dots need no cleaning."""
    return (
        len(name) < 100
        and name.isascii()
        and name.replace("_", "").replace("-", "").replace(".", "").isalnum()
        and not name.startswith(".")
    )


def of_part(headers: Headers) -> str:
    """The name that a lone part gives itself."""
    return given(headers, value(headers, "content-type"), value(headers, "content-disposition"))
