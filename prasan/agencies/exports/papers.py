"""Register and phone book as PDF, in parts of at most a thousand agencies, at the level of the web."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from math import ceil
from typing import Any

from django.db.models import Max
from django.utils import timezone

from prasan.agencies import freshness
from prasan.agencies.days import COLUMNS
from prasan.agencies.details import address_text
from prasan.agencies.directory import Index, index, split_name
from prasan.agencies.fields import Kind, Level
from prasan.agencies.models import Verification, Version
from prasan.agencies.publication import published
from prasan.agencies.wording import phone_text, place_text
from prasan.office.models import OfficeProfile
from prasan.printing.papers import phonebook, register
from prasan.thai.places import place

MOST_ROWS = register.MOST_ROWS
_LAYOUT = "2"
"""Grows when the papers look different, so that kept ones are made again."""
_READ = ("agency_id", "values", "levels", "valid_from", *COLUMNS)
_SCOPES = {"internal": "หน่วยงานภายใน", "external": "หน่วยงานภายนอก", "": "ไม่ระบุภายในหรือภายนอก"}
_SCOPE_ORDER = ("internal", "external", "")


@dataclass(frozen=True, slots=True)
class Edition:
    """What the register shows on the web now: the same data of the same office have the same `digest`."""

    index: Index
    office: OfficeProfile | None
    digest: str
    as_of: date | None
    """ "ข้อมูล ณ" of all of it (`freshness`); None while it is empty."""

    @property
    def total(self) -> int:
        return len(self.index.open)

    @property
    def parts(self) -> int:
        return max(1, ceil(self.total / MOST_ROWS))

    @property
    def timestamp(self) -> int:
        """Noon of the day on which the register last changed: not the day of printing."""
        day = self.index.changed_on
        return int(datetime.combine(day, time(12), timezone.get_current_timezone()).timestamp()) if day else 0

    @property
    def office_name(self) -> str:
        return self.office.name if self.office else ""


def edition() -> Edition:
    found, office = index(Level.WEB), OfficeProfile.current()
    about = f"{_LAYOUT}|{found.digest}|{_last_confirmation()}|{office.name if office else ''}"
    digest = sha256(about.encode()).hexdigest()[:16]
    return Edition(found, office, digest, freshness.newest(found, Level.WEB))


def _last_confirmation() -> int:
    """Grows with every confirmation: it changes a day that is printed."""
    return Verification.objects.aggregate(last=Max("pk"))["last"] or 0


def register_pdf(edition: Edition, part: int) -> bytes:
    """Part `part` of the register, from 1: by scope, in it by district, in it in dictionary order."""
    positions = sorted(edition.index.open, key=lambda position: _place_in_register(edition.index, position))
    about = register.Register(
        office=edition.office_name,
        as_of=_as_of(edition),
        source="",
        total=edition.total,
        meaning=freshness.MEANING,
    )
    return register.register(
        about, list(_entries(edition, _slice(positions, part))), timestamp=edition.timestamp, part=part
    )


def phonebook_pdf(edition: Edition, part: int) -> bytes:
    """Part `part` of the phone book: by the telling part of the name, so that not all stand under ร."""
    positions = sorted(edition.index.open, key=lambda position: _place_in_book(edition.index, position))
    of = f" ส่วนที่ {part} จาก {edition.parts}" if edition.parts > 1 else ""
    about = phonebook.Phonebook(office=f"{edition.office_name}{of}", as_of=_as_of(edition), source="")
    numbers = [_number(shown) for shown, _ in _shown(edition, _slice(positions, part))]
    return phonebook.phonebook(about, numbers, timestamp=edition.timestamp)


PAPERS = {"register": register_pdf, "phonebook": phonebook_pdf}


def _as_of(edition: Edition) -> date:
    return edition.as_of or timezone.localdate()


def _slice(positions: list[int], part: int) -> list[int]:
    return positions[(part - 1) * MOST_ROWS : part * MOST_ROWS]


def _place_in_register(found: Index, position: int) -> tuple[int, str, int]:
    scope, district = found.columns["scope"][position], found.columns["district"][position]
    return _SCOPE_ORDER.index(scope), district or "99", position


def _place_in_book(found: Index, position: int) -> tuple[str, int]:
    return found.columns["letter"][position], position


def _shown(edition: Edition, positions: Sequence[int]) -> Iterator[tuple[dict[str, Any], Version]]:
    """What goes out of the agencies at these positions, in this order."""
    pks = [edition.index.versions[position] for position in positions]
    rows: dict[int, Version] = {}
    for start in range(0, len(pks), 500):
        rows |= Version.objects.only(*_READ).in_bulk(pks[start : start + 500])
    for pk in pks:
        yield published(rows[pk].values, rows[pk].levels, Level.WEB), rows[pk]


def _entries(edition: Edition, positions: Sequence[int]) -> Iterator[register.Entry]:
    confirmed = freshness.verified_on()
    for shown, version in _shown(edition, positions):
        yield register.Entry(
            scope=_SCOPES[shown.get("scope", "")],
            district=_district(shown.get("place", "")),
            name=shown["name"],
            kind=_kind(shown),
            place=address_text(shown),
            phone=", ".join(phone_text(number) for number in shown.get("phones", [])),
            email=shown.get("email", ""),
            head=" ".join(shown[key] for key in ("head_name", "head_post") if key in shown),
            as_of=freshness.as_of(version, Level.WEB, confirmed.get(version.agency_id)),
        )


def _district(code: str) -> str:
    if len(code) < 4:
        return ""
    try:
        found = place(code[:4])
    except KeyError:
        return ""
    return found.label if code.startswith("10") else f"อำเภอ{found.name} จังหวัด{found.province}"


def _kind(shown: dict[str, Any]) -> str:
    kind = Kind(shown["kind"]).label if "kind" in shown else ""
    return " ".join(part for part in (kind, shown.get("affiliation", "")) if part)


def _number(shown: dict[str, Any]) -> phonebook.Number:
    light, name = split_name(shown["name"])
    where = place_text(shown["place"]) if "place" in shown else ""
    detail = [light, where, shown.get("about", "")]
    return phonebook.Number(
        name=name,
        phones=[phone_text(number) for number in shown.get("phones", [])],
        detail=" · ".join(part for part in detail if part),
        email=shown.get("email", ""),
    )
