"""What a person typed into a field of the register, as its value; a refusal says the right shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prasan.agencies.fields import BY_KEY
from prasan.agencies.importing import values as cells
from prasan.agencies.importing.cells import Cleaner, is_nothing, plain, spoilt
from prasan.thai import coordinates, phones, places
from prasan.thai.errors import UnreadableError
from prasan.thai.text import normalise

_LONGEST = 2000
_MANY_LINES = frozenset({"notes", "missions", "about", "address"})
_CELLS: dict[str, Cleaner] = {
    "code8": cells.code_of("code8", 8),
    "code10": cells.code_of("code10", 10),
    "postal_code": cells.postal_code,
    "email": cells.email_of("email"),
    "personal_email": cells.email_of("personal_email"),
    "website": cells.website,
    "facebook": cells.facebook,
    "line": cells.line_of("line"),
    "personal_line": cells.line_of("personal_line"),
    "pupils": cells.count_of("pupils"),
    "teachers": cells.count_of("teachers"),
    "rooms": cells.count_of("rooms"),
    "academic_year": cells.academic_year,
    "head_since": cells.date_of("head_since"),
    "head_until": cells.date_of("head_until"),
    "closed_on": cells.date_of("closed_on"),
    "other_names": cells.other_names,
}


def read(key: str, text: str) -> Any:
    """The value of field `key` (shapes: `fields`); None for nothing. Raises `UnreadableError`."""
    if is_nothing(text):
        return None
    if problem := spoilt(text):
        raise UnreadableError(problem)
    if clean := _CELLS.get(key):
        return _cell(key, clean, text)
    return _BY_TYPE.get(BY_KEY[key].type, _text)(text) if key not in _MANY_LINES else _lines(text)


def _cell(key: str, clean: Cleaner, text: str) -> Any:
    """As the import cleans a cell; here a value that belongs in another box is said, not moved."""
    cleaned = clean(text)
    if cleaned.problems:
        raise UnreadableError(" ".join(cleaned.problems))
    if other := cleaned.values.keys() - {key}:
        labels = " ".join(BY_KEY[name].label for name in sorted(other))
        raise UnreadableError(f"ช่องนี้รับ{BY_KEY[key].label}อย่างเดียว ส่วนที่เกินพิมพ์ในช่อง{labels}")
    return cleaned.values.get(key)


def _text(text: str) -> str:
    return _short_enough(plain(text))


def _lines(text: str) -> str:
    return _short_enough("\n".join(normalise(line) for line in text.splitlines()).strip())


def _short_enough(value: str) -> str:
    if len(value) > _LONGEST:
        raise UnreadableError(f"ข้อความยาว {len(value):,} ตัวอักษร รับได้ไม่เกิน {_LONGEST:,}")
    return value


def _phones(text: str) -> list[str] | None:
    found = phones.parse(text)
    if found.problems:
        raise UnreadableError(" ".join(found.problems))
    return [_number(phone) for phone in found] or None


def _number(phone: phones.Phone) -> str:
    """As the register keeps it: 038000100 ต่อ 21."""
    number = f"{phone.number}-{phone.last}" if phone.last else phone.number
    return f"{number} ต่อ {phone.extension}" if phone.extension else number


def _coordinates(text: str) -> list[float] | None:
    found = coordinates.parse(text)
    return [found.latitude, found.longitude] if found else None


def _place(text: str) -> str:
    """ "ต.ทางเกวียน อ.แกลง จ.ระยอง" → its official code."""
    address = places.parse_address(text)
    match = places.find(address.subdistrict, address.district, address.province, address.postal_code)
    if match.code:
        return match.code
    maybe = match.candidates or ([match.guess] if match.guess else [])
    if maybe:
        raise UnreadableError(f"หมายถึงที่ใด: {' หรือ '.join(place.label for place in maybe[:4])} พิมพ์ให้ครบตามนี้")
    raise UnreadableError("ไม่พบที่นี้ในทะเบียนเขตปกครอง พิมพ์เช่น ต.ทางเกวียน อ.แกลง จ.ระยอง")


_BY_TYPE: dict[str, Callable[[str], Any]] = {
    "phones": _phones,
    "coordinates": _coordinates,
    "place": _place,
    "kind": str,
    "scope": str,
}
