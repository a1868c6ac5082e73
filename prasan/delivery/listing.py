"""The ledger as a list: what is asked for, its lines, and what a person may do about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Max, Q
from django.http import QueryDict
from django.utils import timezone

from prasan.delivery import policies
from prasan.delivery.channels.registry import every_channel
from prasan.delivery.models import Delivery, StoppedTopic
from prasan.delivery.models.delivery import DeliveryQuerySet
from prasan.delivery.states import Choice, DeliveryState
from prasan.ui.refusal import Refusal

HELD_UP = "held_up"
# What a person must decide about stands first.
_TABS = (
    DeliveryState.UNKNOWN,
    DeliveryState.FAILED,
    DeliveryState.BOUNCED,
    DeliveryState.WAITING,
    DeliveryState.QUEUED,
    DeliveryState.SENDING,
    DeliveryState.ACCEPTED,
    DeliveryState.DELIVERED,
    DeliveryState.HANDED_OVER,
    DeliveryState.SUPPRESSED,
)
_MAY = {
    Choice.SEND_AGAIN: policies.why_not_resend,
    Choice.TAKE_AS_SENT: policies.why_not_take_as_sent,
    Choice.HANDED_OVER: policies.why_not_hand_over,
    Choice.NOT_HANDED_OVER: policies.why_not_take_back,
    Choice.STOP: policies.why_not_stop,
}
_WHAT_TO_DO = {
    DeliveryState.UNKNOWN: "ถามผู้รับว่าได้รับหรือยัง แล้วเลือกส่งใหม่หรือถือว่าส่งแล้ว",
    DeliveryState.FAILED: "แก้ที่อยู่ในสมุดรายชื่อหรือทะเบียน แล้วส่งใหม่",
    DeliveryState.BOUNCED: "แก้ที่อยู่ในสมุดรายชื่อหรือทะเบียน แล้วส่งใหม่",
    DeliveryState.WAITING: "เปิดดู คัดลอกข้อความไปส่งมอบ แล้วบันทึก",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked for; empty = everything."""

    state: str = ""
    topic: str = ""
    channel: str = ""
    words: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        state = query.get("state", "")
        known = state in DeliveryState.values or state == HELD_UP
        words = query.get("q", "").strip()[:120]
        return cls(state if known else "", query.get("topic", "")[:60], query.get("channel", "")[:20], words)

    @property
    def query(self) -> str:
        found = {"state": self.state, "topic": self.topic, "channel": self.channel, "q": self.words}
        return urlencode({name: value for name, value in found.items() if value})

    def scope(self) -> DeliveryQuerySet:
        """All that the tabs count: of the topic, if one is asked for."""
        rows = Delivery.objects.all()
        return rows.filter(topic=self.topic) if self.topic else rows

    def rows(self, *, at: datetime) -> DeliveryQuerySet:
        """The newest first, with how often and when each was tried last."""
        rows = self.scope()
        if self.state == HELD_UP:
            rows = rows.held_up(at=at)
        elif self.state:
            rows = rows.filter(state=self.state)
        if self.channel:
            rows = rows.filter(channel=self.channel)
        if self.words:
            found = Q(recipient__contains=self.words) | Q(contact_point__address__icontains=self.words)
            rows = rows.filter(found)
        tried = rows.annotate(tries=Count("attempts"), last_try_at=Max("attempts__at"))
        return tried.select_related("contact_point", "content").order_by("-pk")


@dataclass(frozen=True, slots=True)
class Line:
    """One delivery on the page. `may` names the open decisions; `refusal` why it is not sent again."""

    row: Delivery
    channel: str
    badge: str
    may: frozenset[str]
    what_to_do: str
    refusal: Refusal | None


def lines(rows: Iterable[Delivery], *, at: datetime) -> list[Line]:
    """One question more than the rows themselves."""
    rows, labels = list(rows), channel_labels()
    stops = StoppedTopic.objects.named(row.topic for row in rows)
    return [_line(row, labels, stops.get(row.topic), at=at) for row in rows]


def _line(row: Delivery, labels: dict[str, str], stop: StoppedTopic | None, *, at: datetime) -> Line:
    may = frozenset(choice.value for choice, why_not in _MAY.items() if why_not(row) is None)
    if overtaken := policies.why_overtaken(row, stop):
        may -= {Choice.SEND_AGAIN.value, Choice.HANDED_OVER.value}
    state = DeliveryState(row.state)
    is_asked_about = state in _WHAT_TO_DO and state != DeliveryState.WAITING
    is_held_up = state == DeliveryState.QUEUED and row.delays > 0
    badge = "to_hand_over" if state == DeliveryState.WAITING else state.value
    return Line(
        row,
        labels.get(row.channel, row.channel),
        badge,
        may if is_held_up or state != DeliveryState.QUEUED else may - {Choice.STOP.value},
        _WHAT_TO_DO.get(state, ""),
        (overtaken or policies.why_not_resend(row)) if is_asked_about else None,
    )


def channel_labels() -> dict[str, str]:
    return {name: channel.label for name, channel in every_channel().items()}


def tabs(asked: Asked, *, at: datetime) -> list[dict[str, object]]:
    """Chips with counts; states that nothing is in are left out."""
    counts = dict(asked.scope().order_by().values_list("state").annotate(Count("pk")))
    held_up = asked.scope().held_up(at=at).count()
    every = {"code": "", "label": "ทั้งหมด", "count": sum(counts.values()), "is_current": not asked.state}
    found = [(s.value, s.label, counts[s]) for s in _TABS if s in counts]
    if held_up:
        found.insert(0, (HELD_UP, "รอเกิน 5 วัน", held_up))
    return [every] + [
        {"code": code, "label": label, "count": count, "is_current": asked.state == code}
        for code, label, count in found
    ]


HEADERS = ("ผู้รับ", "ที่อยู่", "ช่องทาง", "เรื่อง", "ฉบับ", "สถานะ", "เหตุ", "ลองแล้ว (ครั้ง)", "ล่าสุด")


def sheet_rows(asked: Asked, *, at: datetime) -> Iterator[list[str | int]]:
    """What the page lists, as a sheet has it; beside `HEADERS`."""
    labels = channel_labels()
    for row in asked.rows(at=at).iterator(1_000):
        last = timezone.localtime(row.last_try_at) if row.last_try_at else None  # type: ignore[attr-defined]
        yield [
            row.recipient,
            row.contact_point.address if row.contact_point else "",
            labels.get(row.channel, row.channel),
            row.content.subject,
            row.version or "",
            row.get_state_display(),
            row.reason,
            row.tries,  # type: ignore[attr-defined]
            f"{last:%Y-%m-%d %H:%M}" if last else "",
        ]
