"""Dictionary order (พจนานุกรม) as a stored key: order by the bytes, on any database.

The keys are those of the Unicode Collation Algorithm as the pyuca package computes them, after dropping
characters of the categories Z, P, S and ฯ, as Thai dictionaries and ICU do. Thai letters come before Latin
and all others, as CLDR's Thai order has them. Each weight is two big-endian bytes. Thai, ASCII letters and
digits are weighed from a small table read out of pyuca's own file; text with anything else goes through
pyuca itself, whose loading costs 0.15 s and some 60 MB once.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

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
# What the algorithm weighs as one: a leading vowel with its consonant; ํ with า.
_PIECES = re.compile("[เ-ไ][ก-ฮ]|ํา|.")
# Names are made of few clusters (a consonant and what stands around it), so whole ones are remembered.
_CLUSTERS = re.compile("[เ-ไ]?[ก-ฮ](?:ํา|[ะ-ฺ็-๎]){0,3}|ํา|.")
_MOST_CLUSTERS = 20_000
_LINE = re.compile(r"^((?:00[3-7][0-9A-F]|0E[0-9A-F]{2})(?: 0E[0-9A-F]{2})*) +; ([^#\n]*)", re.MULTILINE)
_WEIGHTS = re.compile(r"\[[.*]([0-9A-F]{4})\.([0-9A-F]{4})\.([0-9A-F]{4})")


class _Level(dict[str, bytes]):
    """Weights of one level as bytes by cluster; those not met before are put together from their pieces."""

    def __init__(self, pieces: dict[str, bytes]) -> None:
        super().__init__()
        self.pieces = pieces

    def __missing__(self, cluster: str) -> bytes:
        if len(self) >= _MOST_CLUSTERS:
            self.clear()
        weights = b"".join(self.pieces[piece] for piece in _PIECES.findall(cluster))
        self[cluster] = weights
        return weights


@cache
def _weights() -> dict[str, list[tuple[int, int, int]]]:
    """Thai, ASCII letters and digits, each with its collation elements as pyuca's file has them."""
    version = uca.Collator.UCA_VERSION
    table = Path(uca.__file__).with_name(f"allkeys-{version}.txt").read_text(encoding="utf-8")
    return {
        "".join(chr(int(point, 16)) for point in points.split()): [
            (int(first, 16), int(second, 16), int(third, 16))
            for first, second, third in _WEIGHTS.findall(elements)
        ]
        for points, elements in _LINE.findall(table)
    }


class _ThaiFirst:
    """Swaps, among the first weights, the block of Thai with all that stands between Latin a and it."""

    def __init__(self) -> None:
        weights = _weights()
        thai = [elements[0][0] for piece, elements in weights.items() if "ก" <= piece[0] <= "๎"]
        self.latin, self.thai = weights["a"][0][0], weights["ก"][0][0]
        self.end = max(thai) + 1

    def __call__(self, weight: int) -> int:
        if self.latin <= weight < self.thai:
            return weight + self.end - self.thai
        if self.thai <= weight < self.end:
            return weight - self.thai + self.latin
        return weight


@cache
def _thai_first() -> _ThaiFirst:
    return _ThaiFirst()


@cache
def _levels() -> tuple[_Level, ...]:
    moved = _thai_first()
    levels = (_Level({}), _Level({}), _Level({}))
    for piece, elements in _weights().items():
        for i, level in enumerate(levels):
            weights = (element[i] for element in elements if element[i])
            level.pieces[piece] = b"".join((moved(w) if i == 0 else w).to_bytes(2, "big") for w in weights)
    return levels


@cache
def _uca() -> Callable[[str], tuple[int, ...]]:
    weights: Callable[[str], tuple[int, ...]] = uca.Collator().sort_key  # type: ignore[no-untyped-call]
    return weights


def _by_pyuca(text: str) -> bytes:
    weights, moved = _uca()(text), _thai_first()
    first = weights.index(0)
    return b"".join((moved(w) if i < first else w).to_bytes(2, "big") for i, w in enumerate(weights))


@lru_cache(maxsize=4096)
def sort_key(text: str) -> bytes:
    """Bytes that order as a Thai dictionary does; equal for texts that differ in blanks and punctuation."""
    if _TO_DROP.search(text):
        text = text.translate(_DROPPING)
        if not _KNOWN.fullmatch(text):
            return _by_pyuca(text)
    clusters = _CLUSTERS.findall(unicodedata.normalize("NFD", text))
    first, second, third = _levels()
    return b"".join(
        [
            *map(first.__getitem__, clusters),
            _SEPARATOR,
            *map(second.__getitem__, clusters),
            _SEPARATOR,
            *map(third.__getitem__, clusters),
            _SEPARATOR,
        ]
    )


_DIGITS = re.compile(r"[0-9]+")
_DIGITS_WIDE = 12


def natural_key(text: str) -> bytes:
    """`sort_key` in which numbers count by value: กลุ่ม 2 before กลุ่ม 10; Thai and Arabic digits alike."""
    return sort_key(_DIGITS.sub(lambda run: run[0].lstrip("0").zfill(_DIGITS_WIDE), to_arabic(text)))
