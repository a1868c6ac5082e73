"""Values of the register as people read them: one text for screens, history and papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from prasan.agencies.fields import BY_KEY, Kind, Scope
from prasan.thai import dates, digits, phones
from prasan.thai.places import place


def as_text(key: str, value: Any) -> str:
    """The value of field `key` in one text; "" for none. Telephones and dates as Thai papers write them."""
    if key == "academic_year":
        return "" if value is None else str(value)  # a year has no comma
    return "" if value is None else _BY_TYPE.get(BY_KEY[key].type, str)(value)


@lru_cache(maxsize=4096)
def phone_text(number: str) -> str:
    """ "0 3800 0100 ต่อ 21"; what is no number stands as it is."""
    found = phones.parse(number)
    return ", ".join(phones.format_th(one) for one in found) or number


@lru_cache(maxsize=4096)
def place_text(code: str) -> str:
    """ "ต.ทางเกวียน อ.แกลง จ.ระยอง"; the code itself when no place has it."""
    try:
        return place(code).label
    except KeyError:
        return code


def day_text(iso: str) -> str:
    """ "16 พ.ย. 2569"; what is no date stands as it is."""
    try:
        return dates.short(date.fromisoformat(iso))
    except ValueError:
        return iso


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
    return ", ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in value)


def _label_of(choices: type[Kind] | type[Scope]) -> Callable[[str], str]:
    return lambda value: str(choices(value).label) if value in choices.values else value


_BY_TYPE: dict[str, Callable[[Any], str]] = {
    "list": ", ".join,
    "phones": lambda value: ", ".join(phone_text(number) for number in value),
    "integer": digits.group,
    "date": day_text,
    "place": place_text,
    "coordinates": _coordinates,
    "kind": _label_of(Kind),
    "scope": _label_of(Scope),
    "people": lambda value: "; ".join(person_text(person) for person in value),
}
