"""Digits and numbers as Thai sheets write them."""

import re

from prasan.thai.text import normalise

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_NUMBER = re.compile(
    r"(?:ประมาณ|จำนวน|รวม)?\s*"
    r"(?P<number>[-+−]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,15})?)"
    r"\s*(?P<unit>[ก-๎.%]*)"
)


def to_arabic(text: str) -> str:
    """Thai digits → Arabic; everything else as it is."""
    return text.translate(_ARABIC)


def to_thai(text: str) -> str:
    """Arabic digits → Thai; everything else as it is."""
    return text.translate(_THAI)


def parse_number(text: str | float) -> int | float | None:
    """The number in a cell: "1,234 คน" → 1234, "๒๐๖ คน" → 206, "206.0" → 206.

    A Thai unit may follow. None if the text is not one number, of at most 15 digits:
    "", "-", "12/3", "1,23", "5 และ 6".
    """
    if isinstance(text, int | float):
        return _whole(float(text)) if text == text and abs(text) != float("inf") else None
    match = _NUMBER.fullmatch(to_arabic(normalise(text)))
    if not match:
        return None
    return _whole(float(match["number"].replace(",", "").replace("−", "-")))


def _whole(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def group(number: int | float) -> str:
    """1234 → "1,234"; the fraction of a float is kept as it is."""
    return f"{number:,}"
