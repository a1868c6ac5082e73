"""All files of the public register: what a task makes when it is too large to be made while one waits."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import IO

from prasan.agencies.exports import files, kept, papers
from prasan.agencies.exports.papers import Edition
from prasan.agencies.fields import Level

Write = Callable[[IO[bytes]], None]
DATA = {f"agencies.{format_}": format_ for format_ in files.WRITERS}

_PAPER = re.compile(r"(?P<paper>[a-z]+)-(?P<part>[1-9][0-9]{0,5})\.pdf")


def is_large(edition: Edition) -> bool:
    """More rows than one paper holds: made in the background and kept."""
    return edition.total > papers.MOST_ROWS


def names(edition: Edition) -> list[str]:
    """Every file of an edition, in the order in which they are made."""
    parts = range(1, edition.parts + 1)
    return [*DATA, *(f"{paper}-{part}.pdf" for part in parts for paper in papers.PAPERS)]


def writer(edition: Edition, name: str) -> Write | None:
    """What writes the file called `name`; None when an edition has no such file."""
    if name in DATA:
        return partial(files.write, format_=DATA[name], level=Level.OPEN)
    named = _PAPER.fullmatch(name)
    if named is None or named["paper"] not in papers.PAPERS or int(named["part"]) > edition.parts:
        return None
    return partial(_write_paper, edition, named["paper"], int(named["part"]))


def _write_paper(edition: Edition, paper: str, part: int, file: IO[bytes]) -> None:
    file.write(papers.PAPERS[paper](edition, part))


def make_all(digest: str) -> int:
    """Make what is missing of the edition `digest`; returns how many files it made.

    Stops when the register has moved on: another edition is asked for then.
    """
    count = 0
    for name in names(papers.edition()):
        edition = papers.edition()
        if edition.digest != digest:
            break
        write = writer(edition, name)
        if write and name not in kept.made(digest):
            kept.keep(digest, name, write).close()
            count += 1
    return count
