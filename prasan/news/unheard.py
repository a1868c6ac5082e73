"""What was published and reached nobody: by name, with the reason and where it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.urls import reverse

from prasan.delivery.models import Delivery, Watch
from prasan.delivery.states import GOT_IT, DeliveryState
from prasan.news import ways
from prasan.news.actions.sending import topic_of
from prasan.news.models import StoryVersion
from prasan.news.states import WEB, StoryState

_LATELY = timedelta(days=30)
_AT_MOST = 30
_OVERDUE = timedelta(minutes=15)
_STATES = {
    DeliveryState.UNKNOWN: ("ไม่ทราบผลทั้งหมด มีผู้อาจได้รับแล้ว ต้องตัดสินใจ", "ตัดสินใจ"),
    DeliveryState.WAITING: ("ทุกรายการยังรอเจ้าหน้าที่ส่งมอบ", "ส่งมอบ"),
    DeliveryState.FAILED: ("ส่งไม่สำเร็จ", "ดูเหตุ"),
    DeliveryState.BOUNCED: ("ตีกลับทั้งหมด", "ดูเหตุ"),
    DeliveryState.SUPPRESSED: ("ไม่มีผู้รับที่ส่งได้", "ดูเหตุ"),
}
"""In the order in which a person would mend them."""


@dataclass(frozen=True, slots=True)
class Unheard:
    """`why` Thai; `mend` the verb of the link `url`."""

    version: StoryVersion
    why: str
    mend: str
    url: str


@dataclass(frozen=True, slots=True)
class _Rows:
    """Of one story: how many are in each state, one reason of each, and since when the first is due."""

    counts: dict[str, int]
    reasons: dict[str, tuple[str, str]]
    """{state: (reason, channel)} of its most frequent reason."""
    due_since: datetime | None


def unheard(*, at: datetime) -> list[Unheard]:
    """Stories that are public, were published in the last thirty days and longer ago than the office's
    patience, and stand with nobody. Newest first; four questions however many there are."""
    public = StoryVersion.objects.filter(
        state=StoryState.PUBLISHED,
        published_at__gt=at - _LATELY,
        published_at__lt=at - Watch.grace(),
    )
    versions = list(public.select_related("story").order_by("-published_at"))
    return _found(versions, at=at)[:_AT_MOST]


def unheard_of(version: StoryVersion, *, at: datetime) -> Unheard | None:
    """Of one story, however long ago."""
    if version.state != StoryState.PUBLISHED or version.published_at is None:
        return None
    if version.published_at >= at - Watch.grace():
        return None
    return next(iter(_found([version], at=at)), None)


def _found(versions: list[StoryVersion], *, at: datetime) -> list[Unheard]:
    rows = _rows_of([topic_of(version.story) for version in versions])
    asked = ((version, rows.get(topic_of(version.story))) for version in versions)
    return [
        _why(version, mine, at)
        for version, mine in asked
        if mine is None or not any(state in GOT_IT for state in mine.counts)
    ]


def _rows_of(topics: Iterable[str]) -> dict[str, _Rows]:
    """{topic: its rows}."""
    found: dict[str, _Rows] = {}
    rows = Delivery.objects.filter(topic__in=list(topics)).order_by()
    sums = rows.values("topic", "state", "reason", "channel").annotate(
        count=Count("pk"), due=Min("next_try_at")
    )
    for row in sorted(sums, key=lambda row: -row["count"]):
        mine = found.setdefault(row["topic"], _Rows({}, {}, None))
        state = row["state"]
        mine.counts[state] = mine.counts.get(state, 0) + row["count"]
        mine.reasons.setdefault(state, (row["reason"], row["channel"]))
        if state == DeliveryState.QUEUED and (mine.due_since is None or row["due"] < mine.due_since):
            found[row["topic"]] = _Rows(mine.counts, mine.reasons, row["due"])
    return found


def _why(version: StoryVersion, rows: _Rows | None, at: datetime) -> Unheard:
    report = reverse("news:deliveries", args=[version.story_id])
    if rows is None:
        return _without_rows(version)
    if DeliveryState.QUEUED in rows.counts or DeliveryState.SENDING in rows.counts:
        return _under_way(version, rows, at, report)
    for state, (said, verb) in _STATES.items():
        if state in rows.counts:
            reason, channel = rows.reasons[state]
            where = _settings_of(channel) if state == DeliveryState.SUPPRESSED else ""
            why = f"{said} {reason}" if reason else said
            return Unheard(version, why, "ตั้งค่าช่องทาง" if where else verb, where or f"{report}#names")
    raise AssertionError(rows.counts)


def _under_way(version: StoryVersion, rows: _Rows, at: datetime, report: str) -> Unheard:
    reason, channel = rows.reasons.get(DeliveryState.QUEUED, ("", ""))
    if reason:
        where = _settings_of(channel)
        return Unheard(version, f"ยังส่งไม่ได้ {reason}", "ตั้งค่าช่องทาง" if where else "ดูเหตุ", where or report)
    if rows.due_since and rows.due_since < at - _OVERDUE:
        return Unheard(version, "รอส่งนานผิดปกติ งานเบื้องหลังอาจหยุด", "ตรวจระบบ", reverse("doctor"))
    return Unheard(version, "กำลังรอส่ง", "ดูผลการส่ง", report)


def _without_rows(version: StoryVersion) -> Unheard:
    """No row was ever written: nothing but the web was chosen, or nobody stands behind what was."""
    by_hand = reverse("news:media", args=[version.story_id, version.number])
    if version.sent_out_at is None:
        why = "ยังไม่ได้เขียนรายการส่ง งานเบื้องหลังอาจหยุด"
        return Unheard(version, why, "ตรวจระบบ", reverse("doctor"))
    if not set(version.channels) - {WEB}:
        return Unheard(version, "ไม่ได้เลือกช่องทางส่ง มีเพียงหน้าเว็บ", "คัดลอกไปส่งเอง", by_hand)
    if ways.to_members(version.channels) and not version.groups:
        return Unheard(version, "ไม่ได้เลือกกลุ่มผู้รับ", "คัดลอกไปส่งเอง", by_hand)
    why = f"กลุ่มผู้รับยังไม่มีสมาชิก ({' '.join(version.groups)})"
    return Unheard(version, why, "เพิ่มสมาชิก", reverse("network:members"))


def _settings_of(channel: str) -> str:
    """Where a channel of the office itself is connected; "" for all others."""
    way = ways.carriers().get(channel)
    return reverse("channel_settings", args=[channel]) if way and way.settings else ""
