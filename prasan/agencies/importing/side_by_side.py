"""Two tables beside each other on one sheet are read as two sheets, never mixed.

They are parted by an empty column, or by the headings beginning again. A table on the right keeps its row
numbers and column letters; its sheet is called "แผ่น (คอลัมน์ E-G)".
"""

from __future__ import annotations

from prasan.agencies.importing import meanings
from prasan.agencies.importing.headers import MOST_ROWS_ABOVE, find_header, letter
from prasan.agencies.importing.reading import LONGEST_NAME, Book, Sheet
from prasan.thai.text import normalise

_APART = "แผ่นงาน “{sheet}” มี {count} ตารางวางข้างกัน จึงอ่านแยกกันเป็น {parts}"


def with_tables_apart(book: Book) -> Book:
    """The book with a sheet for every table, and a notice for each sheet that had several."""
    sheets: list[Sheet] = []
    notices = list(book.notices)
    for sheet in book.sheets:
        parts = _apart(sheet)
        if len(parts) > 1:
            named = " และ ".join(f"“{part.name}”" for part in parts)
            notices.append(_APART.format(sheet=sheet.name, count=len(parts), parts=named))
        sheets += parts
    return Book(sheets, book.encoding, notices, book.is_misnamed)


def _apart(sheet: Sheet) -> list[Sheet]:
    named = _columns_of_names(sheet)
    starts = _starts(sheet, named) if len(named) > 1 else []
    if not starts:
        return [sheet]
    top = min(named.values())
    ends = [*starts[1:], max(map(len, sheet.rows))]
    parts = [
        _cut(sheet, 0, starts[0], top),
        *(_cut(sheet, a, b, top) for a, b in zip(starts, ends, strict=True)),
    ]
    return parts if all(find_header(part) for part in parts) else [sheet]


def _columns_of_names(sheet: Sheet) -> dict[int, int]:
    """{column: the first row, near the top, whose cell is a heading for names of agencies}, from the left."""
    found: dict[int, int] = {}
    for number, row in enumerate(sheet.rows[:MOST_ROWS_ABOVE]):
        for column, cell in enumerate(row):
            if cell and column not in found and meanings.meaning("", cell) == "name":
                found[column] = number
    return dict(sorted(found.items()))


def _starts(sheet: Sheet, named: dict[int, int]) -> list[int]:
    """The first column of every table but the first."""
    starts: list[int] = []
    before = next(iter(named))
    for column in list(named)[1:]:
        start = _after_empty_column(sheet, before, column, min(named.values()))
        if start is None and named[before] == named[column]:
            start = _heading_again(sheet.rows[named[column]], starts[-1] if starts else 0, before, column)
        if start is not None:
            starts.append(start)
            before = column
    return starts


def _after_empty_column(sheet: Sheet, before: int, column: int, top: int) -> int | None:
    for between in range(column - 1, before, -1):
        if not any(between < len(row) and row[between].strip() for row in sheet.rows[top:]):
            return between + 1
    return None


def _heading_again(row: list[str], start: int, before: int, column: int) -> int | None:
    """Where the heading that the table on the left begins with stands once more, at least two of them."""
    keys = [meanings.heading_key(normalise(cell)) for cell in row]
    first = next((i for i in range(start, before + 1) if keys[i]), before)
    begins = next((i for i in range(before + 1, column + 1) if keys[i] and keys[i] == keys[first]), None)
    if begins is None or len(set(keys[first:begins]) & set(keys[begins:]) - {""}) < 2:
        return None
    return begins


def _cut(sheet: Sheet, left: int, right: int, top: int) -> Sheet:
    """The columns from `left` until before `right`; what stands above all tables is said of each of them."""
    rows = [
        row if number < top else ["" if column < left else cell for column, cell in enumerate(row[:right])]
        for number, row in enumerate(sheet.rows)
    ]
    merged = [merge for merge in sheet.merged if left <= merge[1] and merge[3] < right]
    return Sheet(_name(sheet.name, left, right) if left else sheet.name, rows, merged, sheet.is_hidden)


def _name(name: str, left: int, right: int) -> str:
    ending = f" (คอลัมน์ {letter(left)}-{letter(right - 1)})"
    return name[: LONGEST_NAME - len(ending)] + ending
