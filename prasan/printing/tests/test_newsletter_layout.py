"""The page of a newsletter, laid out from heights and shapes alone."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prasan.printing.papers import newsletter_plan as layout
from prasan.printing.papers.newsletter_frames import GAP, Box, Wish, cost, frames, kept, sized, trees
from prasan.printing.papers.newsletter_plan import Aside, Measured, Plan

LANDSCAPE, PORTRAIT, SQUARE, PANORAMA = 1.5, 0.75, 1.0, 3.2
shapes = st.floats(0.45, 3.5)
TINY = 1e-6


def inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - TINY
        and inner.y >= outer.y - TINY
        and inner.x + inner.width <= outer.x + outer.width + TINY
        and inner.y + inner.height <= outer.y + outer.height + TINY
    )


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x + one.width > other.x + TINY
        and other.x + other.width > one.x + TINY
        and one.y + one.height > other.y + TINY
        and other.y + other.height > one.y + TINY
    )


def measured(design: str, *, body: float = 30.0, headline: float = 20.0, photos: int = 1) -> Measured:
    """`body` is the height at full width in 12 points; other settings take what they would take."""
    tried = layout.settings(design, 600, has_photos=photos > 0, paragraphs=1)
    heights = [
        body * (layout.INNER / s.width) * (s.size / 12) ** 2 * (1.25 + s.leading) / 1.71 for s in tried
    ]
    asides = [Aside(quote=25, facts=30)] * len(layout.ASIDES)
    return Measured(
        mast=28, foot=24, headline=headline, headline_width=170, settings=tried, bodies=heights, asides=asides
    )


def planned(design: str, *aspects: float, **more: float) -> Plan:
    wishes = [Wish(aspect, 40) for aspect in aspects]
    plan = layout.plan(design, measured(design, photos=len(aspects), **more), wishes)
    assert plan is not None
    return plan


@given(st.integers(1, 6), st.data())
def test_frames_of_every_tree_fill_their_box_without_overlap(count: int, data: st.DataObject) -> None:
    wishes = [Wish(data.draw(shapes)) for _ in range(count)]
    node = data.draw(st.sampled_from(trees(count)))
    box = Box(14, 50, data.draw(st.floats(60, 210)), data.draw(st.floats(40, 220)))
    placed = frames(sized(node, wishes), box)
    assert sorted(placed) == list(range(count))
    assert all(inside(frame, box) for frame in placed.values())
    assert not any(overlap(*pair) for pair in combinations(placed.values(), 2))


@given(st.lists(shapes, min_size=1, max_size=6), st.data())
def test_a_tree_in_its_own_height_cuts_nothing(aspects: list[float], data: st.DataObject) -> None:
    wishes = [Wish(aspect) for aspect in aspects]
    tree = sized(data.draw(st.sampled_from(trees(len(aspects)))), wishes)
    placed = frames(tree, Box(0, 0, 900, tree.height(900)))
    if all(min(frame.width, frame.height) > 3 * GAP for frame in placed.values()):
        assert all(kept(wishes[i], frame) > 0.999 for i, frame in placed.items())


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from("ab"), st.lists(shapes, max_size=6), st.floats(12, 75), st.floats(9, 34), st.booleans()
)
def test_all_that_is_placed_stands_on_the_one_page_and_over_nothing_else(
    design: str, aspects: list[float], body: float, headline: float, long_captions: bool
) -> None:
    wishes = [Wish(aspect, 90 if long_captions else 30) for aspect in aspects]
    heights = measured(design, body=body, headline=headline, photos=len(aspects))
    plan = layout.plan(design, heights, wishes)
    assert plan is not None
    assert set(plan.photos) == set(range(len(aspects)))
    texts = [plan.mast, plan.headline, plan.body, plan.foot, plan.quote, plan.facts]
    boxes = [box for box in texts if box] + list(plan.photos.values())
    page = Box(0, 0, layout.PAGE_WIDTH, layout.PAGE_HEIGHT)
    assert all(inside(box, page) for box in boxes)
    assert not any(overlap(*pair) for pair in combinations(boxes, 2))
    assert cost(wishes, plan.photos) < float("inf") if aspects else True


@pytest.mark.parametrize("design", ["a", "b"])
def test_pillars_beside_panoramas_are_cut_before_the_page_is_given_up(design: str) -> None:
    plan = planned(design, 0.5, 3.5, 0.5, 3.0, body=12.0, headline=9.0)
    assert set(plan.photos) == {0, 1, 2, 3}


@pytest.mark.parametrize("design", ["a", "b"])
@pytest.mark.parametrize(
    "aspects",
    [(LANDSCAPE,), (PORTRAIT,), (SQUARE,), (LANDSCAPE, PORTRAIT), (PORTRAIT, PORTRAIT, PORTRAIT),
     (LANDSCAPE, PORTRAIT, SQUARE, LANDSCAPE), (PORTRAIT, LANDSCAPE, LANDSCAPE, SQUARE, PANORAMA),
     (LANDSCAPE,) * 6, (PORTRAIT,) * 6],
)  # fmt: skip
def test_a_usual_mix_loses_no_more_than_two_fifths_of_any_photo(
    design: str, aspects: tuple[float, ...]
) -> None:
    plan = planned(design, *aspects)
    assert all(kept(Wish(aspect), plan.photos[i]) > 0.6 for i, aspect in enumerate(aspects))


@pytest.mark.parametrize("design", ["a", "b"])
def test_the_first_photo_is_the_largest_of_equals(design: str) -> None:
    plan = planned(design, *[LANDSCAPE] * 4)
    areas = [plan.photos[i].width * plan.photos[i].height for i in range(4)]
    assert areas[0] >= max(areas) * 0.95


def test_the_picture_comes_first_in_the_one_design_and_the_headline_in_the_other() -> None:
    first, second = planned("a", LANDSCAPE), planned("b", LANDSCAPE)
    assert first.photos[0].y < first.headline.y < first.body.y
    assert second.headline.y < second.photos[0].y


def test_an_upright_photo_on_top_stands_whole_on_a_ground() -> None:
    plan = planned("a", PORTRAIT)
    assert plan.ground is not None
    assert inside(plan.photos[0], plan.ground)
    assert plan.ground.width == layout.PAGE_WIDTH
    assert kept(Wish(PORTRAIT), plan.photos[0]) > 0.99


def test_a_longer_story_takes_from_the_photos() -> None:
    def area(body: float) -> float:
        return sum(f.width * f.height for f in planned("a", *[LANDSCAPE] * 3, body=body).photos.values())

    assert area(20) > area(50) > area(90)


@pytest.mark.parametrize("design", ["a", "b"])
def test_a_story_longer_than_the_page_has_no_plan_and_it_is_known_how_much_would(design: str) -> None:
    heights = measured(design, body=400, photos=2)
    wishes = [Wish(LANDSCAPE), Wish(PORTRAIT)]
    assert layout.plan(design, heights, wishes) is None
    share = layout.room_for_story(design, heights, wishes)
    assert 0.1 < share < 0.9
    shorter = measured(design, body=400 * share, photos=2)
    assert layout.plan(design, shorter, wishes) is not None


def test_a_column_beside_photos_holds_what_is_said_in_a_glance_when_there_is_room() -> None:
    plan = planned("b", PORTRAIT, body=16)
    assert plan.setting.width in layout.ASIDES
    assert plan.quote is not None
    assert plan.facts is not None
    crowded = planned("b", PORTRAIT, body=48)
    assert crowded.quote is None or crowded.facts is None
