"""จดหมายข่าว on one A4 page, as PDF and as picture: domain form "จดหมายข่าว A4" (manual 5.1.4)."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from prasan.printing.compile import measured, pdf, png
from prasan.printing.joiners import Literal as Verbatim
from prasan.printing.joiners import Plain
from prasan.printing.papers import newsletter_photos as pictures
from prasan.printing.papers import newsletter_plan as layout
from prasan.printing.papers.newsletter_frames import CAPTION_LINE, Box, Wish, caption_lines
from prasan.printing.papers.newsletter_issue import (
    Design,
    Newsletter,
    NewsletterError,
    Photo,
    address_of,
    full_name,
    number_of,
    refuse,
)
from prasan.printing.papers.newsletter_plan import Plan
from prasan.printing.papers.newsletter_texts import images_of, texts_of
from prasan.thai.text import normalise

MOST_PHOTOS = 6
LONGEST_STORY = 8_000
"""Letters that no page holds: not even measured."""
LONGEST_LINE = 400
"""Letters of a name, a headline, a caption."""
MOST_COVERED = 0.5
"""Share of a photo's height that its caption may cover."""
COARSE = 70
"""Pixels per inch below which a printed photo looks blurred."""
PICTURE_PPI = 192
AT_ONCE = 2
"""Photos that are opened together: one may hold 64 million points."""
_WEB = re.compile(r"(https?://)?[^\s/@<>\"]+\.[^\s/@<>\".]+(:\d+)?([/?#][^\s<>\"]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """A newsletter that was made; what was not asked for is None."""

    pdf: bytes | None
    png: bytes | None
    notices: list[str]
    """Thai; what could be better, such as a photo of few pixels."""


def newsletter(
    paper: Newsletter,
    *,
    design: Design,
    timestamp: int,
    as_pdf: bool = True,
    as_png: bool = True,
    ppi: int = PICTURE_PPI,
    fonts_dir: Path | None = None,
    thai_digits: bool = True,
) -> Sheet:
    """One page in one of the designs, always one page. The same arguments give the same bytes.

    Raises NewsletterError (with all `problems`), compile.PrintError.
    """
    refuse(_text_problems(paper))
    shapes = shapes_of(paper.photos)
    texts = texts_of(paper, design)
    found = _measure(texts, paper, design, fonts_dir, thai_digits)
    wishes = [Wish(shape, width) for shape, width in zip(shapes, found.captions, strict=True)]
    plan = _planned(paper, design, found, wishes)
    cuts, notices = _cut(paper.photos, plan)
    data = texts | {"printing": True, "plan": _placed(plan, found), "photos": _photos(paper.photos, plan)}
    given: dict[str, Any] = {
        "title": _title(paper), "images": cuts | images_of(paper),
        "fonts_dir": fonts_dir, "thai_digits": thai_digits,
    }  # fmt: skip
    made = pdf("newsletter", data, timestamp=timestamp, **given) if as_pdf else None
    picture = png("newsletter", data, ppi=ppi, **given)[0] if as_png else None
    return Sheet(made, picture, notices)


def _title(paper: Newsletter) -> str:
    return f"{full_name(paper)} {number_of(paper)} {paper.headline}"


# What cannot be printed


def _text_problems(paper: Newsletter) -> list[str]:
    problems = []
    if not normalise(paper.headline):
        problems.append("ไม่มีพาดหัว")
    if not any(map(normalise, paper.body)):
        problems.append("ไม่มีเนื้อข่าว")
    if not normalise(paper.office.name):
        problems.append("ไม่มีชื่อสำนักงาน")
    if len(paper.photos) > MOST_PHOTOS:
        problems.append(f"จดหมายข่าวหนึ่งหน้าใช้ภาพได้ไม่เกิน {MOST_PHOTOS} ภาพ (มี {len(paper.photos)} ภาพ)")
    if sum(map(len, paper.body)) > LONGEST_STORY:
        problems.append(_too_long(2000))
    problems += [
        f"{name}ยาวเกิน {LONGEST_LINE} ตัวอักษร" for name, text in _lines(paper) if len(text) > LONGEST_LINE
    ]
    if (address := address_of(paper)) and not _WEB.fullmatch(address):
        problems.append("ที่อยู่เว็บไซต์สำหรับคิวอาร์โค้ดไม่ถูกต้อง ต้องเป็น http:// หรือ https://")
    return problems + photo_text_problems(paper.photos)


def _lines(paper: Newsletter) -> Iterator[tuple[str, str]]:
    yield from (("พาดหัว", paper.headline), ("ชื่อจดหมายข่าว", paper.name), ("ชื่อสำนักงาน", paper.office.name))
    yield from (("ที่อยู่สำนักงาน", paper.office.address), ("ชื่อผู้จัดทำ", paper.prepared_by))
    yield from ((f"คำบรรยาย{named(i, photo)} ", photo.caption) for i, photo in enumerate(paper.photos))


def photo_text_problems(photos: Sequence[Photo]) -> list[str]:
    """Photos that say nothing to who cannot see them."""
    return [
        f"{named(i, photo)} ไม่มีคำบรรยายหรือคำอธิบายภาพ ใส่อย่างใดอย่างหนึ่งเพื่อผู้ที่มองไม่เห็นภาพ"
        for i, photo in enumerate(photos)
        if not normalise(photo.alt) and not normalise(photo.caption)
    ]


def named(index: int, photo: Photo) -> str:
    """ภาพที่ 2 (b.jpg)"""
    return f"ภาพที่ {index + 1}" + (f" ({photo.name})" if photo.name else "")


def _too_long(letters: int) -> str:
    return f"เนื้อข่าวยาวเกินหนึ่งหน้า ตัดให้เหลือประมาณ {max(letters // 10 * 10, 10):,} ตัวอักษร"


def shapes_of(photos: Sequence[Photo]) -> list[float]:
    """Width / height of each photo. Raises NewsletterError, naming those that cannot be opened."""
    shapes, problems = [], []
    for i, photo in enumerate(photos):
        try:
            shapes.append(pictures.aspect(photo.source))
        except pictures.PhotoError as error:
            problems.append(f"{named(i, photo)} {error.message_th}")
    refuse(problems)
    return shapes


# The texts, and how much room they take


@dataclass(frozen=True)
class _Found:
    texts: layout.Measured
    captions: list[float]
    head_size: float
    head_lines: int


def _measure(
    texts: dict[str, Any], paper: Newsletter, design: Design, fonts_dir: Path | None, thai_digits: bool
) -> _Found:
    letters = sum(map(len, texts["body"]))
    settings = layout.settings(design, letters, has_photos=bool(paper.photos), paragraphs=len(texts["body"]))
    asks = {
        "settings": [asdict(setting) for setting in settings],
        "sizes": list(layout.HEADLINE_SIZES[design]),
        "large": layout.LARGE_HEADLINE[design],
        "captions": [photo.caption for photo in paper.photos],
        "aside_widths": list(layout.ASIDES) if texts["quote"] or texts["facts"] else [],
    }
    said = measured(
        "newsletter-measure", texts | asks, title=_title(paper), fonts_dir=fonts_dir, thai_digits=thai_digits
    )
    head = said["headline"]
    heights = layout.Measured(
        mast=said["mast"], foot=said["foot"], headline=head["height"], headline_width=head["width"],
        settings=settings, bodies=said["bodies"],
        asides=[layout.Aside(**aside) for aside in said["asides"]],
    )  # fmt: skip
    return _Found(heights, said["captions"], head["size"], head["lines"])


def _planned(paper: Newsletter, design: Design, found: _Found, wishes: Sequence[Wish]) -> Plan:
    if found.head_lines > layout.MOST_HEAD_LINES:
        fitting = len(paper.headline) * layout.MOST_HEAD_LINES // found.head_lines
        refuse([f"พาดหัวยาวเกินสามบรรทัด ตัดให้เหลือประมาณ {fitting // 10 * 10} ตัวอักษร"])
    plan = layout.plan(design, found.texts, wishes)
    if plan is None:
        share = layout.room_for_story(design, found.texts, wishes)
        raise NewsletterError([_too_long(int(sum(map(len, paper.body)) * share * 0.92))])
    refuse(_caption_problems(paper.photos, wishes, plan))
    return plan


def _caption_problems(photos: Sequence[Photo], wishes: Sequence[Wish], plan: Plan) -> list[str]:
    problems = []
    for i, frame in sorted(plan.photos.items()):
        lines = caption_lines(wishes[i], frame)
        fitting = max(int(frame.height * MOST_COVERED // CAPTION_LINE), 1)
        if lines > fitting:
            length = len(photos[i].caption) * fitting // lines // 5 * 5
            problems.append(f"คำบรรยาย{named(i, photos[i])} ยาวเกินไป ตัดให้เหลือประมาณ {length} ตัวอักษร")
    return problems


# The page


def _placed(plan: Plan, found: _Found) -> dict[str, Any]:
    parts = ("mast", "headline", "body", "foot", "ground", "quote", "facts")
    boxes = {part: box_of(getattr(plan, part)) for part in parts}
    return boxes | {"setting": asdict(plan.setting), "head_size": found.head_size}


def box_of(box: Box | None) -> dict[str, float] | None:
    """A box as the templates take it."""
    return {name: round(value, 3) for name, value in box._asdict().items()} if box else None


def _photos(photos: Sequence[Photo], plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "box": box_of(plan.photos[i]),
            "file": Verbatim(_file(i)),
            "caption": photo.caption,
            "alt": Plain(photo.alt if normalise(photo.alt) else photo.caption),
        }
        for i, photo in enumerate(photos)
    ]


def _file(index: int) -> str:
    return f"photo-{index + 1}.jpg"


def _cut(photos: Sequence[Photo], plan: Plan) -> tuple[dict[str, bytes], list[str]]:
    """Each photo as its frame shows it, and what is to be said of them."""
    cuts = cut_all(photos, [plan.photos[i] for i in range(len(photos))])
    notices = [
        f"{named(i, photos[i])} มีความละเอียดน้อย ภาพอาจไม่คมชัด"
        for i, (_, ppi) in enumerate(cuts)
        if ppi < COARSE
    ]
    return {_file(i): data for i, (data, _) in enumerate(cuts)}, notices


def cut_all(photos: Sequence[Photo], frames: Sequence[Box]) -> list[tuple[bytes, float]]:
    """Photos as JPEG for their frames, with their pixels per inch. Raises NewsletterError, naming photos."""

    def one(index: int) -> tuple[bytes, float] | str:
        try:
            return pictures.cut(photos[index].source, frames[index].width, frames[index].height)
        except pictures.PhotoError as error:
            return f"{named(index, photos[index])} {error.message_th}"

    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        made = list(pool.map(one, range(len(photos))))
    refuse([problem for problem in made if isinstance(problem, str)])
    return [found for found in made if not isinstance(found, str)]
