"""Dictionary order (พจนานุกรม) as a stored key: order by the bytes, on any database.

The keys are those of the Unicode Collation Algorithm as the pyuca package computes them, after dropping
characters of the categories Z, P, S and ฯ, as Thai dictionaries and ICU do; each weight is two big-endian
bytes. Thai, ASCII letters and digits are weighed from a small table read out of pyuca's own file; text with
anything else goes through pyuca itself, whose loading costs 0.15 s and some 60 MB once.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pyuca import collator as uca

from prasan.thai.digits import to_arabic

_SEPARATOR = b"\0\0"


class _Dropping(dict[int, int | None]):
    def __missing__(self, point: int) -> int | None:
        character = chr(point)
        dropped = unicodedata.category(character)[0] in "ZPS" or character == "ฯ"
        self[point] = None if dropped else point
        return self[point]


_DROPPING = _Dropping()
_KNOWN = re.compile("[0-9A-Za-zก-ฮะ-ฺเ-๎๐-๙]*")
_TO_DROP = re.compile("[^0-9A-Za-zก-ฮะ-ฺเ-๎๐-๙]")
_PIECES = re.compile("[เ-ไ][ก-ฮ]|ํา|.")
_LINE = re.compile(r"^((?:00[3-7][0-9A-F]|0E[0-9A-F]{2})(?: 0E[0-9A-F]{2})*) +; ([^#\n]*)", re.MULTILINE)
_WEIGHTS = re.compile(r"\[[.*]([0-9A-F]{4})\.([0-9A-F]{4})\.([0-9A-F]{4})")


class _Levels(NamedTuple):
    """Weights of each piece (a character, or a leading vowel with its consonant), as bytes, by level."""

    first: dict[str, bytes]
    second: dict[str, bytes]
    third: dict[str, bytes]


@cache
def _levels() -> _Levels:
    version = uca.Collator.UCA_VERSION
    table = Path(uca.__file__).with_name(f"allkeys-{version}.txt").read_text(encoding="utf-8")
    levels = _Levels({}, {}, {})
    for points, elements in _LINE.findall(table):
        piece = "".join(chr(int(point, 16)) for point in points.split())
        weights = _WEIGHTS.findall(elements)
        for level, known in enumerate(levels):
            known[piece] = bytes.fromhex("".join(w[level] for w in weights if w[level] != "0000"))
    return levels


@cache
def _uca() -> Callable[[str], tuple[int, ...]]:
    weights: Callable[[str], tuple[int, ...]] = uca.Collator().sort_key  # type: ignore[no-untyped-call]
    return weights


def _by_pyuca(text: str) -> bytes:
    return b"".join(weight.to_bytes(2, "big") for weight in _uca()(text))


@lru_cache(maxsize=4096)
def sort_key(text: str) -> bytes:
    """Bytes that order as a Thai dictionary does; equal for texts that differ in blanks and punctuation."""
    if _TO_DROP.search(text):
        text = text.translate(_DROPPING)
        if not _KNOWN.fullmatch(text):
            return _by_pyuca(text)
    pieces = _PIECES.findall(unicodedata.normalize("NFD", text))
    first, second, third = _levels()
    return b"".join(
        [
            *map(first.__getitem__, pieces),
            _SEPARATOR,
            *map(second.__getitem__, pieces),
            _SEPARATOR,
            *map(third.__getitem__, pieces),
            _SEPARATOR,
        ]
    )


_DIGITS = re.compile(r"[0-9]+")
_DIGITS_WIDE = 12


def natural_key(text: str) -> bytes:
    """`sort_key` in which numbers count by value: กลุ่ม 2 before กลุ่ม 10; Thai and Arabic digits alike."""
    return sort_key(_DIGITS.sub(lambda run: run[0].lstrip("0").zfill(_DIGITS_WIDE), to_arabic(text)))
