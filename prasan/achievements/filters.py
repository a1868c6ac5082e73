"""What a list of achievements is asked for, as it stands in the address of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q

from prasan.achievements.models import AchievementVersion
from prasan.achievements.models.version import AchievementVersionQuerySet
from prasan.achievements.states import LISTED, AchievementState, Kind, Level
from prasan.agencies.fields import Level as Reach
from prasan.agencies.models import Version
from prasan.thai.text import fold, normalise, search_terms

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a filter; `value` "" is all."""

    value: str
    label: str
    count: int
    is_on: bool
    address: str


@dataclass(frozen=True, slots=True)
class Query:
    """`text` any part of a title, of who gave it or of an agency's name; "" or 0 wherever nothing was chosen.

    `given` is a giver as `given_key`; `state` counts on the desk alone.
    """

    text: str = ""
    agency: int = 0
    year: int = 0
    level: int = 0
    kind: str = ""
    given: str = ""
    state: str = ""

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Query:
        """From the parameters of an address; whatever is no choice counts as none."""
        level, kind, state = _number(params, "level"), params.get("kind", ""), params.get("state", "")
        return cls(
            text=normalise(params.get("q", "")[:LONGEST]),
            agency=_number(params, "agency"),
            year=_number(params, "year"),
            level=level if level in Level.values else 0,
            kind=kind if kind in Kind.values else "",
            given=fold(params.get("given", "")[:200]),
            state=state if state in AchievementState.values else "",
        )

    @property
    def has_filter(self) -> bool:
        return self != Query(text=self.text)

    @property
    def address(self) -> str:
        """The query part that asks the same; "?" asks for everything."""
        params = {
            "q": self.text, "agency": self.agency, "year": self.year, "level": self.level, "kind": self.kind,
            "given": self.given, "state": self.state,
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in params.items() if value})

    def public(self) -> AchievementVersionQuerySet:
        """Of what everybody may read."""
        return self._chosen(AchievementVersion.objects.public(), Reach.WEB)

    def on_desk(self) -> AchievementVersionQuerySet:
        """Of everything; without a state, of what is not ended."""
        states = [self.state] if self.state else sorted(LISTED)
        found = AchievementVersion.objects.filter(state__in=states).exclude(state=AchievementState.WRITING)
        return self._chosen(found, Reach.INTERNAL)

    def _chosen(self, found: AchievementVersionQuerySet, reach: Reach) -> AchievementVersionQuerySet:
        plain: dict[str, Any] = {
            "academic_year": self.year, "level": self.level, "kind": self.kind, "given_key": self.given,
        }  # fmt: skip
        found = found.filter(**{key: value for key, value in plain.items() if value})
        if self.agency:
            found = found.filter(_of_agencies(Version.objects.filter(agency=self.agency), reach))
        if self.text and not search_terms(self.text):
            return found.none()
        for term in search_terms(self.text):
            of_name = _of_agencies(Version.objects.filter(name_key__contains=term), reach)
            found = found.filter(Q(name_key__contains=term) | of_name)
        return found


def _of_agencies(versions: Any, reach: Reach) -> Q:
    """Achievements of agencies whose name goes out as far as `reach`: no search tells more than a page."""
    agencies = versions.current().listed(reach).values("agency")
    through = AchievementVersion.agencies.through
    return Q(pk__in=through.objects.filter(agency__in=agencies).values("achievementversion"))


def _number(params: Mapping[str, str], name: str) -> int:
    text = params.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def years(query: Query, found: AchievementVersionQuerySet) -> list[Choice]:
    """The latest first; `found` is what the query asks for without its year."""
    counts = found.order_by("-academic_year").values_list("academic_year").annotate(n=Count("pk"))
    return [_choice(query, "year", str(year), str(year), count) for year, count in counts]


def levels(query: Query, found: AchievementVersionQuerySet) -> list[Choice]:
    """The farthest first."""
    counts = found.order_by("-level").values_list("level").annotate(n=Count("pk"))
    return [_choice(query, "level", str(level), Level(level).label, count) for level, count in counts]


def kinds(query: Query, found: AchievementVersionQuerySet) -> list[Choice]:
    counts = dict(found.order_by().values_list("kind").annotate(n=Count("pk")))
    return [
        _choice(query, "kind", kind, label, counts[kind]) for kind, label in Kind.choices if kind in counts
    ]


def givers(query: Query, found: AchievementVersionQuerySet) -> list[Choice]:
    """Those who gave most first, each under one of its spellings."""
    counts = (
        found.exclude(given_key="")
        .order_by()
        .values_list("given_key")
        .annotate(n=Count("pk"), spelling=Min("given_by"))
        .order_by("-n", "spelling")
    )
    return [_choice(query, "given", key, spelling, count) for key, count, spelling in counts]


def _choice(query: Query, name: str, value: str, label: str, count: int) -> Choice:
    is_on = str(getattr(query, name)) == value
    typed: Any = int(value) if name in {"year", "level"} else value
    other = replace(query, **{name: type(typed)() if is_on else typed})
    return Choice(value, label, count, is_on, other.address)


def without(query: Query, name: str) -> Query:
    """The same question, one filter aside: what its other options would find."""
    return replace(query, **{name: type(getattr(query, name))()})
