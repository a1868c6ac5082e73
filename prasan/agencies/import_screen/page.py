"""What the page of one import shows: its state, the row that is asked about, its rows, what was settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.db.models.fields.json import KT
from django.utils.html import format_html
from django.utils.safestring import SafeString

from prasan.accounts.models import User
from prasan.agencies.actions import settling
from prasan.agencies.fields import BY_KEY
from prasan.agencies.import_screen import rules
from prasan.agencies.import_screen.forms import SettleForm
from prasan.agencies.import_screen.questions import asks_of
from prasan.agencies.import_screen.rows import (
    OLDER,
    PAGE,
    TABS,
    KeptRows,
    Row,
    counts_of,
    find,
    line_of,
    older_rows,
    target_label,
)
from prasan.agencies.models import ChangeItem, Import, RowChoice, Version
from prasan.agencies.states import HELD, TAKEN, ImportState
from prasan.agencies.wording import as_text
from prasan.office.standing import Standing

STEPS = ("เลือกไฟล์", "จับคู่คอลัมน์", "ตรวจสอบ", "วิธีเผยแพร่", "เสนอ")
BUSY = frozenset({ImportState.WAITING, ImportState.READING, ImportState.PROPOSING})
_COMPARED = (
    "name",
    "code8",
    "code10",
    "affiliation",
    "place",
    "address",
    "phones",
    "email",
    "head_name",
    "pupils",
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of ในไฟล์ beside ในทะเบียน."""

    label: str
    mine: SafeString | str
    theirs: SafeString | str
    is_same: bool


@dataclass(slots=True)
class Card:
    """The row that is asked about, beside what it may be."""

    row: Row
    form: SettleForm
    seen: int
    number: int
    """The place of this row among those still asked about, 0 if it stands elsewhere."""
    beside: str = ""
    """Heading of the right column: ในทะเบียน, or the row above; "" if there is nothing to compare with."""
    lines: tuple[Compared, ...] = ()


def name_of(user: User, standing: Standing) -> str:
    """Never a name without a post."""
    post = standing.post_of(user)
    return f"{user.name} ({post.title})" if post else user.name


def card_for(source: Import, row: Row, *, number: int = 0, data: Any = None) -> Card | None:
    """The questions of `row`; None when it asks nothing any more."""
    settled = source.choices.filter(sheet=row["sheet"], row=row["row"]).first()
    so_far = settled.choice if settled else {}
    asks = asks_of(row, so_far, _former(row))
    if row["outcome"] not in HELD or not asks:
        return None
    card = Card(row, SettleForm(row, asks, so_far, data), settled.pk if settled else 0, number)
    other, card.beside = _counterpart(source, row)
    card.lines = tuple(_compared(row["values"], other)) if other else tuple(_alone(row["values"]))
    return card


def _former(row: Row) -> dict[str, int]:
    """Agencies of the register by the former names that the row's notes tell of."""
    old = [
        name
        for question in row["questions"]
        if question["kind"] == "renamed"
        for name in question["guess"].get("other_names", ())
    ]
    return (
        dict(Version.objects.current().filter(name__in=old).values_list("name", "agency_id")) if old else {}
    )


def _counterpart(source: Import, row: Row) -> tuple[dict[str, Any] | None, str]:
    """What the row is compared with: the only agency that it may be, else the row that it repeats."""
    candidates = [c for q in row["questions"] if q["kind"] != "place" for c in q["candidates"]]
    numbers = {c["id"] for c in candidates if c["id"] is not None}
    above = [c for c in candidates if c["id"] is None]
    if not numbers and len(above) == 1:
        found = find(source, above[0]["sheet"], above[0]["row"])
        return (found["values"] if found else None), f"แถว {above[0]['row']}"
    numbers = numbers or {row["match_id"]} - {None}
    return _register_values(numbers.pop()) if len(numbers) == 1 else (None, "")


