"""What a list of the register is asked for, as it stands in the address of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from prasan.agencies.fields import Kind, Scope
from prasan.thai.text import normalise, search_terms

LONGEST = 120
"""Letters of a search that are looked at."""
_PLACE = re.compile(r"\d{2}(\d{2})?")
FACETS = ("scope", "kind", "place", "group", "letter")


@dataclass(frozen=True, slots=True)
class Query:
    """`text` any part of a name; `place` code of a province or district; "" wherever nothing was chosen."""

    text: str = ""
    scope: str = ""
    kind: str = ""
    place: str = ""
    group: str = ""
    letter: str = ""
    with_closed: bool = False
    on: str = ""
    """A past day, "2026-11-10"; for those alone who may look back."""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Query:
        """From the parameters of an address; whatever is no choice counts as none."""
        place = params.get("place", "")
        return cls(
            text=normalise(params.get("q", "")[:LONGEST]),
            scope=_known(params.get("scope", ""), Scope.values),
            kind=_known(params.get("kind", ""), Kind.values),
            place=place if _PLACE.fullmatch(place) and place.isascii() else "",
            group=normalise(params.get("group", "")[:LONGEST]),
            letter=params.get("letter", "")[:10],
            with_closed=params.get("closed") == "1",
        )

    @property
    def terms(self) -> list[str]:
        """What must all be contained in the folded name."""
        return search_terms(self.text)

    @property
    def has_filter(self) -> bool:
        return any(getattr(self, facet) for facet in FACETS)

    def change(self, **choices: str | bool) -> Query:
        return replace(self, **choices)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """The query part of the address that asks the same; "?" alone asks for everything."""
        params = {"q": self.text, **{facet: getattr(self, facet) for facet in FACETS}}
        params |= {"closed": "1" if self.with_closed else "", "on": self.on}
        return "?" + urlencode({name: value for name, value in params.items() if value})


def _known(value: str, values: list[str]) -> str:
    return value if value in values else ""
