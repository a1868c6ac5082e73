"""Of which day the data of an agency are (manual job A, step 5.6: ถูกต้องเป็นปัจจุบัน; ADR 0013).

Every value in force has a day of its own: the one that its source says ("ข้อมูล ณ …" of a sheet, the day of
a letter), else the day of the consent to it. A change of the level alone leaves it, and a reversal brings it
back with the value. Of these days a version keeps the newest that goes out at each level, and the oldest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from prasan.agencies.fields import Level

Source = Sequence[str]
"""[text, "YYYY-MM-DD" or ""]."""
ANYWHERE = "*"
"""The source of every field without one of its own."""
COLUMNS = ("internal_on", "web_on", "open_on", "oldest_on")
OF_LEVEL: dict[Level, str] = dict(zip(Level, COLUMNS, strict=False))


class Days(NamedTuple):
    """ISO days, in the order of `COLUMNS`; None for a level at which nothing goes out."""

    internal: str
    web: str | None
    open: str | None
    oldest: str


def dated(sources: Mapping[str, Source], keys: Collection[str], day: str) -> dict[str, list[str]]:
    """`sources` so that each of the fields `keys` has a day: that of its source, else `day` (ISO)."""
    found = {
        key: [source[0], (source[1] if len(source) > 1 else "") or day] for key, source in sources.items()
    }
    if ANYWHERE not in found and any(key not in found for key in keys):
        found[ANYWHERE] = ["", day]
    return found


def own_days(
    values: Collection[str], levels: Mapping[str, int], sources: Mapping[str, Source], day: str
) -> Days:
    """The days of a version whose `sources` are `dated`. A source that says a day after the consent of `day`
    is a slip of the pen: it counts as of that day."""
    anywhere = sources.get(ANYWHERE)
    newest, oldest = ["", "", ""], day
    for key in values:
        source = sources.get(key, anywhere)
        own = min(source[1], day) if source else day
        reach = levels.get(key, 0)
        if own > newest[reach]:
            newest[reach] = own
        if own < oldest:
            oldest = own
    internal, web, open_ = max(newest), max(newest[1:]), newest[2]
    return Days(internal or day, web or None, open_ or None, oldest)
