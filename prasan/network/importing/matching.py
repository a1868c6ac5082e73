"""Whether a row is a member that the network has, or the row above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from prasan.network.models.member import bare_name
from prasan.thai.names import variants_key


@dataclass(frozen=True, slots=True)
class Known:
    """A member as the network has it; of a row above, `id` None and `where` says which."""

    id: int | None
    values: Mapping[str, Any]
    has_left: bool = False
    where: str = ""

    @property
    def name(self) -> str:
        return str(self.values["name"])


@dataclass(slots=True)
class Found:
    """`known` it surely is; `question` (Thai) what a person must say first, of whom."""

    known: Known | None = None
    question: str = ""


def name_key(name: str) -> str:
    return variants_key(bare_name(name))


@dataclass(slots=True)
class Index:
    by_name: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_email: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, members: Iterable[Known]) -> Index:
        index = cls()
        for known in members:
            index.add(known)
        return index

    def add(self, known: Known) -> None:
        self.by_name[name_key(known.name)].append(known)
        if email := known.values.get("email"):
            self.by_email[email].append(known)

    def find(self, values: Mapping[str, Any]) -> Found:
        """The one with the same name and an address or place that fits; the same name elsewhere and the same
        address under another name are asked."""
        namesakes = self.by_name.get(name_key(values["name"]), [])
        at_address = self.by_email.get(values.get("email") or "", [])
        both = [known for known in namesakes if known in at_address]
        if both:
            return Found(both[0])
        fitting = [known for known in namesakes if _fits(known.values, values)]
        if len(fitting) == 1:
            return Found(fitting[0])
        if namesakes:
            return Found(None, f"ชื่อเดียวกับ{_said(namesakes[0])}: คนเดียวกันหรือไม่")
        if at_address:
            return Found(None, f"อีเมล {values['email']} เป็นของ{_said(at_address[0])}: คนเดียวกันหรือไม่")
        return Found()


def _fits(held: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Two of one name are one if a number is the same, or no place or address that both give differs."""
    if set(held.get("phones") or ()) & set(values.get("phones") or ()):
        return True
    places = [variants_key(one.get("organisation") or "") for one in (held, values)]
    if all(places):
        return places[0] == places[1]
    emails = [one.get("email") or "" for one in (held, values)]
    return not all(emails)


def _said(known: Known) -> str:
    place = known.values.get("organisation")
    return f"{known.where}{known.name}{f' ({place})' if place else ''}"