def _register_values(agency: int) -> tuple[dict[str, Any] | None, str]:
    version = Version.objects.current().filter(agency=agency).first()
    if version:
        return version.values, "ในทะเบียน"
    item = ChangeItem.objects.holding().filter(agency=agency).first()
    return (item.values, "อยู่ระหว่างเสนอ") if item else (None, "")


def _compared(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[Compared]:
    for key in _COMPARED:
        one, other = as_text(key, mine.get(key)), as_text(key, theirs.get(key))
        if not one:  # an empty cell takes nothing away
            continue
        is_same = one == other
        left, right = _marked(one, other) if key == "name" and other and not is_same else (one, other)
        yield Compared(BY_KEY[key].label, left, right, is_same)


def _alone(mine: Mapping[str, Any]) -> Iterator[Compared]:
    for key in ("name", "place", "affiliation", "phones", "head_name"):
        if key in mine:
            yield Compared(BY_KEY[key].label, as_text(key, mine[key]), "", False)


_CLUSTER = re.compile(r"[เ-ไ]?[^เ-ไ][ัิ-ฺ็-๎ะาำ]*|.")


def _marked(one: str, other: str) -> tuple[SafeString, SafeString]:
    """Both names with what differs marked; a letter and its marks are never parted."""
    a, b = _CLUSTER.findall(one), _CLUSTER.findall(other)
    front = 0
    while front < min(len(a), len(b)) and a[front] == b[front]:
        front += 1
    back = 0
    while back < min(len(a), len(b)) - front and a[-1 - back] == b[-1 - back]:
        back += 1
    return _mark(a, front, back), _mark(b, front, back)


def _mark(letters: list[str], front: int, back: int) -> SafeString:
    end = len(letters) - back
    middle = "".join(letters[front:end])
    template = "{}<mark>{}</mark>{}" if middle else "{}{}{}"
    return format_html(template, "".join(letters[:front]), middle, "".join(letters[end:]))


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str
    count: int
    is_current: bool
    skipped: int = 0


def rows_context(source: Import, tab: str, page: str | None) -> dict[str, Any]:
    """A page of rows. Of an import without anything to do, everything that it brings is shown first."""
    rows = {key: KeptRows(source, outcomes) for key, (_, outcomes) in TABS.items()}
    counts = {key: len(kept) for key, kept in rows.items()}
    labels = {key: label for key, (label, _) in TABS.items() if key not in HELD}
    is_ready = source.state == ImportState.READY
    if not is_ready:
        labels["todo"] = "ไม่ได้นำเข้า"
    if is_ready and source.summary.get("older"):
        counts[OLDER], labels[OLDER] = source.summary["older"], "เก่ากว่าทะเบียน"
    if tab not in counts:
        tab = "todo" if counts["todo"] else "all"
    shown = Paginator(older_rows(source) if tab == OLDER else rows[tab], PAGE).get_page(page)
    tabs = [Tab(key, label, counts[key], key == tab) for key, label in labels.items()]
    lines = [line_of(row) for row in shown]
    return {"tabs": tabs, "tab": tab, "page_obj": shown, "lines": lines, "older": counts.get(OLDER, 0)}


def _without_skipped(tabs: list[Tab], skipped: int) -> list[Tab]:
    """A row that was decided to be skipped is nothing to do; the tab says beside its count how many are."""
    return [
        replace(tab, count=tab.count - skipped, skipped=skipped) if tab.key == "todo" else tab for tab in tabs
    ]


@dataclass(frozen=True, slots=True)
class Settled:
    """One settled row, or a rule with all its rows. `number` of the choice, or `rule`."""

    text: str
    by: str
    at: Any
    where: str = ""
    number: int = 0
    rule: str = ""
    count: int = 1


def settled_rules(source: Import, standing: Standing) -> list[Settled]:
    rows = (
        source.choices.filter(choice__has_key="rule")
        .annotate(rule=KT("choice__rule"))
        .values("rule", "by")
        .annotate(count=Count("pk"), at=Max("at"))
        .order_by("-at")
    )
    people = User.objects.in_bulk([row["by"] for row in rows])
    return [
        Settled(
            rules.describe(row["rule"]),
            name_of(people[row["by"]], standing),
            row["at"],
            rule=row["rule"],
            count=row["count"],
        )
        for row in rows
    ]


def settled_rows(source: Import, standing: Standing, page: str | None) -> tuple[Any, list[Settled]]:
    """Rows that were settled one by one, the last first."""
    rows = source.choices.exclude(choice__has_key="rule").select_related("by").order_by("-at", "-pk")
    shown = Paginator(rows, PAGE).get_page(page)
    return shown, [_settled(choice, standing) for choice in shown]


def _settled(choice: RowChoice, standing: Standing) -> Settled:
    name = choice.choice.get("name") or "(ไม่มีชื่อ)"
    where = f"{choice.sheet} แถว {choice.row}: {name}"
    return Settled(choice_text(choice.choice), name_of(choice.by, standing), choice.at, where, choice.pk)


def choice_text(choice: Mapping[str, Any]) -> str:
    """What was decided, in words."""
    if choice.get("skip"):
        return "ข้ามแถวนี้"
    parts = []
    if choice.get("same_as"):
        parts.append("เป็นหน่วยงานที่มีในทะเบียนแล้ว")
    if choice.get("new"):
        parts.append("เป็นหน่วยงานใหม่")
    parts += [
        f"{target_label(key)} “{as_text('place', text) if key == 'place' else text}”"
        for key, text in (choice.get("values") or {}).items()
    ]
    if choice.get("older"):
        parts.append("ใช้จำนวนของปีที่เก่ากว่าทะเบียน")
    if choice.get("drop"):
        parts.append("ไม่เอา" + " ".join(target_label(key) for key in choice["drop"]))
    return " · ".join(parts)


def context(
    source: Import, user: User, standing: Standing, at: Any, query: Mapping[str, str]
) -> dict[str, Any]:
    """Everything that the page of a judged import names, but for the card."""
    counts = counts_of(source)
    survey = rules.survey(source)
    counts |= {outcome: survey.asked[outcome] for outcome in HELD}
    shown = rows_context(source, query.get("tab", ""), query.get("page"))
    return shown | {
        "source": source,
        "counts": counts,
        "ready": sum(counts[outcome] for outcome in TAKEN),
        "left": sum(counts_of(source)[outcome] for outcome in HELD),
        "tabs": _without_skipped(shown["tabs"], survey.skipped),
        "several_sheets": len(source.summary.get("sheets", ())) > 1,
        "refusal": settling.why_not_settle(source, user, at),
        "survey": survey,
        "settled_rules": settled_rules(source, standing),
        "settled_count": source.choices.exclude(choice__has_key="rule").count(),
        "twins": twins_of(source, standing),
        "importer": name_of(source.by, standing),
    }


def asked_card(source: Import, survey: rules.Survey, query: Mapping[str, str]) -> Card | None:
    """The row that the address names, else the first that is still asked about."""
    number = query.get("row", "")
    if number.isdecimal() and len(number) < 8:
        found = find(source, query.get("sheet", ""), int(number))
        if found and (card := card_for(source, found)):
            return card
    return card_for(source, survey.first, number=1) if survey.first else None


def twins_of(source: Import, standing: Standing) -> list[dict[str, Any]]:
    """Other imports of the very same file: two officers may have dropped in one sheet."""
    others = Import.objects.filter(file__sha256=source.file.sha256).exclude(pk=source.pk)
    others = others.exclude(state__in=(ImportState.UNDONE, ImportState.REFUSED)).select_related("by")
    return [{"source": other, "by": name_of(other.by, standing)} for other in others[:3]]
