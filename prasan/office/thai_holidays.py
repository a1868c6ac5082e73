"""Government holidays as the public calendar knows them, mended for government offices.

The calendar lists holidays of everyone: government offices work on วันแรงงานแห่งชาติ (and on the day off
in its place) and วันเด็กแห่งชาติ is a day of work for them; วันพืชมงคล is theirs alone. What the Cabinet
adds in the course of a year the office enters itself.
"""

from __future__ import annotations

from datetime import date
from functools import cache

_GOVERNMENT_WORKS_ON = ("วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ")
SOURCE = "ปฏิทินวันหยุดราชการ"


@cache
def government_holidays(year: int) -> dict[date, str]:
    """{date: Thai name} of one CE year, in order; empty for years that the calendar doesn't reach."""
    import holidays  # 12 MB, for one act a year

    listed = holidays.country_holidays(
        "TH", years=year, language="th", categories=("public", "government"), expand=False
    )
    mended = {day: _government_part(name) for day, name in sorted(listed.items())}
    return {day: name for day, name in mended.items() if name}


def _government_part(names: str) -> str:
    """Several holidays may fall on one day: "ก; ข"."""
    kept = [
        name for name in names.split("; ") if not name.removeprefix("ชดเชย").startswith(_GOVERNMENT_WORKS_ON)
    ]
    return " · ".join(kept)
