"""What a row changes of an agency that the register has: field by field, as a reader sees it.

Not a change: an empty cell; another prefix, invisible marks, เเ, ํา, the kind of digits; another spelling
of the same office; a place or point that says less than the register does; a name it has as another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from prasan.agencies.importing.snapshot import Known
from prasan.thai import names
from prasan.thai.digits import to_arabic
from prasan.thai.text import normalise

_SAME_POINT = 0.00005
"""Degrees: some five metres."""
_STATISTICS = frozenset({"pupils", "teachers", "rooms"})


def changes(values: dict[str, Any], known: Known) -> dict[str, tuple[Any, Any]]:
    """{field: (old or None, new)}; `new` is what the field becomes as a whole."""
    found: dict[str, tuple[Any, Any]] = {}
    old_values = known.values
    for key, new in values.items():
        old = known.name if key == "name" else old_values.get(key)
        if old == new:
            continue
        if old is not None:
            new = _MERGED[key](old, new) if key in _MERGED else new
            if _same(key, old, new, known):
                continue
        found[key] = (old, new)
    if "name" in found:
        _keep_former_name(found, known)
    return found


def _same(key: str, old: Any, new: Any, known: Known) -> bool:
    if old == new:
        return True
    if key == "name":
        return names.variants_key(new) in {
            names.variants_key(name) for name in (known.name, *known.other_names)
        }
    compare = _SAME.get(key)
    if compare:
        return compare(old, new)
    if isinstance(old, str) and isinstance(new, str):
        return _spelling(old) == _spelling(new)
    if isinstance(old, list) and isinstance(new, list):
        return _as_set(old) == _as_set(new)
    return False


def _spelling(text: str) -> str:
    return to_arabic(normalise(text)).replace(" ", "")


def _as_set(items: list[Any]) -> set[str]:
    return {_spelling(item) if isinstance(item, str) else repr(sorted(item.items())) for item in items}


def _same_point(old: list[float], new: list[float]) -> bool:
    return all(abs(a - b) <= _SAME_POINT for a, b in zip(old, new, strict=True))


def _same_name(old: str, new: str) -> bool:
    return names.variants_key(old) == names.variants_key(new)


_SAME: dict[str, Callable[[Any, Any], bool]] = {
    "coordinates": _same_point,
    "affiliation": names.same_office,
    "short_name": _same_name,
    # "2103" says less than "210304".
    "place": lambda old, new: old.startswith(new),
    "email": lambda old, new: old.lower() == new.lower(),
    "website": lambda old, new: old.rstrip("/") == new.rstrip("/"),
}


def _with_others(old: list[str], new: list[str]) -> list[str]:
    keys = {names.variants_key(name) for name in old}
    return [*old, *(name for name in new if names.variants_key(name) not in keys)]


def _with_contacts(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sheet's contact replaces the only one; among several it is added or mends its namesake."""
    merged = list(old) if len(old) > 1 else []
    for person in new:
        same = next((p for p in old if _spelling(p["name"]) == _spelling(person["name"])), None)
        if same is None:
            merged.append(person)
            continue
        updated = {**same, **person}
        merged = [updated if p is same else p for p in merged] if same in merged else [*merged, updated]
    return merged


_MERGED: dict[str, Callable[[Any, Any], Any]] = {"other_names": _with_others, "contacts": _with_contacts}


def _keep_former_name(found: dict[str, tuple[Any, Any]], known: Known) -> None:
    """After a renaming the agency is still found by the name it had."""
    old = known.values.get("other_names") or list(known.other_names)
    _, listed = found.get("other_names", (None, old))
    found["other_names"] = (old or None, _with_others(list(listed), [known.name]))
