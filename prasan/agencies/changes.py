"""What a change request asks, field by field: old beside new, and what comes of it on the web."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

from django.core.cache import cache
from django.db.models import Count

from prasan.agencies.fields import BY_KEY, FIELDS, Level
from prasan.agencies.models import ChangeItem, ChangeRequest
from prasan.agencies.states import ItemAction, RequestState
from prasan.agencies.wording import as_text, day_text
from prasan.approvals.models import Decision
from prasan.thai import phones

_PERSONAL = frozenset({"mobiles", "personal_email", "personal_line", "contacts"})
_ORDER = {field.key: position for position, field in enumerate(FIELDS)}
_EFFECT_KEPT = 30 * 24 * 3600


def level_word(level: int | None) -> str:
    """เว็บ + ข้อมูลเปิด says what เปิด holds."""
    return ("ภายใน", "เว็บ", "เว็บ + ข้อมูลเปิด")[level or 0]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one item. Levels are None where there is none; `reasons`: why it was returned."""

    key: str
    """`agency_id:field`, as decisions name it."""
    field: str
    label: str
    old: str
    new: str
    old_level: int | None
    new_level: int | None
    source: str = ""
    warning: str = ""
    is_new_to_reader: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def changes_level(self) -> bool:
        return self.old_level is not None and self.old_level != self.new_level

    @property
    def leaves_web(self) -> bool:
        return (self.old_level or 0) >= Level.WEB > (self.new_level or 0)


