"""A file's name as somebody's computer gave it, made harmless and kept readable."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from prasan.files.kinds import KINDS

LONGEST = 200
# Endings that a wrongly named file brings along, replaced by the right one; what is none ("v.2") stays.
_ENDINGS = {
    ".csv", ".doc", ".docx", ".gif", ".heic", ".htm", ".html", ".jpeg", ".jpg", ".ods", ".pdf", ".png",
    ".ppt", ".pptx", ".tif", ".tiff", ".tsv", ".txt", ".webp", ".xls", ".xlsm", ".xlsx", ".xml", ".zip",
}  # fmt: skip
# Controls, and the marks that turn the reading direction so that "gpj.exe" looks like "exe.jpg".
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')


def clean_name(name: str, content_type: str) -> str:
    """The last part of `name`, without hidden marks, ending in a suffix that fits the content."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _FORBIDDEN.sub("-", _HIDDEN.sub("", unicodedata.normalize("NFC", last))).strip(" .")
    kind = KINDS.get(content_type)
    path = PurePosixPath(plain or "ไฟล์")
    suffix = path.suffix
    if kind and suffix.lower() not in kind.suffixes:
        stem = path.with_suffix("") if suffix.lower() in _ENDINGS else path
        path, suffix = PurePosixPath(f"{stem}{kind.suffixes[0]}"), kind.suffixes[0]
    return path.name[: -len(suffix) or None][: LONGEST - len(suffix)] + suffix
