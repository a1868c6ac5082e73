"""Where everything of a newsletter stands on its one A4 page, once the heights of its texts are known.

The area of the photos flexes first, then the size of the text; what fits in no arrangement has no plan.
แบบ ก: photos across the page, headline, story, the other photos. แบบ ข: headline, then story beside or
below the photos. Millimetres; nothing is read or drawn here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import log
from typing import TypeVar

from prasan.printing.papers.newsletter_frames import Box, Sized, Wish, cost, frames, sized, trees

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
SIDE = 14.0
INNER = PAGE_WIDTH - 2 * SIDE
COLUMN_GAP = 8.0
ASIDES = (58.0, 70.0, 84.0, 100.0)
"""Widths of a column of text beside photos (แบบ ข)."""
HEADLINE_SIZES = {"a": (24, 21, 19, 17, 15), "b": (27, 24, 21, 18, 16)}
LARGE_HEADLINE = {"a": 20, "b": 21}
"""A headline is set smaller than this only when it would else be longer than three lines."""
MOST_HEAD_LINES = 3
MOST_LEAD = 3
"""Photos that may stand together on top of แบบ ก."""
UPRIGHT = 1.2
"""Width / height up to which photos may stand narrower than their place, on a ground."""
WANTED_AREA = 0.32 * PAGE_WIDTH * PAGE_HEIGHT
"""Of the page, for photos: with less of it a newsletter is a letter."""
_NEAREST = 24
"""Trees that are tried for each setting of the story, before all are."""
_STRETCHES = (1.0, 1.14, 1.3, 1.45)
_SHARES = (0.45, 0.58, 0.7)


@dataclass(frozen=True)
class Setting:
    """How the story is set: sizes in points, leading in em, widths in mm."""

    width: float
    size: float
    leading: float
    columns: int = 1
    indent: float = 10.0
    dislike: float = 0.0


@dataclass(frozen=True)
class Aside:
    """Heights of what may stand below a column of text, each with the blank above it."""

    quote: float = 0.0
    facts: float = 0.0


@dataclass(frozen=True)
class Measured:
    """Heights of the texts of one newsletter; `bodies` as `settings` are."""

    mast: float
    foot: float
    headline: float
    headline_width: float
    settings: Sequence[Setting]
    bodies: Sequence[float]
    asides: Sequence[Aside] = ()


@dataclass(frozen=True)
class Plan:
    """Boxes of all parts on the page."""

    mast: Box
    headline: Box
    body: Box
    setting: Setting
    photos: dict[int, Box]
    foot: Box
    loss: float
    """What this arrangement costs; of several the least is taken."""
    ground: Box | None = None
    """Behind upright photos that are narrower than their place."""
    quote: Box | None = None
    facts: Box | None = None


_SIZES = (
    Setting(INNER, 14, 0.5, dislike=0.10), Setting(INNER, 13, 0.5, dislike=0.03), Setting(INNER, 12, 0.46),
    Setting(INNER, 11, 0.42, dislike=0.08), Setting(INNER, 11, 0.25, dislike=0.2),
)  # fmt: skip
_NARROWEST, _WIDEST = 0.75, 1.5
"""Shapes (width / height) of usual photos."""
MUCH = 900
"""Letters of a story behind which large type is not even tried."""


def settings(design: str, letters: int, *, has_photos: bool, paragraphs: int) -> list[Setting]:
    """The ways to set a story that are worth measuring."""
    sizes = [s for s in _SIZES if letters <= MUCH or s.size <= 12]
    if design == "a" or not has_photos:
        return sizes if has_photos else [*sizes, replace(_SIZES[-1], columns=2, indent=6.0)]
    indent = 6.0 if paragraphs > 1 else 0.0
    beside = [
        replace(size, width=width, indent=indent)
        for width, size in product(ASIDES, sizes)
        if size.size <= 13 and letters <= (26 if size.size == 11 else 16) * width
    ]
    # Few lines in columns are read across by eyes and by programs: they stand in one.
    columns, inset = (2, 6.0) if letters > MUCH else (1, 10.0)
    return beside + [replace(size, columns=columns, indent=inset) for size in sizes]


def plan(design: str, measured: Measured, wishes: Sequence[Wish]) -> Plan | None:
    """The best arrangement, or None when the story is too long for one page."""
    if not wishes:
        return _best(_without_photos(measured))
    arranged = _picture_first if design == "a" else _headline_first
    found = _best(arranged(measured, wishes, _NEAREST)) or _best(arranged(measured, wishes, None))
    moderate = [_moderate(wish) for wish in wishes]
    if found is None and moderate != list(wishes):
        return _best(arranged(measured, moderate, None))
    return found


def _moderate(wish: Wish) -> Wish:
    """Beside a panorama a pillar gets too small to know a face on: both are cut, the page is not given up."""
    return replace(wish, aspect=min(max(wish.aspect, _NARROWEST), _WIDEST))


def _best(candidates: Iterator[Plan]) -> Plan | None:
    best = min(candidates, key=lambda candidate: candidate.loss, default=None)
    return best if best and best.loss < float("inf") else None


_Shape = TypeVar("_Shape")


def _nearest(
    shapes: Sequence[_Shape], heights: Sequence[float], room: float, most: int | None
) -> list[_Shape]:
    """Those whose own heights are nearest to the room: all others would cut more of every photo."""
    off = [abs(log(max(height, 1.0) / max(room, 1.0))) for height in heights]
    return [shapes[i] for i in sorted(range(len(shapes)), key=off.__getitem__)[:most]]


def room_for_story(design: str, measured: Measured, wishes: Sequence[Wish]) -> float:
    """The share (0 to 1) of a story without a plan that would have one."""
    low, high = 0.0, 1.0
    for _ in range(9):
        share = (low + high) / 2
        shorter = replace(measured, bodies=[height * share for height in measured.bodies])
        low, high = (share, high) if plan(design, shorter, wishes) else (low, share)
    return low


def _photo_cost(wishes: Sequence[Wish], placed: dict[int, Box]) -> float:
    """What the frames lose, and how much too little of the page they have."""
    area = sum(frame.width * frame.height for frame in placed.values())
    return cost(wishes, placed) + 1.2 * max(0.0, 1 - area / WANTED_AREA)


def _empty_cost(blank: float) -> float:
    """Blank paper that nothing fills."""
    return 0.8 * (max(blank, 0.0) / 60) ** 2


def _base(measured: Measured) -> tuple[Box, Box]:
    mast = Box(0, 0, PAGE_WIDTH, measured.mast)
    return mast, Box(0, PAGE_HEIGHT - measured.foot, PAGE_WIDTH, measured.foot)


def _without_photos(measured: Measured) -> Iterator[Plan]:
    mast, foot = _base(measured)
    top = mast.height + 12
    for setting, height in zip(measured.settings, measured.bodies, strict=True):
        blank = foot.y - 8 - (top + measured.headline + 6 + height)
        if blank >= 0:
            yield Plan(
                mast=mast, foot=foot, setting=setting, photos={}, loss=setting.dislike + _empty_cost(blank),
                headline=Box(SIDE, top, measured.headline_width, measured.headline),
                body=Box(SIDE, top + measured.headline + 6, setting.width, height),
            )  # fmt: skip


# แบบ ก


@dataclass(frozen=True)
class _Split:
    """Photos of แบบ ก: those on top, and the others below the story."""

    lead: Sized
    others: Sized | None


def _splits(wishes: Sequence[Wish]) -> Iterator[_Split]:
    count = len(wishes)
    for first in range(1, min(MOST_LEAD, count) + 1):
        leads = [sized(node, wishes) for node in trees(first)]
        rest = [sized(node, wishes) for node in trees(count - first, first)] if first < count else [None]
        yield from (_Split(lead, others) for lead, others in product(leads, rest))


_ABOVE, _BETWEEN, _BELOW = 5.5, 3.5, 5.0
_EDGE = 5.0


def _picture_first(measured: Measured, wishes: Sequence[Wish], most: int | None) -> Iterator[Plan]:
    mast, foot = _base(measured)
    splits = list(_splits(wishes))
    heights = [_own_height(split) for split in splits]
    for setting, height in zip(measured.settings, measured.bodies, strict=True):
        text = _ABOVE + measured.headline + _BETWEEN + height + _BELOW
        area = foot.y - mast.height - text
        for split in _nearest(splits, heights, area, most):
            room = area - (_EDGE if split.others else 0)
            if room > 0:
                for lead, others in _heights(split, room):
                    yield _stacked(measured, wishes, setting, height, split, lead, others)


def _own_height(split: _Split) -> float:
    return split.lead.height(PAGE_WIDTH) + (split.others.height(INNER) if split.others else 0.0)


def _heights(split: _Split, room: float) -> Iterator[tuple[float, float]]:
    """Heights of the photos above and below the story: together the room, or less."""
    own = split.lead.height(PAGE_WIDTH)
    if split.others is None:
        yield from ((tall, 0.0) for tall in sorted({min(room, own * stretch) for stretch in _STRETCHES}))
        return
    below = split.others.height(INNER)
    scale = room / (own + below)
    for factor in sorted({min(scale, stretch) for stretch in _STRETCHES}):
        yield own * factor, below * factor
    for share in _SHARES:
        yield room * share, min(room * (1 - share), below * _STRETCHES[-1])


def _stacked(
    measured: Measured, wishes: Sequence[Wish], setting: Setting, height: float,
    split: _Split, lead: float, others: float,
) -> Plan:  # fmt: skip
    mast, foot = _base(measured)
    whole = Box(0, mast.height, PAGE_WIDTH, lead)
    best, loss = _on_ground(split.lead, whole, wishes)
    placed = frames(split.lead, best)
    blank = foot.y - mast.height - lead - measured.headline - height - _ABOVE - _BETWEEN - _BELOW
    blank -= others + _EDGE if split.others else 0
    # What is left over is shared out between the parts, so that no hole gapes at the foot.
    air = max(blank, 0.0) / (4 if split.others else 3)
    y = mast.height + lead + _ABOVE + air
    headline = Box(SIDE, y, measured.headline_width, measured.headline)
    y += measured.headline + _BETWEEN + min(air, 4.0)
    body = Box(SIDE, y, setting.width, height)
    if split.others:
        placed |= frames(split.others, Box(SIDE, foot.y - _EDGE - min(air, 5.0) - others, INNER, others))
    return Plan(
        mast=mast, foot=foot, headline=headline, body=body, setting=setting, photos=placed,
        loss=_photo_cost(wishes, placed) + loss + setting.dislike + _empty_cost(blank) + _low(lead),
        ground=whole if best is not whole else None,
    )  # fmt: skip


def _low(lead: float) -> float:
    """The picture is what this design begins with: under 70 mm it is a strip."""
    return max(0.0, 70 - lead) / 60


def _on_ground(tree: Sized, whole: Box, wishes: Sequence[Wish]) -> tuple[Box, float]:
    """The box that photos across the page fill, or a narrower one in its middle, on a ground, when much of an
    upright photo would be cut away."""
    width = (whole.height - tree.rest) / tree.slope
    stacked = tree.parts and not tree.node.is_row
    if stacked or not 0.3 * whole.width < width < min(whole.width, UPRIGHT * whole.height):
        return whole, 0.0
    narrow = Box(whole.x + (whole.width - width) / 2, whole.y, width, whole.height)
    loss = 0.12 + 0.3 * (1 - width / whole.width)
    gained = cost(wishes, frames(tree, whole)) - cost(wishes, frames(tree, narrow))
    return (narrow, loss) if gained > loss else (whole, 0.0)


# แบบ ข


_BEFORE_HEADLINE, _AFTER_HEADLINE, _BEFORE_FOOT = 6.0, 4.5, 5.0


def _headline_first(measured: Measured, wishes: Sequence[Wish], most: int | None) -> Iterator[Plan]:
    _, room = _under_headline(measured)
    shapes = [sized(node, wishes) for node in trees(len(wishes))]
    for setting, height in zip(measured.settings, measured.bodies, strict=True):
        is_below = setting.width == INNER
        arrange = _below if is_below else _beside
        width = INNER if is_below else INNER - setting.width - COLUMN_GAP
        area = room.height - (height + 6 if is_below else 0)
        for tree in _nearest(shapes, [tree.height(width) for tree in shapes], area, most):
            yield from arrange(measured, wishes, setting, height, tree)


def _under_headline(measured: Measured) -> tuple[Box, Box]:
    """The headline, and the room between it and the foot."""
    y = measured.mast + _BEFORE_HEADLINE
    headline = Box(SIDE, y, measured.headline_width, measured.headline)
    top = y + measured.headline + _AFTER_HEADLINE
    return headline, Box(SIDE, top, INNER, PAGE_HEIGHT - measured.foot - _BEFORE_FOOT - top)


def _beside(
    measured: Measured, wishes: Sequence[Wish], setting: Setting, height: float, tree: Sized
) -> Iterator[Plan]:
    """The story in a column on the left, photos on the right."""
    headline, room = _under_headline(measured)
    if height > room.height:
        return
    mast, foot = _base(measured)
    width = INNER - setting.width - COLUMN_GAP
    own = tree.height(width)
    aside = _aside(measured, setting, room, height)
    used = max(height, height + (aside[2] if aside[2] else 0))
    for tall in sorted({min(room.height, own * stretch) for stretch in _STRETCHES}):
        placed = frames(tree, Box(SIDE + setting.width + COLUMN_GAP, room.y, width, tall))
        blank = room.height - max(tall, used)
        hole = room.height - min(tall, used)
        yield Plan(
            mast=mast, foot=foot, headline=headline, setting=setting, photos=placed,
            body=Box(SIDE, room.y, setting.width, height), quote=aside[0], facts=aside[1],
            loss=_photo_cost(wishes, placed) + setting.dislike + _empty_cost(blank) + _empty_cost(hole) / 4,
        )  # fmt: skip


def _aside(
    measured: Measured, setting: Setting, room: Box, height: float
) -> tuple[Box | None, Box | None, float]:
    """A quotation under the story, facts at the foot of its column: as far as there is room for them."""
    heights = measured.asides[ASIDES.index(setting.width)] if measured.asides else Aside()
    left, quote, facts = room.height - height - 6, None, None
    if 0 < heights.facts <= left:
        facts = Box(SIDE, room.y + room.height - heights.facts, setting.width, heights.facts)
        left -= heights.facts + 4
    if 0 < heights.quote <= left:
        quote = Box(SIDE, room.y + height + 6, setting.width, heights.quote)
    return quote, facts, (room.height - height if facts else heights.quote if quote else 0.0)


def _below(
    measured: Measured, wishes: Sequence[Wish], setting: Setting, height: float, tree: Sized
) -> Iterator[Plan]:
    """Photos across the page, the story below them."""
    headline, room = _under_headline(measured)
    mast, foot = _base(measured)
    area = room.height - height - 6
    if area <= 0:
        return
    own = tree.height(INNER)
    for tall in sorted({min(area, own * stretch) for stretch in _STRETCHES}):
        whole = Box(SIDE, room.y, INNER, tall)
        best, loss = _on_ground(tree, whole, wishes)
        placed = frames(tree, best)
        blank = area - tall
        yield Plan(
            mast=mast, foot=foot, headline=headline, setting=setting, photos=placed,
            body=Box(SIDE, room.y + tall + 6 + min(blank / 3, 4.0), setting.width, height),
            loss=_photo_cost(wishes, placed) + loss + setting.dislike + _empty_cost(blank),
            ground=whole if best is not whole else None,
        )  # fmt: skip
