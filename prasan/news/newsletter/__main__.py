"""จดหมายข่าว A4 of a story file: `python -m prasan.news.newsletter STORY.json --design a|b --pdf F --png F`.

Prints {"pages": 1, "ms": …}; {"error": "Thai"} with exit 1 when the story can't be printed, and then no
file is written; exit 2 for wrong usage. Needs no database.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prasan.news.newsletter.story import newsletter_of, read, thai_digits
from prasan.printing.compile import PrintError
from prasan.printing.papers.newsletter import Sheet, newsletter
from prasan.printing.papers.newsletter_issue import NewsletterError


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the files of one newsletter; the exit status."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if not asked.pdf and not asked.png:
        parser.error("ask for --pdf, --png or both")
    started = time.perf_counter()
    try:
        sheet = _made(asked)
        _write({asked.pdf: sheet.pdf, asked.png: sheet.png})
    except PrintError as error:
        problems = {"problems": error.problems} if isinstance(error, NewsletterError) else {}
        _say({"error": error.message_th, **problems})
        return 1
    notices = {"notices": sheet.notices} if sheet.notices else {}
    _say({"pages": 1, "ms": round((time.perf_counter() - started) * 1000), **notices})
    return 0


def _made(asked: argparse.Namespace) -> Sheet:
    story = read(asked.story)
    paper = newsletter_of(story, asked.story.parent)
    printed_at = datetime.combine(paper.dated_on, datetime.min.time(), UTC)
    return newsletter(
        paper, design=asked.design, timestamp=max(int(printed_at.timestamp()), 0),
        as_pdf=bool(asked.pdf), as_png=bool(asked.png),
        thai_digits=asked.digits == "thai" if asked.digits else thai_digits(story),
    )  # fmt: skip


def _write(files: dict[Path | None, bytes | None]) -> None:
    """All files or none: each is written beside its place, then all are moved there."""
    waiting: list[tuple[str, Path]] = []
    try:
        for path, content in files.items():
            if path and content is not None:
                waiting.append((_beside(path, content), path))
        for temporary, path in waiting:
            os.replace(temporary, path)
    except OSError as error:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)
        name = Path(os.fsdecode(error.filename2 or error.filename or "")).name
        raise PrintError(f"เขียนไฟล์ {name} ไม่ได้") from error


def _beside(path: Path, content: bytes) -> str:
    if path.is_dir():
        raise IsADirectoryError(0, "is a folder", str(path))
    if not path.parent.is_dir():
        raise FileNotFoundError(0, "no such folder", str(path))
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".newsletter-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o666 & ~_umask())
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _say(record: dict[str, Any]) -> None:
    line = json.dumps(record, ensure_ascii=False)
    sys.stdout.buffer.write(line.encode("utf-8", errors="replace") + b"\n")
    sys.stdout.buffer.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m prasan.news.newsletter", description=__doc__)
    parser.add_argument("story", type=Path, metavar="STORY.json")
    parser.add_argument(
        "--design", choices=("a", "b"), default="a", help="a: picture first, b: headline first"
    )
    parser.add_argument("--pdf", type=Path, metavar="F")
    parser.add_argument("--png", type=Path, metavar="F")
    parser.add_argument(
        "--digits", choices=("thai", "arabic"), help="instead of office.thai_digits of the story"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
