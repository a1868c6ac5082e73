"""Where the heading of a sheet stands, over one row, two merged rows or three.

What a column is called in answers (`Heading.text`): its lowest label; if another column of the sheet has the
same one, "group / label"; if that too is not unique, with the column's letter: "โทรศัพท์ [คอลัมน์ K]".
A column without any label is "คอลัมน์ K".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from prasan.agencies.importing import meanings
from prasan.agencies.importing.reading import NO_VALUE, Sheet
from prasan.thai.text import normalise

MOST_ROWS_ABOVE = 60
_MOST_DEPTH = 3
_MOST_MERGES = 1000
_LONGEST_LABEL = 70
_DIGIT = re.compile(r"[0-9๐-๙]")
_LOOKS_LIKE_DATA = re.compile(r"@|://|^(?:โรงเรียน|รร\.)[ก-๎].{2}|^(?:นาย|นาง|นางสาว)[ก-๎]+ +[ก-๎]|^[ตอจ]\.[ก-๎]")


@dataclass(frozen=True, slots=True)
class Heading:
    """`group` is the label above it ("" for none)."""

    index: int
    group: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """`top` and `bottom` rows, counted from 0."""

    top: int
    bottom: int
    headings: tuple[Heading, ...]


def letter(index: int) -> str:
    """0 → "A", 26 → "AA"."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


Meaning = Callable[[str, str], str | None]
"""What a label under its group ("" = none) stands for, as `meanings.meaning` says it of agencies."""


def find_header(sheet: Sheet, meaning: Meaning = meanings.meaning) -> Header | None:
    """The block of up to three rows whose labels say most; None if no row names an agency (whatever a row of
    the sheet is) and something else."""
    near = [merge for merge in sheet.merged if merge[0] < MOST_ROWS_ABOVE][:_MOST_MERGES]
    sheet = Sheet(sheet.name, sheet.rows[: MOST_ROWS_ABOVE + _MOST_DEPTH], near)
    best: tuple[float, int, int] = (0.0, 0, 0)
    for top in range(min(len(sheet.rows), MOST_ROWS_ABOVE)):
        for depth in range(1, _MOST_DEPTH + 1):
            score = _score(sheet, top, depth, meaning)
            if score > best[0]:
                best = (score, top, depth)
    score, top, depth = best
    if not score:
        return None
    bottom = top + depth - 1
    return Header(top, bottom, tuple(_named(_labels(sheet, top, bottom))))


def without_header(sheet: Sheet) -> Header:
    """For a sheet of bare data: every column called by its letter; the data begin in the first row."""
    width = max(map(len, sheet.rows), default=0)
    return Header(-1, -1, tuple(_named([("", "")] * width)))


def _score(sheet: Sheet, top: int, depth: int, meaning: Meaning) -> float:
    """How many columns the labels name; a little less for every row more; 0 for what is no heading."""
    bottom = top + depth - 1
    if bottom >= len(sheet.rows) or not all(
        _is_labels(sheet.rows[row], least=min(depth, 2)) for row in range(top, bottom + 1)
    ):
        return 0
    labels = _labels(sheet, top, bottom)
    found = [meaning(group, label) for group, label in labels]
    named = [target for target in found if target]
    known = sum(target is not None for target in found)
    named += [
        "name"
        for target, (_, label) in zip(found, labels, strict=True)
        if target is None and meanings.is_person_name(label)
    ]
    if not named or (len(set(named)) < 2 and named[0] != "name"):
        return 0
    return len(named) + 0.1 * (known - len(named)) - 0.01 * depth


def _is_labels(row: list[str], *, least: int) -> bool:
    """`least`: a title or a section, one cell alone, is no part of a heading of several rows."""
    filled = [cell for cell in row if cell.strip()]
    return len(filled) >= least and sum(map(_is_label, filled)) >= 0.7 * len(filled)


def _is_label(cell: str) -> bool:
    if len(cell) > _LONGEST_LABEL or cell == NO_VALUE or _LOOKS_LIKE_DATA.search(cell):
        return False
    return len(_DIGIT.findall(cell)) <= 2 and not cell.strip().isdecimal()


def _labels(sheet: Sheet, top: int, bottom: int) -> list[tuple[str, str]]:
    """(group, label) of each column; the group is all that stands above the lowest label."""
    rows = [sheet.rows[row] for row in range(top, bottom + 1)]
    width = max(map(len, rows))
    labels = []
    for column in range(width):
        parts = [_over(sheet, top + i, bottom, column) for i in range(len(rows) - 1)]
        parts = [normalise(part) for part in (*parts, _cell(rows[-1], column))]
        parts = list(dict.fromkeys(part for part in parts if part))
        labels.append((" / ".join(parts[:-1]), parts[-1] if parts else ""))
    return labels


def _over(sheet: Sheet, row: int, bottom: int, column: int) -> str:
    """The text above a column: its own, that of the merged cells it lies in, or of the group on its left."""
    if own := _cell(sheet.rows[row], column):
        return own
    across = [m for m in sheet.merged if m[0] <= row <= m[2]]
    for upper, left, _lower, right in across:
        if left <= column <= right:
            return _cell(sheet.rows[upper], left)
    if any(right > left for _, left, _, right in across):
        return ""
    for left in range(column, -1, -1):
        if not any(_cell(sheet.rows[below], left) for below in range(row + 1, bottom + 1)):
            return ""
        if text := _cell(sheet.rows[row], left):
            return text
    return ""


def _cell(row: list[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""


def _named(labels: list[tuple[str, str]]) -> list[Heading]:
    by_label = Counter(label for _, label in labels)
    by_both = Counter(labels)
    headings = []
    for index, (group, label) in enumerate(labels):
        text = label
        if by_label[label] > 1 and group:
            text = f"{group} / {label}"
        if label and by_both[group, label] > 1:
            text = f"{text} [คอลัมน์ {letter(index)}]"
        headings.append(Heading(index, group, label, text or f"คอลัมน์ {letter(index)}"))
    return headings
