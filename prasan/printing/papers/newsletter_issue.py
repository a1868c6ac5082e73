"""What an issue of จดหมายข่าว holds, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from prasan.printing.compile import PrintError
from prasan.printing.papers.newsletter_photos import Source
from prasan.thai.text import normalise

Design = Literal["a", "b"]
"""แบบ ก picture first, แบบ ข headline first."""
KIND, JOURNAL = "จดหมายข่าว", "วารสาร"
DRAFT = "ฉบับร่าง"


@dataclass(frozen=True, kw_only=True)
class Office:
    name: str
    short_name: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""
    facebook: str = ""
    emblem: Source | None = None
    """The office's own file; its place closes up without it."""


@dataclass(frozen=True, kw_only=True)
class Photo:
    source: Source
    caption: str = ""
    alt: str = ""
    """What one sees, for who cannot; the caption if there is none."""
    name: str = ""
    """What people call the file."""


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """What stands at the foot; "" takes what the office has."""

    web: str = ""
    facebook: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Newsletter:
    office: Office
    year: int
    """ปีที่ of the newsletter, no year of a calendar."""
    number: int
    """0 = a draft, which has no number yet."""
    dated_on: date
    headline: str
    body: Sequence[str]
    """Paragraphs."""
    photos: Sequence[Photo] = ()
    name: str = ""
    """Of the newsletter; จดหมายข่าว and the office's short name if there is none."""
    contacts: Contacts = field(default_factory=Contacts)
    prepared_by: str = ""
    url: str = ""
    """Of the story, for the QR code; the web address if there is none."""
    quote: str = ""
    facts: Sequence[tuple[str, str]] = ()
    """(เมื่อ, 20 พฤศจิกายน 2569): with `quote` shown in แบบ ข when the page has room, else left out."""


class NewsletterError(PrintError):
    """What must be mended before the newsletter can be printed, a sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" · ".join(problems))
        self.problems = list(problems)


def refuse(problems: Sequence[str]) -> None:
    """Raise NewsletterError if there is any problem."""
    if problems:
        raise NewsletterError(problems)


def full_name(paper: Newsletter) -> str:
    """จดหมายข่าว and its name, once each."""
    name = normalise(paper.name) or paper.office.short_name or paper.office.name
    return name if name.startswith((KIND, JOURNAL)) else f"{KIND} {name}"


def number_of(paper: Newsletter) -> str:
    """ปีที่ 12 ฉบับที่ 147; ฉบับร่าง before it has a number."""
    if not paper.number:
        return DRAFT
    return f"ปีที่ {paper.year} ฉบับที่ {paper.number}"


def address_of(paper: Newsletter) -> str:
    """The web address of its QR code, "" for none."""
    return (paper.url or paper.contacts.web or paper.office.website).strip()
