"""The fixed and the given texts of a newsletter's head and foot, and its QR code."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import segno

from prasan.printing.joiners import Literal as Verbatim
from prasan.printing.joiners import Plain
from prasan.printing.papers import newsletter_photos as pictures
from prasan.printing.papers.newsletter_issue import (
    KIND,
    Design,
    Newsletter,
    address_of,
    full_name,
    number_of,
    refuse,
)
from prasan.thai import dates
from prasan.thai.text import normalise

_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def texts_of(paper: Newsletter, design: Design) -> dict[str, Any]:
    """What `newsletter-parts.typ` is told: the head, the foot, the headline and the story."""
    name = full_name(paper)
    address = address_of(paper)
    return {
        "design": Verbatim(design),
        "printing": False,
        "full_name": name,
        "kind": KIND,
        "own_name": name.removeprefix(KIND).strip() or KIND,
        "office": paper.office.name,
        "number": number_of(paper),
        "date": dates.long(paper.dated_on),
        "full_date": f"วัน{dates.WEEKDAYS[paper.dated_on.weekday()]}ที่ {_with_era(paper.dated_on)}",
        "headline": paper.headline,
        "body": [p for p in paper.body if normalise(p)],
        "emblem": Verbatim("emblem.png" if paper.office.emblem else ""),
        "emblem_alt": Plain("ตราสำนักงาน"),
        "prepared_by": f"ผู้จัดทำ {paper.prepared_by}" if normalise(paper.prepared_by) else paper.office.name,
        "contacts": _contacts(paper),
        "qr": Verbatim("qr.svg" if address else ""),
        "qr_alt": Plain(f"คิวอาร์โค้ดของ {address}"),
        "qr_label": ["อ่านข่าวเต็ม", "และภาพทั้งหมด"] if paper.url else ["เว็บไซต์", "ของสำนักงาน"],
        "quote": paper.quote,
        "facts": [{"label": label, "text": text} for label, text in paper.facts if normalise(text)],
    }


def _with_era(day: date) -> str:
    return f"{day.day} {dates.MONTHS[day.month - 1]} พ.ศ. {dates.be_year(day)}"


def _contacts(paper: Newsletter) -> list[list[str]]:
    """Lines of the foot, each of parts that are not broken if they need not be."""
    office, own = paper.office, paper.contacts
    lines: list[list[str]] = [
        [
            _labelled("โทร. ", own.phone or office.phone),
            Verbatim(_short(own.web or office.website)),
            Verbatim(own.email.strip()),
        ],
        [_labelled("Facebook: ", _short(own.facebook or office.facebook))],
        [office.address.strip()],
    ]
    return [found for line in lines if (found := [part for part in line if part])]


def _labelled(label: str, value: str) -> str:
    return f"{label}{value.strip()}" if value.strip() else ""


def _short(address: str) -> str:
    """An address as people type it: without https:// and the last stroke."""
    return _SCHEME.sub("", address.strip()).rstrip("/")


def images_of(paper: Newsletter) -> dict[str, bytes]:
    """Emblem and code, by the names that `texts_of` gives them. Raises NewsletterError."""
    images = {}
    if paper.office.emblem:
        try:
            images["emblem.png"] = pictures.emblem(paper.office.emblem)
        except pictures.PhotoError as error:
            refuse([f"ตราสำนักงาน {error.message_th}"])
    if address := address_of(paper):
        images["qr.svg"] = qr_code(address)
    return images


def qr_code(address: str) -> bytes:
    """The code of a web address as SVG; https:// is added where nobody typed it."""
    out = io.BytesIO()
    whole = address if _SCHEME.match(address) else f"https://{address}"
    segno.make_qr(whole, error="m").save(
        out, kind="svg", border=2, dark="#11262D", omitsize=True, xmldecl=False
    )
    return out.getvalue()
