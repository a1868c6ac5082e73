"""Who got a story, who did not, why, and what to do next (design: delivery report)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils import timezone

from prasan.delivery.channels import Channel
from prasan.delivery.channels.registry import channel as channel_named
from prasan.delivery.models import Delivery
from prasan.delivery.models.delivery import DeliveryQuerySet
from prasan.delivery.report import counts_of
from prasan.delivery.states import DID_NOT_GET_IT, GOT_IT, MAY_HAVE_IT, UNDER_WAY, DeliveryState
from prasan.files import sheets
from prasan.news.actions.sending import topic_of
from prasan.news.models import Story
from prasan.news.ways import carriers
from prasan.thai import dates

PER_PAGE = 50
UNKNOWN = frozenset({DeliveryState.UNKNOWN})
PARTS = (
    ("got", "ถึงแล้ว", "f-sea", GOT_IT),
    ("way", "กำลังส่งหรือรอส่งมอบ", "f-sea-m", UNDER_WAY),
    ("not", "ไม่ถึง", "f-red", DID_NOT_GET_IT),
    ("unknown", "ไม่ทราบผล", "f-gold", UNKNOWN),
)
_NEXT = {
    DeliveryState.UNKNOWN: "ผู้รับอาจได้รับแล้ว เลือกรายคนว่าจะส่งใหม่หรือถือว่าส่งแล้ว",
    DeliveryState.FAILED: "ตรวจที่อยู่กับผู้รับ แล้วสั่งส่งใหม่ได้",
    DeliveryState.BOUNCED: "ตรวจที่อยู่กับผู้รับ แล้วสั่งส่งใหม่ได้",
    DeliveryState.SUPPRESSED: "แก้ที่ทะเบียนเครือข่าย ผู้รับจะได้รับข่าวต่อไป",
    DeliveryState.QUEUED: "ระบบลองใหม่เอง ไม่ต้องทำอะไร",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the bar; `start` and `width` in hundredths."""

    key: str
    label: str
    css: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Why:
    """Those who have it for one reason not; `word` what happened, `next_step` what to do."""

    state: str
    reason: str
    word: str
    count: int
    next_step: str


@dataclass(frozen=True, slots=True)
class PostLeft:
    """A post of a story taken down, which only a person can remove; `url` "" where it is not known."""

    label: str
    at: datetime
    how: str
    url: str


def posts_left(story: Story) -> list[PostLeft]:
    """What the office posted for all to see of a story taken down, of every version; the newest first."""
    if not story.taken_down:
        return []
    own = {name: way for name, way in carriers().items() if way.own_address is not None}
    rows = Delivery.objects.filter(topic=topic_of(story), channel__in=own, state__in=MAY_HAVE_IT)
    found = rows.prefetch_related("attempts").order_by("-pk")
    return [_post_left(row, own[row.channel]) for row in found]


def _post_left(row: Delivery, way: Channel) -> PostLeft:
    last = list(row.attempts.all())[-1:]
    url = way.seen_at(last[0].text) if last else ""
    return PostLeft(way.story_label, last[0].at if last else row.created_at, way.removing, url)


@dataclass(frozen=True, slots=True)
class Way:
    label: str
    counts: list[int]
    """In the order of `PARTS`."""

    @property
    def total(self) -> int:
        return sum(self.counts)


def report_of(story: Story, version: int | None) -> dict[str, Any]:
    """The sums of one version, or of all of them."""
    topic = topic_of(story)
    by_channel = counts_of(topic, version=version)
    ways = [
        Way(channel_named(name).label, [_sum(states, part[3]) for part in PARTS])
        for name, states in sorted(by_channel.items())
    ]
    counts = [sum(way.counts[place] for way in ways) for place in range(len(PARTS))]
    whys = list(_whys(_rows(topic, version)))
    return {
        "ways": ways,
        "parts": _bar(counts),
        "total": sum(counts),
        "got": counts[0],
        "whys": whys,
        "why_count": sum(why.count for why in whys),
        "heads": [part[1] for part in PARTS],
    }


def _sum(states: dict[str, int], wanted: frozenset[DeliveryState]) -> int:
    return sum(count for state, count in states.items() if state in wanted)


def _bar(counts: list[int]) -> list[Part]:
    whole, start, parts = sum(counts), 0.0, []
    for (key, label, css, _), count in zip(PARTS, counts, strict=True):
        width = 100 * count / whole if whole else 0.0
        parts.append(Part(key, label, css, count, start, width))
        start += width
    return parts


def _rows(topic: str, version: int | None) -> DeliveryQuerySet:
    rows = Delivery.objects.filter(topic=topic)
    return rows.filter(version=version) if version is not None else rows


def _whys(rows: DeliveryQuerySet) -> Iterator[Why]:
    """What asks for a decision first, then the rest by number."""
    asked = Q(state__in=DID_NOT_GET_IT | UNKNOWN) | Q(state=DeliveryState.QUEUED, delays__gt=0)
    found = rows.filter(asked).order_by().values_list("state", "reason").annotate(count=Count("pk"))
    for state, reason, count in sorted(found, key=lambda row: (row[0] not in UNKNOWN, -row[2], row[1])):
        word = reason or DeliveryState(state).label
        yield Why(state, reason, word, count, _NEXT.get(DeliveryState(state), ""))


def names_of(story: Story, version: int | None, asked: dict[str, str], page: str | None) -> Page[Delivery]:
    """The rows behind a number: `asked` may hold part (of `PARTS`), state, reason, q."""
    rows = _rows(topic_of(story), version).select_related("contact_point", "content")
    states = {key: wanted for key, _, _, wanted in PARTS}
    if asked.get("part") in states:
        rows = rows.filter(state__in=states[asked["part"]])
    if asked.get("state") in DeliveryState.values:
        rows = rows.filter(state=asked["state"], reason=asked.get("reason", ""))
    if text := asked.get("q", "").strip():
        rows = rows.filter(Q(recipient__icontains=text) | Q(contact_point__address__icontains=text))
    rows = rows.prefetch_related("decisions__by")
    return Paginator(rows.order_by("recipient", "pk"), PER_PAGE).get_page(page)


_HEADS = ("ผู้รับ", "ที่อยู่", "ช่องทาง", "ฉบับ", "สถานะ", "เหตุ", "ตัดสินใจโดย", "เมื่อ", "Message-ID")
_WIDTHS = (32, 32, 10, 6, 20, 44, 24, 20, 44)


def write_sheet(file: IO[bytes], story: Story) -> None:
    """Every row of every version as XLSX."""
    sheets.write(file, "xlsx", _HEADS, _lines(story), title="ผลการส่ง", widths=_WIDTHS)


def _lines(story: Story) -> Iterator[tuple[Any, ...]]:
    rows = Delivery.objects.filter(topic=topic_of(story)).select_related("contact_point")
    for row in rows.prefetch_related("decisions__by").order_by("pk").iterator(500):
        decision = next(iter(reversed(row.decisions.all())), None)
        yield (
            row.recipient,
            row.contact_point.address if row.contact_point else "",
            channel_named(row.channel).label,
            row.version or "",
            DeliveryState(row.state).label,
            row.reason,
            decision.by.name if decision and decision.by else "",
            dates.short(timezone.localdate(decision.at)) if decision else "",
            row.message_id,
        )
