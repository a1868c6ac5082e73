"""Frames for photographs: which row or column each stands in, so that as little as possible is cut away.

A block of photos is a tree of rows and columns over the photos in their order. Left to themselves photos in
such a tree fill a width without being cut, and give a height; a block of another height cuts all of them by
the same share. So of all trees the one is taken whose own height is nearest to the height that there is.
Lengths are in millimetres; plain arithmetic, nothing is read or drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

GAP = 3.0
SMALLEST = (27.0, 21.0)
"""Width and height under which a photo is too small to know a face on."""
DEEPEST = 3
"""Rows in columns in rows: more is a puzzle and no page."""
MOST_CUT = 0.62
"""Share of a photo that no layout may cut away while another is possible."""


class Box(NamedTuple):
    """From the left and upper edge of the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Node:
    """A photo (`photo` is its number) or photos beside or above each other."""

    photo: int = -1
    is_row: bool = False
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Sized:
    """A tree over photos of known shape: left to itself it is `slope · width + rest` high."""

    node: Node
    slope: float
    rest: float
    parts: tuple[Sized, ...] = ()

    def height(self, width: float) -> float:
        return self.slope * width + self.rest


@dataclass(frozen=True)
class Wish:
    """What a photo asks of its frame: its shape (width / height), and its caption's length on one line."""

    aspect: float
    caption: float = 0.0


@lru_cache(maxsize=64)
def trees(count: int, first: int = 0) -> tuple[Node, ...]:
    """All trees over `count` photos from number `first`, in their order."""
    if count == 1:
        return (Node(first),)
    return (*_level(count, first, is_row=True, depth=1), *_level(count, first, is_row=False, depth=1))


@lru_cache(maxsize=512)
def _level(count: int, first: int, *, is_row: bool, depth: int) -> tuple[Node, ...]:
    if count == 1:
        return (Node(first),)
    if depth > DEEPEST:
        return ()
    return tuple(
        Node(is_row=is_row, parts=parts)
        for parts in _splits(count, first, is_row, depth)
        if len(parts) > 1
    )  # fmt: skip


def _splits(count: int, first: int, is_row: bool, depth: int) -> Iterator[tuple[Node, ...]]:
    if count == 0:
        yield ()
        return
    for taken in range(1, count + 1):
        heads = _level(taken, first, is_row=not is_row, depth=depth + 1)
        for tail in _splits(count - taken, first + taken, is_row, depth):
            yield from ((head, *tail) for head in heads)


def sized(node: Node, wishes: Sequence[Wish]) -> Sized:
    """The tree with its own height for every width."""
    if not node.parts:
        return Sized(node, 1 / wishes[node.photo].aspect, 0.0)
    parts = tuple(sized(part, wishes) for part in node.parts)
    gaps = GAP * (len(parts) - 1)
    if not node.is_row:
        return Sized(node, sum(p.slope for p in parts), sum(p.rest for p in parts) + gaps, parts)
    # Beside each other all are h high: (h - rest) / slope wide each, together the width without the gaps.
    slope = 1 / sum(1 / p.slope for p in parts)
    return Sized(node, slope, slope * (sum(p.rest / p.slope for p in parts) - gaps), parts)


def frames(tree: Sized, box: Box) -> dict[int, Box]:
    """Where each photo of the tree stands when it fills the box: never over another, never outside."""
    if not tree.parts:
        return {tree.node.photo: box}
    found: dict[int, Box] = {}
    for part, inner in zip(tree.parts, _shared(tree, box), strict=True):
        found |= frames(part, inner)
    return found


def _shared(tree: Sized, box: Box) -> list[Box]:
    own = tree.height(box.width)
    if tree.node.is_row:
        shares = [max((own - p.rest) / p.slope, 1.0) for p in tree.parts]
    else:
        shares = [max(p.height(box.width), 1.0) for p in tree.parts]
    length = (box.width if tree.node.is_row else box.height) - GAP * (len(shares) - 1)
    scale, at, boxes = length / sum(shares), 0.0, []
    for share in shares:
        if tree.node.is_row:
            boxes.append(Box(box.x + at, box.y, share * scale, box.height))
        else:
            boxes.append(Box(box.x, box.y + at, box.width, share * scale))
        at += share * scale + GAP
    return boxes


def kept(wish: Wish, frame: Box) -> float:
    """The share of a photo that its frame shows, 0 to 1."""
    shape = frame.width / frame.height
    return min(shape / wish.aspect, wish.aspect / shape)


CAPTION_SIDES, CAPTION_LINE = 5.0, 4.9
"""Blank beside a caption in its frame, and the height of one of its lines."""


def caption_lines(wish: Wish, frame: Box) -> int:
    """Lines that a caption needs at the foot of a frame; a line is seldom full to its end."""
    room = max(frame.width - CAPTION_SIDES, 1.0)
    return 1 if wish.caption <= room else -int(-wish.caption * 1.12 // room)


def cost(wishes: Sequence[Wish], placed: dict[int, Box]) -> float:
    """What is lost in these frames: 0 is perfect, about 1 is poor; infinite when a photo is too small."""
    if any(frame.width < SMALLEST[0] or frame.height < SMALLEST[1] for frame in placed.values()):
        return float("inf")
    each = [_frame_cost(wishes[number], frame) for number, frame in placed.items()]
    # One badly cut photo is not made good by five whole ones.
    return (sum(each) / len(each) + max(each)) / 2 + _balance(placed)


def _frame_cost(wish: Wish, frame: Box) -> float:
    lost = 1 - kept(wish, frame)
    # Cut above and below, heads and feet go; cut at the sides, mostly walls.
    is_flattened = frame.width / frame.height > wish.aspect
    spent = 4 * lost * lost * (1.3 if is_flattened else 1.0) + (3.0 if lost > MOST_CUT else 0.0)
    covered = caption_lines(wish, frame) * CAPTION_LINE / frame.height
    return spent + max(0.0, covered - 0.22) * 2


def _balance(placed: dict[int, Box]) -> float:
    """The first photo leads: it should be the largest, and no other a stamp beside it."""
    areas = {number: frame.width * frame.height for number, frame in placed.items()}
    if len(areas) == 1:
        return 0.0
    lead = areas[min(areas)]
    largest, smallest = max(areas.values()), min(areas.values())
    return 0.35 * (largest / lead - 1) + 0.02 * max(0.0, largest / smallest - 3)
