"""A list of any length as a row of files: how many, what each is called, and which rows it holds.

Files of a limited size keep memory flat; rows are numbered through all of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import ceil
from typing import TypeVar

Row = TypeVar("Row")


def count_of(total: int, size: int) -> int:
    """An empty list has one part too, which says so."""
    return max(1, ceil(total / size))


def first_number(part: int, size: int) -> int:
    """Number of the first row of `part`; both count from 1."""
    return (part - 1) * size + 1


def label(part: int, total: int, size: int) -> str:
    """`ส่วนที่ 2 จาก 3`; "" when there is only one."""
    count = count_of(total, size)
    return f"ส่วนที่ {part} จาก {count}" if count > 1 else ""


def in_parts(rows: Iterable[Row], total: int, size: int) -> Iterator[tuple[int, list[Row]]]:
    """(part, its rows); `rows` may be an iterator of `total` rows and is read as the parts are made."""
    iterator = iter(rows)
    for part in range(1, count_of(total, size) + 1):
        yield part, list(islice(iterator, size))


def ensure_fits(rows: Sequence[object], size: int) -> None:
    """ValueError for more rows than one part may have."""
    if len(rows) > size:
        raise ValueError(f"{len(rows)} rows in one part")
