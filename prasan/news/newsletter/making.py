"""The files of a newsletter: made once for what they show, then handed out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import cast

from prasan.news.newsletter import kept
from prasan.news.newsletter.paper import Asked
from prasan.printing.compile import PrintError
from prasan.printing.papers.newsletter import Sheet, newsletter
from prasan.printing.papers.newsletter_issue import Design, NewsletterError

PREVIEW_PPI = 110
KINDS = {"pdf": "pdf", "png": "a4.png", "preview": "preview.png"}
"""What may be asked for → how its file ends."""


@dataclass(frozen=True, slots=True)
class Made:
    """`path` is None when `problems` kept it from being made; both in Thai, a sentence each."""

    digest: str
    path: Path | None
    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


def made(asked: Asked, kind: str) -> Made:
    """The file of a kind of `KINDS`: the one that lies there, or a new one."""
    digest = asked.digest()
    words = kept.find_words(f"{digest}.json")
    if words and words["problems"]:
        return Made(digest, None, words["problems"])
    path = kept.find(f"{digest}.{KINDS[kind]}")
    if path and words:
        return Made(digest, path, [], words["notices"])
    return _make(asked, digest, kind)


def _make(asked: Asked, digest: str, kind: str) -> Made:
    try:
        content, notices = _MAKERS[kind](asked)
    except PrintError as error:
        problems = error.problems if isinstance(error, NewsletterError) else [error.message_th]
        kept.keep_words(f"{digest}.json", {"problems": problems, "notices": []})
        return Made(digest, None, problems)
    kept.keep_words(f"{digest}.json", {"problems": [], "notices": notices})
    return Made(digest, kept.keep(f"{digest}.{KINDS[kind]}", content), [], notices)


def _pdf(asked: Asked) -> tuple[bytes, list[str]]:
    sheet = _printed(asked, as_png=False)
    assert sheet.pdf is not None
    return sheet.pdf, sheet.notices


def _png(asked: Asked, ppi: int) -> tuple[bytes, list[str]]:
    sheet = _printed(asked, as_pdf=False, ppi=ppi)
    assert sheet.png is not None
    return sheet.png, sheet.notices


def _printed(asked: Asked, *, as_pdf: bool = True, as_png: bool = True, ppi: int = 192) -> Sheet:
    return newsletter(
        asked.paper,
        design=cast(Design, asked.design),
        timestamp=asked.timestamp,
        thai_digits=asked.thai_digits,
        as_pdf=as_pdf,
        as_png=as_png,
        ppi=ppi,
    )


_MAKERS: dict[str, Callable[[Asked], tuple[bytes, list[str]]]] = {
    "pdf": _pdf,
    "png": partial(_png, ppi=192),
    "preview": partial(_png, ppi=PREVIEW_PPI),
}
