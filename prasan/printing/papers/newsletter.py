"""จดหมายข่าว on one A4 page, as PDF and as picture: domain form "จดหมายข่าว A4" (manual 5.1.4)."""

import io
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import segno

from prasan.printing.compile import PrintError, measured, pdf, png
from prasan.printing.joiners import Literal as Verbatim
from prasan.printing.joiners import Plain
from prasan.printing.papers import newsletter_photos as pictures
from prasan.printing.papers import newsletter_plan as layout
from prasan.printing.papers.newsletter_frames import CAPTION_LINE, Box, Wish, caption_lines
from prasan.printing.papers.newsletter_plan import Plan
from prasan.thai import dates
from prasan.thai.text import normalise

Design = Literal["a", "b"]
"""แบบ ก picture first, แบบ ข headline first."""
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
KIND = "จดหมายข่าว"
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_WEB = re.compile(r"(https?://)?[^\s/@<>\"]+\.[^\s/@<>\".]+(:\d+)?([/?#][^\s<>\"]*)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Office:
    name: str
    short_name: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""
    facebook: str = ""
    emblem: pictures.Source | None = None
    """The office's own file; its place closes up without it."""


@dataclass(frozen=True, kw_only=True)
class Photo:
    source: pictures.Source
    caption: str = ""
    alt: str = ""
    """What one sees, for who cannot; the caption if there is none."""
    name: str = ""
    """What people call the file."""


@dataclass(frozen=True, kw_only=True)
class Contacts:
    """What stands at the foot; "" takes what the office has."""

    web: str = ""
    facebook: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Newsletter:
    office: Office
    year: int
    """ปีที่ of the newsletter, no year of a calendar."""
    number: int
    dated_on: date
    headline: str
    body: Sequence[str]
    """Paragraphs."""
    photos: Sequence[Photo] = ()
    name: str = ""
    """Of the newsletter; จดหมายข่าว and the office's short name if there is none."""
    contacts: Contacts = field(default_factory=Contacts)
    prepared_by: str = ""
    url: str = ""
    """Of the story, for the QR code; the web address if there is none."""
    quote: str = ""
    facts: Sequence[tuple[str, str]] = ()
    """(เมื่อ, 20 พฤศจิกายน 2569): with `quote` shown in แบบ ข when the page has room, else left out."""


@dataclass(frozen=True)
class Sheet:
    """A newsletter that was made; what was not asked for is None."""

    pdf: bytes | None
    png: bytes | None
    notices: list[str]
    """Thai; what could be better, such as a photo of few pixels."""


class NewsletterError(PrintError):
    """What must be mended before the newsletter can be printed, a sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" · ".join(problems))
        self.problems = list(problems)


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
    _refuse(_text_problems(paper))
    shapes = _shapes(paper.photos)
    texts = _texts(paper, design)
    found = _measure(texts, paper, design, fonts_dir, thai_digits)
    wishes = [Wish(shape, width) for shape, width in zip(shapes, found.captions, strict=True)]
    plan = _planned(paper, design, found, wishes)
    cuts, notices = _cut(paper.photos, plan)
    data = texts | {"printing": True, "plan": _placed(plan, found), "photos": _photos(paper.photos, plan)}
    given: dict[str, Any] = {
        "title": _title(paper), "images": cuts | _images(paper),
        "fonts_dir": fonts_dir, "thai_digits": thai_digits,
    }  # fmt: skip
    made = pdf("newsletter", data, timestamp=timestamp, **given) if as_pdf else None
    picture = png("newsletter", data, ppi=ppi, **given)[0] if as_png else None
    return Sheet(made, picture, notices)


def full_name(paper: Newsletter) -> str:
    """จดหมายข่าว and its name, once each."""
    name = normalise(paper.name) or paper.office.short_name or paper.office.name
    return name if name.startswith(KIND) else f"{KIND} {name}"


def _title(paper: Newsletter) -> str:
    return f"{full_name(paper)} {_number(paper)} {paper.headline}"


def _number(paper: Newsletter) -> str:
    return f"ปีที่ {paper.year} ฉบับที่ {paper.number}"


# What cannot be printed


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        raise NewsletterError(problems)


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
    if (address := _address(paper)) and not _WEB.fullmatch(address):
        problems.append("ที่อยู่เว็บไซต์สำหรับคิวอาร์โค้ดไม่ถูกต้อง ต้องเป็น http:// หรือ https://")
    return problems + _photo_text_problems(paper.photos)


def _lines(paper: Newsletter) -> Iterator[tuple[str, str]]:
    yield from (("พาดหัว", paper.headline), ("ชื่อจดหมายข่าว", paper.name), ("ชื่อสำนักงาน", paper.office.name))
    yield from (("ที่อยู่สำนักงาน", paper.office.address), ("ชื่อผู้จัดทำ", paper.prepared_by))
    yield from ((f"คำบรรยาย{_named(i, photo)} ", photo.caption) for i, photo in enumerate(paper.photos))


def _photo_text_problems(photos: Sequence[Photo]) -> list[str]:
    return [
        f"{_named(i, photo)} ไม่มีคำบรรยายหรือคำอธิบายภาพ ใส่อย่างใดอย่างหนึ่งเพื่อผู้ที่มองไม่เห็นภาพ"
        for i, photo in enumerate(photos)
        if not normalise(photo.alt) and not normalise(photo.caption)
    ]


def _named(index: int, photo: Photo) -> str:
    return f"ภาพที่ {index + 1}" + (f" ({photo.name})" if photo.name else "")


def _too_long(letters: int) -> str:
    return f"เนื้อข่าวยาวเกินหนึ่งหน้า ตัดให้เหลือประมาณ {max(letters // 10 * 10, 10):,} ตัวอักษร"


def _shapes(photos: Sequence[Photo]) -> list[float]:
    shapes, problems = [], []
    for i, photo in enumerate(photos):
        try:
            shapes.append(pictures.aspect(photo.source))
        except pictures.PhotoError as error:
            problems.append(f"{_named(i, photo)} {error.message_th}")
    _refuse(problems)
    return shapes


# The texts, and how much room they take


def _texts(paper: Newsletter, design: Design) -> dict[str, Any]:
    """What both templates are told of the texts."""
    name = full_name(paper)
    address = _address(paper)
    return {
        "design": Verbatim(design),
        "printing": False,
        "full_name": name,
        "kind": KIND,
        "own_name": name.removeprefix(KIND).strip() or KIND,
        "office": paper.office.name,
        "number": _number(paper),
        "date": dates.long(paper.dated_on),
        "full_date": f"วัน{dates.WEEKDAYS[paper.dated_on.weekday()]}ที่ {_with_era(paper.dated_on)}",
        "headline": paper.headline,
        "body": [p for p in paper.body if normalise(p)],
        "emblem": Verbatim("emblem.png" if paper.office.emblem else ""),
        "emblem_alt": Plain("ตราสำนักงาน"),
        "prepared_by": f"ผู้จัดทำ {paper.prepared_by}" if normalise(paper.prepared_by) else paper.office.name,
        "contacts": _contacts(paper),
        "qr": Verbatim("qr.svg" if address else ""),
        "qr_alt": Plain(f"คิวอาร์โค้ดของ {address}"),
        "qr_label": ["อ่านข่าวเต็ม", "และภาพทั้งหมด"] if paper.url else ["เว็บไซต์", "ของสำนักงาน"],
        "quote": paper.quote,
        "facts": [{"label": label, "text": text} for label, text in paper.facts if normalise(text)],
    }


def _with_era(day: date) -> str:
    return f"{day.day} {dates.MONTHS[day.month - 1]} พ.ศ. {dates.be_year(day)}"


def _contacts(paper: Newsletter) -> list[list[str]]:
    """Lines of the foot, each of parts that are not broken if they need not be."""
    office, own = paper.office, paper.contacts
    lines: list[list[str]] = [
        [
            _labelled("โทร. ", own.phone or office.phone),
            Verbatim(_short(own.web or office.website)),
            Verbatim(own.email.strip()),
        ],
        [_labelled("Facebook: ", _short(own.facebook or office.facebook))],
        [office.address.strip()],
    ]
    return [found for line in lines if (found := [part for part in line if part])]


def _labelled(label: str, value: str) -> str:
    return f"{label}{value.strip()}" if value.strip() else ""


def _short(address: str) -> str:
    """An address as people type it: without https:// and the last stroke."""
    return _SCHEME.sub("", address.strip()).rstrip("/")


def _address(paper: Newsletter) -> str:
    return (paper.url or paper.contacts.web or paper.office.website).strip()


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
        _refuse([f"พาดหัวยาวเกินสามบรรทัด ตัดให้เหลือประมาณ {fitting // 10 * 10} ตัวอักษร"])
    plan = layout.plan(design, found.texts, wishes)
    if plan is None:
        share = layout.room_for_story(design, found.texts, wishes)
        raise NewsletterError([_too_long(int(sum(map(len, paper.body)) * share * 0.92))])
    _refuse(_caption_problems(paper.photos, wishes, plan))
    return plan


def _caption_problems(photos: Sequence[Photo], wishes: Sequence[Wish], plan: Plan) -> list[str]:
    problems = []
    for i, frame in sorted(plan.photos.items()):
        lines = caption_lines(wishes[i], frame)
        fitting = max(int(frame.height * MOST_COVERED // CAPTION_LINE), 1)
        if lines > fitting:
            length = len(photos[i].caption) * fitting // lines // 5 * 5
            problems.append(f"คำบรรยาย{_named(i, photos[i])} ยาวเกินไป ตัดให้เหลือประมาณ {length} ตัวอักษร")
    return problems


# The page


def _placed(plan: Plan, found: _Found) -> dict[str, Any]:
    parts = ("mast", "headline", "body", "foot", "ground", "quote", "facts")
    boxes = {part: _box(getattr(plan, part)) for part in parts}
    return boxes | {"setting": asdict(plan.setting), "head_size": found.head_size}


def _box(box: Box | None) -> dict[str, float] | None:
    return {name: round(value, 3) for name, value in box._asdict().items()} if box else None


def _photos(photos: Sequence[Photo], plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "box": _box(plan.photos[i]),
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

    def one(index: int) -> tuple[bytes, float] | str:
        frame = plan.photos[index]
        try:
            return pictures.cut(photos[index].source, frame.width, frame.height)
        except pictures.PhotoError as error:
            return f"{_named(index, photos[index])} {error.message_th}"

    with ThreadPoolExecutor(max_workers=MOST_PHOTOS) as pool:
        made = list(pool.map(one, range(len(photos))))
    _refuse([problem for problem in made if isinstance(problem, str)])
    cuts = [found for found in made if not isinstance(found, str)]
    notices = [
        f"{_named(i, photos[i])} มีความละเอียดน้อย ภาพอาจไม่คมชัด"
        for i, (_, ppi) in enumerate(cuts)
        if ppi < COARSE
    ]
    return {_file(i): data for i, (data, _) in enumerate(cuts)}, notices


def _images(paper: Newsletter) -> dict[str, bytes]:
    images = {}
    if paper.office.emblem:
        try:
            images["emblem.png"] = pictures.emblem(paper.office.emblem)
        except pictures.PhotoError as error:
            _refuse([f"ตราสำนักงาน {error.message_th}"])
    if address := _address(paper):
        images["qr.svg"] = qr_code(address)
    return images


def qr_code(address: str) -> bytes:
    """The code of a web address as SVG; https:// is added where nobody typed it."""
    out = io.BytesIO()
    whole = address if _SCHEME.match(address) else f"https://{address}"
    segno.make_qr(whole, error="m").save(
        out, kind="svg", border=2, dark="#11262D", omitsize=True, xmldecl=False
    )
    return out.getvalue()
