"""วารสาร: several stories in one issue, with a cover, สารบัญ with page numbers, and photos (manual 5.1.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log
from pathlib import Path
from typing import Any

from prasan.printing.compile import pdf, png
from prasan.printing.joiners import Literal, Plain
from prasan.printing.papers.newsletter import MOST_PHOTOS, box_of, cut_all, photo_text_problems, shapes_of
from prasan.printing.papers.newsletter_frames import Box, Wish, cost, frames, sized, trees
from prasan.printing.papers.newsletter_issue import (
    JOURNAL,
    Contacts,
    Newsletter,
    NewsletterError,
    Office,
    Photo,
    number_of,
    refuse,
)
from prasan.printing.papers.newsletter_plan import INNER, PAGE_WIDTH
from prasan.printing.papers.newsletter_texts import images_of, texts_of
from prasan.thai.text import normalise

MOST_STORIES = 40
LONGEST_ISSUE = 200_000
"""Letters of all stories."""
COVER_HEIGHT = 112.0
"""Of the photo on the cover."""
HEIGHTS = (0.0, 88.0, 76.0, 92.0, 100.0, 112.0, 118.0)
"""How high the photos of a story would best stand, by their number."""
_LOWEST, _HIGHEST = 52.0, 150.0


@dataclass(frozen=True, kw_only=True)
class JournalStory:
    headline: str
    body: Sequence[str]
    photos: Sequence[Photo] = ()
    about: str = ""
    """When and where, or who wrote it: a line under the headline."""


@dataclass(frozen=True, kw_only=True)
class Journal:
    office: Office
    year: int
    number: int
    """0 = a draft."""
    dated_on: date
    stories: Sequence[JournalStory]
    """In their order; the first photo of the first one that has any is the cover's."""
    name: str = ""
    contacts: Contacts = field(default_factory=Contacts)
    prepared_by: str = ""
    url: str = ""


def journal(
    paper: Journal, *, timestamp: int, fonts_dir: Path | None = None, thai_digits: bool = True
) -> bytes:
    """The PDF, tagged, with bookmarks. Raises newsletter_issue.NewsletterError, compile.PrintError."""
    data, given = _ready(paper, fonts_dir, thai_digits)
    return pdf("journal", data, timestamp=timestamp, **given)


def journal_pages(
    paper: Journal, *, fonts_dir: Path | None = None, thai_digits: bool = True, ppi: int = 110
) -> list[bytes]:
    """The pages as PNG; as `journal`."""
    data, given = _ready(paper, fonts_dir, thai_digits)
    return png("journal", data, ppi=ppi, **given)


def _ready(
    paper: Journal, fonts_dir: Path | None, thai_digits: bool
) -> tuple[dict[str, Any], dict[str, Any]]:
    refuse(list(_problems(paper)))
    masthead = _masthead(paper)
    images = images_of(masthead)
    stories = [_story(story, i, images) for i, story in enumerate(paper.stories)]
    cover = next((story.photos[0] for story in paper.stories if story.photos), None)
    if cover:
        images["cover.jpg"] = cut_all([cover], [Box(0, 0, PAGE_WIDTH, COVER_HEIGHT)])[0][0]
    data = texts_of(masthead, "a") | {
        "printing": True,
        "cover": {"file": Literal("cover.jpg"), "alt": Plain(cover.alt or cover.caption)} if cover else None,
        "cover_height": COVER_HEIGHT,
        "contents": "สารบัญ",
        "stories": stories,
    }
    title = f"{_name(paper)} {number_of(masthead)}"
    return data, {"title": title, "images": images, "fonts_dir": fonts_dir, "thai_digits": thai_digits}


def _name(paper: Journal) -> str:
    return normalise(paper.name) or f"{JOURNAL} {paper.office.short_name or paper.office.name}"


def _masthead(paper: Journal) -> Newsletter:
    """Head and foot are those of a newsletter."""
    return Newsletter(
        office=paper.office, year=paper.year, number=paper.number, dated_on=paper.dated_on,
        headline="", body=(), name=_name(paper), contacts=paper.contacts, prepared_by=paper.prepared_by,
        url=paper.url,
    )  # fmt: skip


def _problems(paper: Journal) -> Iterator[str]:
    if not 0 < len(paper.stories) <= MOST_STORIES:
        yield f"วารสารหนึ่งฉบับมีข่าวได้ 1 ถึง {MOST_STORIES} เรื่อง (มี {len(paper.stories)} เรื่อง)"
    if sum(len(text) for story in paper.stories for text in story.body) > LONGEST_ISSUE:
        yield f"เนื้อข่าวทั้งฉบับยาวเกิน {LONGEST_ISSUE:,} ตัวอักษร แบ่งเป็นหลายฉบับ"
    for i, story in enumerate(paper.stories, 1):
        yield from (f"เรื่องที่ {i} {problem}" for problem in _story_problems(story))


def _story_problems(story: JournalStory) -> Iterator[str]:
    if not normalise(story.headline):
        yield "ไม่มีพาดหัว"
    if not any(map(normalise, story.body)):
        yield "ไม่มีเนื้อข่าว"
    if len(story.photos) > MOST_PHOTOS:
        yield f"มีภาพได้ไม่เกิน {MOST_PHOTOS} ภาพ"
    yield from photo_text_problems(story.photos)


def _story(story: JournalStory, index: int, images: dict[str, bytes]) -> dict[str, Any]:
    """What the template is told of a story; its photos are added to the images."""
    try:
        return _told(story, index, images)
    except NewsletterError as error:
        raise NewsletterError([f"เรื่องที่ {index + 1} {problem}" for problem in error.problems]) from error


def _told(story: JournalStory, index: int, images: dict[str, bytes]) -> dict[str, Any]:
    height, placed = arranged([Wish(shape) for shape in shapes_of(story.photos)])
    is_narrow = max((frame.x + frame.width for frame in placed.values()), default=INNER) < INNER - 1
    cuts = cut_all(story.photos, [placed[i] for i in range(len(story.photos))])
    names = [f"story-{index + 1}-{i + 1}.jpg" for i in range(len(cuts))]
    images |= {name: data for name, (data, _) in zip(names, cuts, strict=True)}
    return {
        "headline": story.headline,
        "about": story.about,
        "body": [text for text in story.body if normalise(text)],
        "height": height,
        "ground": is_narrow,
        "photos": [
            {"box": box_of(placed[i]), "file": Literal(names[i]), "caption": photo.caption,
             "alt": Plain(photo.alt if normalise(photo.alt) else photo.caption)}
            for i, photo in enumerate(story.photos)
        ],
    }  # fmt: skip


def arranged(wishes: Sequence[Wish]) -> tuple[float, dict[int, Box]]:
    """The height in mm of a story's photos across the page, and their frames in it."""
    if not wishes:
        return 0.0, {}
    best = HEIGHTS[len(wishes)]
    choices = []
    for tree in (sized(node, wishes) for node in trees(len(wishes))):
        height = min(max(tree.height(INNER), _LOWEST), _HIGHEST)
        # What would be higher stands whole and narrower, in the middle.
        width = min((height - tree.rest) / tree.slope, INNER)
        placed = frames(tree, Box((INNER - width) / 2, 0, width, height))
        choices.append((cost(wishes, placed) + 0.6 * abs(log(height / best)), height, placed))
    _, height, placed = min(choices, key=lambda choice: choice[0])
    return height, placed
