"""Typst: data in, PDF or picture out.

Data reaches a template only as JSON, never as source: whatever a person typed prints as it stands.
A `typst.Compiler` cannot be shared by threads, so each thread keeps one; memory then stays flat.
What draws and mends papers is imported by the first paper: 40 MB that most processes never need.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prasan.printing.joiners import Plain, Preparer

if TYPE_CHECKING:
    import typst

PAPERS = Path(__file__).parent / "papers"
STANDARDS = ["ua-1", "a-2a"]
FONTS_VARIABLE = "PRASAN_FONTS"
LARGE = 20_000
"""Letters of data behind which Typst's memory of the compilation is let go."""
_REMEMBERED = 11
"""Typst keeps what it used in the last ten compilations, some 45 MB for 300 rows of a register."""
_IMAGE_NAME = re.compile(r"[a-z][a-z0-9_-]{0,40}\.(png|jpg|svg)")
_local = threading.local()


class PrintError(Exception):
    """A paper that cannot be made; `message_th` is for the person who asked for it."""

    def __init__(self, message_th: str) -> None:
        super().__init__(message_th)
        self.message_th = message_th


def pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    timestamp: int,
    images: Mapping[str, bytes] | None = None,
    fonts_dir: Path | None = None,
    thai_digits: bool = False,
) -> bytes:
    """A tagged PDF (PDF/UA-1, PDF/A-2a) from `papers/<template>.typ`.

    `data` holds dicts, lists, strings, numbers; strings are prepared here (`joiners.Preparer`).
    `timestamp` (seconds since 1970) is the date of the document: the same arguments give the same bytes.
    `images` are named like `crest.png` and found by the template as `/crest.png`.
    Raises PrintError.
    """
    from prasan.printing import textlayer

    with _compiler(template, images or {}, fonts_dir) as (compiler, main, root):
        made = _compile(
            compiler, main, root, _inputs(data, title, fonts_dir, thai_digits),
            format="pdf", pdf_standards=STANDARDS, timestamp=timestamp,
        )  # fmt: skip
    return textlayer.mend(made)


def png(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    ppi: int = 192,
    images: Mapping[str, bytes] | None = None,
    fonts_dir: Path | None = None,
    thai_digits: bool = False,
) -> list[bytes]:
    """The pages as pictures; arguments and errors as of `pdf`."""
    with _compiler(template, images or {}, fonts_dir) as (compiler, main, root):
        made = _compile(
            compiler, main, root, _inputs(data, title, fonts_dir, thai_digits), format="png", ppi=ppi
        )
    return made if isinstance(made, list) else [made]


def measured(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    fonts_dir: Path | None = None,
    thai_digits: bool = False,
) -> Any:
    """What a template says of its texts in `#metadata(…) <measured>`, before their page is laid out.

    For data of less than LARGE letters; arguments and errors as of `pdf`.
    """
    inputs = _inputs(data, title, fonts_dir, thai_digits)
    with _compiler(template, {}, fonts_dir) as (compiler, main, root):
        _compile(compiler, main, root, inputs, format="svg")
        return json.loads(compiler.query("<measured>", field="value", one=True))


def default_fonts_dir() -> Path:
    """`PRASAN_FONTS`, else where set-up makes them: `.build/fonts` of the project."""
    named = os.environ.get(FONTS_VARIABLE)
    return Path(named) if named else Path(__file__).parents[2] / ".build" / "fonts"


@cache
def _ready(fonts_dir: Path) -> Path:
    """The folder with the prepared fonts in it; they are made if nobody made them at set-up."""
    from prasan.printing import font

    if not font.is_built(fonts_dir):
        font.build(fonts_dir)
    return fonts_dir


@cache
def _drawable(fonts_dir: Path) -> frozenset[int]:
    """Code points that the prepared font can draw."""
    from fontTools.ttLib import TTFont

    from prasan.printing.font import file_name
    from prasan.printing.prepared import drawn_by

    path = _ready(fonts_dir) / file_name("Regular")
    with TTFont(path, lazy=True) as face:
        return frozenset(drawn_by(face))


def _inputs(data: Mapping[str, Any], title: str, fonts_dir: Path | None, thai_digits: bool) -> dict[str, str]:
    preparer = Preparer(_drawable(fonts_dir or default_fonts_dir()), digits=thai_digits)
    ready = preparer.walk(dict(data)) | {"title": preparer.text(Plain(title)), "thai_digits": thai_digits}
    return {"data": json.dumps(ready, ensure_ascii=False)}


def _of_thread(fonts_dir: Path) -> typst.Compiler:
    import typst

    compilers: dict[Path, typst.Compiler] = _local.__dict__.setdefault("compilers", {})
    if fonts_dir not in compilers:
        compilers[fonts_dir] = typst.Compiler(
            root=str(PAPERS), font_paths=[str(_ready(fonts_dir))], ignore_system_fonts=True
        )
    return compilers[fonts_dir]


@contextmanager
def _compiler(
    template: str, images: Mapping[str, bytes], fonts_dir: Path | None
) -> Iterator[tuple[typst.Compiler, Path, Path]]:
    """The compiler, the main file and the only folder that it may read from."""
    compiler = _of_thread(fonts_dir or default_fonts_dir())
    if not images:
        yield compiler, PAPERS / f"{template}.typ", PAPERS
        return
    with tempfile.TemporaryDirectory(prefix="prasan-print-") as folder:
        root = Path(folder)
        for paper in PAPERS.glob("*.typ"):
            shutil.copyfile(paper, root / paper.name)
        for name, content in images.items():
            if not _IMAGE_NAME.fullmatch(name):
                raise ValueError(f"not a name for an image of a paper: {name!r}")
            (root / name).write_bytes(content)
        yield compiler, root / f"{template}.typ", root


def _compile(compiler: typst.Compiler, main: Path, root: Path, inputs: dict[str, str], **options: Any) -> Any:
    import typst

    try:
        return compiler.compile(str(main), root=str(root), sys_inputs=inputs, **options)
    except typst.TypstError as error:
        raise PrintError(_message(str(error))) from error
    finally:
        if len(inputs["data"]) > LARGE:
            _forget(compiler)


def _forget(compiler: typst.Compiler) -> None:
    """Age Typst's cache with empty papers: it has no other way to be emptied, and grew to 1.8 GB."""
    for _ in range(_REMEMBERED):
        compiler.compile(str(PAPERS / "empty.typ"), root=str(PAPERS), format="svg")


_MESSAGES = {
    "failed to decode image": "อ่านไฟล์ภาพไม่ได้ ใช้ไฟล์ PNG หรือ JPEG ที่เปิดดูได้",
    "unknown image format": "อ่านไฟล์ภาพไม่ได้ ใช้ไฟล์ PNG หรือ JPEG ที่เปิดดูได้",
    "failed to parse SVG": "อ่านไฟล์ภาพไม่ได้ ใช้ไฟล์ PNG หรือ JPEG ที่เปิดดูได้",
    "alternative": "ใส่คำอธิบายภาพ",
    "alt text": "ใส่คำอธิบายภาพ",
    "document title": "ใส่ชื่อเอกสาร",
}
_OTHER = "จัดทำเอกสารไม่ได้ ข้อมูลไม่สูญหาย แจ้งผู้ดูแลระบบพร้อมเวลาที่พบ"


def _message(error: str) -> str:
    return next((thai for english, thai in _MESSAGES.items() if english in error), _OTHER)