@dataclass(frozen=True, slots=True)
class Effect:
    """Fields of this request that stand on the web, in the open data, and that leave either."""

    on_web: int = 0
    in_open_data: int = 0
    off_web: int = 0
    off_open_data: int = 0

    def __add__(self, other: Effect) -> Effect:
        return Effect(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def touched(item: ChangeItem) -> Iterator[str]:
    """Fields of `item` in the order of the register."""
    keys = (
        item.before_values.keys()
        if item.action == ItemAction.REMOVE
        else item.values.keys() | item.levels.keys()
    )
    return (field.key for field in FIELDS if field.key in keys)


def field_changes(
    item: ChangeItem, *, seen_round: int | None = None, returns: Iterable[Decision] = ()
) -> list[FieldChange]:
    """`seen_round`: the last round before this one that the reader saw; None = none, so nothing is marked."""
    rows = [_field_change(item, key) for key in touched(item)]
    reasons = _reasons(returns)
    return [
        replace(
            row,
            reasons=reasons.get(row.key, ()),
            is_new_to_reader=seen_round is not None and item.rounds.get(row.field, 1) > seen_round,
        )
        for row in rows
    ]


def _field_change(item: ChangeItem, key: str) -> FieldChange:
    before = item.before_values.get(key)
    value = None if item.action == ItemAction.REMOVE else item.values.get(key, before)
    before_level, level = _levels(item, key)
    return FieldChange(
        key=f"{item.agency_id}:{key}",
        field=key,
        label=BY_KEY[key].label,
        old=as_text(key, before),
        new=as_text(key, value),
        old_level=before_level,
        new_level=level,
        source=_source(item, key),
        warning=_warning(key, value, level),
    )


def _source(item: ChangeItem, key: str) -> str:
    """โรงเรียนยืนยันทางโทรศัพท์ 23 พ.ย. 2569"""
    source = item.sources.get(key) or item.sources.get("*")
    if not source or key not in item.values:
        return ""
    text, *day = source
    return " ".join(filter(None, [text, day_text(day[0]) if day and day[0] else ""]))


def _warning(key: str, value: Any, level: int | None) -> str:
    if value is None or (level or 0) < Level.WEB:
        return ""
    if key in _PERSONAL:
        return "เป็นข้อมูลส่วนบุคคล และจะแสดงบนเว็บ"
    if key == "phones" and any(phone.kind == "mobile" for number in value for phone in phones.parse(number)):
        return "มีเลขหมายโทรศัพท์เคลื่อนที่ และจะแสดงบนเว็บ"
    return ""


def _reasons(returns: Iterable[Decision]) -> dict[str, tuple[str, ...]]:
    reasons: dict[str, tuple[str, ...]] = {}
    for decision in returns:
        for key, reason in decision.item_remarks.items():
            reasons[key] = (*reasons.get(key, ()), reason)
    return reasons


def item_labels(request: ChangeRequest, keys: Iterable[str]) -> dict[str, str]:
    """{item key: what people call it}: the field's label, behind the agency's name if there are several."""
    parted = {key: key.partition(":")[::2] for key in keys}
    numbers = {int(number) for number, _ in parted.values() if number.isdecimal()}
    names = dict(request.items.filter(agency__in=numbers).values_list("agency_id", "name"))
    several = request.items.count() > 1
    return {
        key: _item_label(names.get(int(number), "") if number.isdecimal() else "", field, several)
        for key, (number, field) in parted.items()
    }


def _item_label(agency: str, field: str, several: bool) -> str:
    label = BY_KEY[field].label if field in BY_KEY else ""
    return f"{agency} {label}".strip() if several or not label else label


def untouched(request: ChangeRequest, returned: Decision) -> list[str]:
    """Names of the items that `returned` gave back and that still stand as they stood then."""
    given_back = sorted(returned.item_remarks, key=place_of)
    numbers = {int(number) for number in (key.partition(":")[0] for key in given_back) if number.isdecimal()}
    items = {item.agency_id: item for item in request.items.filter(agency__in=numbers)}
    still = [key for key in given_back if _stands_since(items, key, returned.round)]
    labels = item_labels(request, still)
    return [labels[key] for key in still]


def place_of(key: str) -> tuple[str, int]:
    """Agency by agency in the order of the register's fields: a database may keep keys in its own order."""
    number, _, field = key.partition(":")
    return number, _ORDER.get(field, len(_ORDER))


def _stands_since(items: Mapping[int, ChangeItem], key: str, round_: int) -> bool:
    """Whether the item is still proposed, and was not edited after `round_`."""
    number, _, field = key.partition(":")
    item = items.get(int(number)) if number.isdecimal() else None
    if item is None or field not in item.values.keys() | item.levels.keys():
        return False
    return int(item.rounds.get(field, 1)) <= round_


def effect_of(request: ChangeRequest) -> Effect:
    """Counted once a round: what is proposed does not change until it is returned."""
    if request.case is None or request.state in (RequestState.DRAFT, RequestState.RETURNED):
        return _count(request)
    key = f"request-effect-4:{request.pk}:{request.created_at.timestamp()}:{request.case.round}"
    kept = cache.get(key)
    if kept is None:
        kept = astuple(_count(request))
        cache.set(key, kept, _EFFECT_KEPT)
    return Effect(*kept)


def _count(request: ChangeRequest) -> Effect:
    rows = request.items.values_list("action", "values", "levels", "before_values", "before_levels")
    counts = [0, 0, 0, 0]
    for row in rows.iterator(2000):
        counts = [count + more for count, more in zip(counts, _effect_of_item(*row), strict=True)]
    return Effect(*counts)


def _effect_of_item(
    action: str,
    values: Mapping[str, Any],
    levels: Mapping[str, int | None],
    before_values: Mapping[str, Any],
    before_levels: Mapping[str, int],
) -> tuple[int, int, int, int]:
    """As `Effect`."""
    keys = () if action == ItemAction.REMOVE else values.keys() | levels.keys()
    after = {
        key: levels.get(key, before_levels.get(key)) or 0
        for key in keys
        if values.get(key, before_values.get(key)) is not None
    }
    on_web = sum(level >= Level.WEB for level in after.values())
    in_open = sum(level >= Level.OPEN for level in after.values())
    off_web, off_open = (
        sum(before_levels.get(key, 0) >= level > after.get(key, 0) for key in before_values)
        for level in (Level.WEB, Level.OPEN)
    )
    return on_web, in_open, off_web, off_open


@dataclass(frozen=True, slots=True)
class Sum:
    """Items of one kind of change."""

    action: str
    count: int

    @property
    def word(self) -> str:
        return {"add": "เพิ่มหน่วยงานใหม่", "change": "ปรับปรุงข้อมูล", "remove": "ถอนออกจากทะเบียน"}[self.action]


def sums_of(request: ChangeRequest) -> list[Sum]:
    """How many items of each kind of change; one query."""
    counted = dict(request.items.order_by().values_list("action").annotate(Count("pk")))
    return [Sum(action, counted[action]) for action in ItemAction.values if action in counted]


def with_other_level(request: ChangeRequest) -> list[int]:
    """Keys of the items in which a value that stands already gets another publish level; counted once
    a round, as `effect_of`."""
    key = None
    if request.case and request.state not in (RequestState.DRAFT, RequestState.RETURNED):
        key = f"request-levels:{request.pk}:{request.created_at.timestamp()}:{request.case.round}"
    found = cache.get(key) if key else None
    if found is None:
        items = request.items.exclude(action=ItemAction.ADD).order_by("pk").iterator(2000)
        found = [item.pk for item in items if any(_changes_level(item, field) for field in touched(item))]
        if key:
            cache.set(key, found, _EFFECT_KEPT)
    return list(found)


def _changes_level(item: ChangeItem, key: str) -> bool:
    before, after = _levels(item, key)
    return before is not None and before != after


def _levels(item: ChangeItem, key: str) -> tuple[int | None, int | None]:
    """Publish level of one field before and after; None where there is no value."""
    before, before_level = item.before_values.get(key), item.before_levels.get(key)
    after = None if item.action == ItemAction.REMOVE else item.values.get(key, before)
    return (
        before_level if before is not None else None,
        item.levels.get(key, before_level) if after is not None else None,
    )


def count_changes(rows: Sequence[FieldChange]) -> tuple[int, int]:
    """(changed since the reader saw it, with another publish level)."""
    return sum(row.is_new_to_reader for row in rows), sum(row.changes_level for row in rows)
