"""An agency as a vCard 3.0 (RFC 2426) in UTF-8: the version that telephones of every maker take in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from prasan.agencies.fields import Level
from prasan.agencies.models import Version
from prasan.agencies.publication import published
from prasan.thai import phones
from prasan.thai.places import place

_OCTETS = 75


def vcard(version: Version, *, url: str, as_of: date) -> bytes:
    """The card of what goes out on the web, `REV` its "ข้อมูล ณ"; lines end in CRLF and none is longer than
    75 octets."""
    shown = published(version.values, version.levels, Level.WEB)
    lines = ["BEGIN:VCARD", "VERSION:3.0", *_properties(shown), f"SOURCE:{url}", f"REV:{as_of}"]
    return "".join(_fold(line) + "\r\n" for line in [*lines, "END:VCARD"]).encode()


def _properties(shown: Mapping[str, Any]) -> Iterator[str]:
    name = _escape(shown["name"])
    yield f"FN:{name}"
    yield f"N:{name};;;;"
    yield f"ORG:{name}"
    if short := shown.get("short_name"):
        yield f"NICKNAME:{_escape(short)}"
    yield from _numbers(shown)
    yield from _addresses(shown)
    if "coordinates" in shown:
        yield "GEO:{};{}".format(*shown["coordinates"])
    if note := _note(shown):
        yield f"NOTE:{_escape(note)}"


def _numbers(shown: Mapping[str, Any]) -> Iterator[str]:
    for key, kind in (("phones", "WORK,VOICE"), ("fax", "WORK,FAX"), ("mobiles", "CELL")):
        for number in shown.get(key, []):
            yield f"TEL;TYPE={kind}:{_dialled(number)}"
    for key in ("email", "personal_email"):
        if key in shown:
            yield f"EMAIL;TYPE=INTERNET:{_escape(shown[key])}"
    if "website" in shown:
        yield f"URL:{_escape(shown['website'])}"


def _dialled(number: str) -> str:
    found = phones.parse(number)
    address = phones.tel_uri(found[0]) if found else None
    return address.removeprefix("tel:") if address else _escape(number)


def _addresses(shown: Mapping[str, Any]) -> Iterator[str]:
    """ADR: post box, extended, street, locality, region, postcode, country."""
    if not shown.keys() & {"address", "place", "postal_code"}:
        return
    street, district, province = shown.get("address", ""), "", ""
    if code := shown.get("place"):
        street, district, province = _with_place(street, code)
    parts = ["", "", street, district, province, shown.get("postal_code", ""), "ประเทศไทย"]
    yield "ADR;TYPE=WORK:" + ";".join(_escape(part) for part in parts)


def _with_place(street: str, code: str) -> tuple[str, str, str]:
    try:
        found = place(code)
    except KeyError:
        return street, "", ""
    words = found.label.split(" ")
    if len(code) == 6:
        street = f"{street} {words[0]}".strip()
    return street, found.district, found.province


def _note(shown: Mapping[str, Any]) -> str:
    head = " ".join(shown[key] for key in ("head_post", "head_name") if key in shown)
    head = f"ผู้บริหาร {head}" if head else ""
    return "\n".join(part for part in (head, shown.get("about", "")) if part)


def _escape(text: str) -> str:
    for character in "\\;,":
        text = text.replace(character, f"\\{character}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Long lines go on after CRLF and a blank, never inside a letter."""
    pieces, current, width = [], "", 0
    for character in line:
        octets = len(character.encode())
        if width + octets > _OCTETS:
            pieces.append(current)
            current, width = " ", 1
        current += character
        width += octets
    return "\r\n".join([*pieces, current])
