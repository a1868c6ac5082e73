"""What the screens show of the office on one day: seats by unit, what ends soon, what breaks a chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from prasan.accounts.models import User
from prasan.office.chain import Resolution, Step, resolve_steps
from prasan.office.models import Chain, Holder, Order, Post, PostKind, Unit
from prasan.office.standing import Standing

SOON = timedelta(days=7)
SHORT_KINDS = {
    PostKind.GROUP_HEAD.value: "ผอ.กลุ่ม",
    PostKind.DEPUTY.value: "รอง ผอ.สพท.",
    PostKind.DIRECTOR.value: "ผอ.สพท.",
}
_RANK = {kind: rank for rank, kind in enumerate(PostKind.values)}


@dataclass(slots=True)
class Seat:
    """One post on the day. `stops`: names of the kinds of work that nobody can decide now."""

    post: Post
    holder: Holder | None
    acting: list[Order]
    stops: list[str] = field(default_factory=list)

    @property
    def is_vacant(self) -> bool:
        return self.holder is None


@dataclass(slots=True)
class Section:
    """The seats of a unit; of the office's leaders when `unit` is None."""

    unit: Unit | None
    seats: list[Seat]


@dataclass(slots=True)
class Overview:
    day: date
    sections: list[Section]
    ending: list[Order]
    leaving: list[Holder]

    @property
    def stopping(self) -> list[Seat]:
        return [seat for section in self.sections for seat in section.seats if seat.stops]

    @property
    def vacant(self) -> int:
        return sum(seat.is_vacant for section in self.sections for seat in section.seats)


def with_scope_names(orders: Iterable[Order]) -> list[Order]:
    """The orders, each with `scope_names`: the Thai names of the kinds of work that it covers."""
    rows = list(orders)
    names = {chain.kind_of_work: str(chain) for chain in Chain.objects.all()} if rows else {}
    for row in rows:
        row.scope_names = [names.get(kind, kind) for kind in row.scope or ()]  # type: ignore[attr-defined]
    return rows


def overview(standing: Standing) -> Overview:
    day = standing.day
    chains = list(Chain.objects.all())
    seats = [_seat(post, standing, chains) for post in standing.posts]
    units = Unit.objects.filter(Q(closed_on=None) | Q(closed_on__gt=day))
    sections = [_section(unit, seats) for unit in (None, *units)]
    soon = [row for row in standing.orders if row.to_on and row.to_on <= day + SOON]
    leaving = [row for row in standing.holders if row.to_on and row.to_on <= day + SOON]
    return Overview(day, [section for section in sections if section.unit or section.seats], soon, leaving)


def _seat(post: Post, standing: Standing, chains: Iterable[Chain]) -> Seat:
    holder = next((row for row in standing.holders if row.post_id == post.pk), None)
    acting = with_scope_names(order for order in standing.orders if order.post_id == post.pk)
    stops = [
        str(chain)
        for chain in chains
        if chain.steps[-1] == post.kind and not standing.deciders(post, chain.kind_of_work)
    ]
    return Seat(post, holder, acting, stops)


def _section(unit: Unit | None, seats: Iterable[Seat]) -> Section:
    wanted = unit.pk if unit else None
    inside = [seat for seat in seats if seat.post.unit_id == wanted]
    return Section(unit, sorted(inside, key=lambda seat: (_RANK[seat.post.kind], seat.post.pk)))


@dataclass(slots=True)
class Road:
    """How work climbs on the day, whoever of its officers proposes; for all groups that climb alike."""

    units: list[Unit]
    resolution: Resolution

    @property
    def steps(self) -> list[Step]:
        return self.resolution.steps


@dataclass(slots=True)
class ChainView:
    chain: Chain
    kinds: list[str]
    roads: list[Road]
    groups: int

    @property
    def is_one_for_all(self) -> bool:
        return len(self.roads) == 1 and self.groups > 1


def chain_views(standing: Standing) -> list[ChainView]:
    """For each kind of work and each group: who would decide on the day."""
    units = list(Unit.objects.open())
    return [
        ChainView(
            chain,
            [SHORT_KINDS[kind] for kind in chain.steps],
            _roads(chain, units, standing),
            len(units),
        )
        for chain in Chain.objects.all()
    ]


def _roads(chain: Chain, units: Iterable[Unit], standing: Standing) -> list[Road]:
    """As for a proposer who decides nothing: some officer of each group."""
    roads: dict[str, Road] = {}
    for unit in units:
        found = resolve_steps(chain.steps, chain.kind_of_work, User(), Post(unit=unit), standing)
        roads.setdefault(_alike(found), Road([], found)).units.append(unit)
    return list(roads.values())


def _alike(resolution: Resolution) -> str:
    """Equal for two resolutions that read the same."""
    steps = [(step.reason, [(d.user.pk, d.capacity) for d in step.deciders]) for step in resolution.steps]
    return repr((resolution.refusal, steps))
