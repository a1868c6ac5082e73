"""Two texts of a story side by side, word by word; Thai words are found by `prasan.thai.segment`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from prasan.thai.segment import words

_LONG = 4000
"""Letters of a paragraph above which it is shown as changed whole: matching words costs their square."""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph before and after; an empty side = added or taken out."""

    old: list[Piece]
    new: list[Piece]

    @property
    def is_changed(self) -> bool:
        return any(piece.is_changed for piece in [*self.old, *self.new])


def compare(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Paragraphs that belong together beside each other, in order."""
    return list(_pairs(old, new))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            for text in old[a1:a2]:
                yield Pair([Piece(text, False)], [Piece(text, False)])
            continue
        for before, after in zip_longest(old[a1:a2], new[b1:b2], fillvalue=""):
            yield _changed(before, after)


def _changed(before: str, after: str) -> Pair:
    if not before or not after or max(len(before), len(after)) > _LONG:
        return Pair(_whole(before), _whole(after))
    first, second = words(before), words(after)
    steps = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    old = [Piece("".join(first[a1:a2]), tag != "equal") for tag, a1, a2, _, _ in steps if a2 > a1]
    new = [Piece("".join(second[b1:b2]), tag != "equal") for tag, _, _, b1, b2 in steps if b2 > b1]
    return Pair(old, new)


def _whole(text: str) -> list[Piece]:
    return [Piece(text, True)] if text else []
