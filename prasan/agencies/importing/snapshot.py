"""What an import is judged against: the register and the office, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Known:
    """One agency as the office knows it: its consented values with those of open requests laid on top.

    `values` as in `agencies.fields`; `closed_on` an ISO date or None; `pending` if any of it is still under
    way; `held` {field: the case that holds it, as a person calls it ("เรื่องที่ 12")}.
    `sources` as of its version; `since`, `verified_on`: ISO dates, since when it stands so and when it was
    last confirmed, "" for none. `settled` {key of a name (`variants_key`): ISO date}: rows of that name were
    said to be this agency by a person, last on that day.
    """

    id: int
    name: str
    other_names: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    closed_on: str | None = None
    pending: bool = False
    held: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)
    since: str = ""
    verified_on: str = ""
    settled: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RegisterSnapshot:
    """Every agency, closed ones included. An empty register is `RegisterSnapshot()`.

    `dropped` (key of a row's name, field, what was said of it): a person took the row without this value, and
    is not asked again. Of a misread name the last is the name itself.
    """

    known: Sequence[Known] = ()
    dropped: frozenset[tuple[str, str, str]] = frozenset()

    def __iter__(self) -> Iterator[Known]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


@dataclass(frozen=True, slots=True)
class OfficeNames:
    """The office that imports: by these names สังกัด decides ภายใน/ภายนอก; `units` are its own groups."""

    name: str
    short_name: str = ""
    units: tuple[str, ...] = ()
