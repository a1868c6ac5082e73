"""Values of the register as people read them: one text for screens, history and papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from prasan.agencies.fields import BY_KEY, Kind, Scope
from prasan.thai import dates, digits, phones
from prasan.thai.places import place


def as_text(key: str, value: Any) -> str:
    """The value of field `key` in one text; "" for none. Numbers of telephones and dates as Thai papers write them."""
    return "" if value is None else _BY_TYPE.get(BY_KEY[key].type, str)(value)


def phone_text(number: str) -> str:
    found = phones.parse(number)
    return ", ".join(phones.format_th(one) for one in found) or number


def place_text(code: str) -> str:
    """ "ต.ทางเกวียน อ.แกลง จ.ระยอง"; the code itself when no place has it."""
    try:
        return place(code).label
    except KeyError:
        return code


def day_text(iso: str) -> str:
    return dates.short(date.fromisoformat(iso))


def person_text(person: Mapping[str, Any]) -> str:
    """ "นางตัวอย่าง สมมติ ครู โทร 0 3800 0001 อีเมล a@b.example (งานข้อมูล)"."""
    parts = [person["name"], person.get("post", "")]
    if person.get("phones"):
        parts.append("โทร " + ", ".join(phone_text(number) for number in person["phones"]))
    parts += [f"อีเมล {person['email']}" if person.get("email") else ""]
    parts += [f"LINE {person['line']}" if person.get("line") else ""]
    parts += [f"({person['about']})" if person.get("about") else ""]
    return " ".join(part for part in parts if part)


def _coordinates(value: list[float]) -> str:
    return f"{value[0]}, {value[1]}"


_BY_TYPE: dict[str, Callable[[Any], str]] = {
    "list": lambda value: ", ".join(value),
    "phones": lambda value: ", ".join(phone_text(number) for number in value),
    "integer": digits.group,
    "date": day_text,
    "place": place_text,
    "coordinates": _coordinates,
    "kind": lambda value: Kind(value).label,
    "scope": lambda value: Scope(value).label,
    "people": lambda value: "; ".join(person_text(person) for person in value),
}
