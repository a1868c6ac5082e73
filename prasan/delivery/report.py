"""Who got it, who did not, and why: read from the ledger with a constant number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q
from django.utils import timezone

from prasan.delivery.models import Attempt, Delivery, DeliveryDecision, Watch
from prasan.delivery.models.delivery import DeliveryQuerySet
from prasan.delivery.states import MAY_HAVE_IT

_LATELY = timedelta(days=30)
_AT_MOST = 10


def rows_of(topic: str) -> Iterator[dict[str, Any]]:
    """A dict per row of `topic`, suppressed ones too, in the order they were written:

    `{"message_id", "contact_point": address or "", "channel", "version", "state",
    "attempts": [{"at", "outcome", "code", "text"}], "decisions": [{"by", "at", "choice"}], "reason"}`;
    times are ISO 8601 in local time, `by` is the person's key (or name, where it has none). Three questions.
    """
    attempts, decisions = _attempts(topic), _decisions(topic)
    rows = Delivery.objects.filter(topic=topic).order_by("pk")
    fields = ("pk", "message_id", "contact_point__address", "channel", "version", "state", "reason")
    for key, message_id, address, channel, version, state, reason in rows.values_list(*fields).iterator(
        2_000
    ):
        yield {
            "message_id": message_id,
            "contact_point": address or "",
            "channel": channel,
            "version": version,
            "state": state,
            "attempts": attempts.get(key, []),
            "decisions": decisions.get(key, []),
            "reason": reason,
        }


def _attempts(topic: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = Attempt.objects.filter(delivery__topic=topic).order_by("pk")
    for key, at, outcome, code, text in rows.values_list("delivery", "at", "outcome", "code", "text"):
        found[key].append({"at": _iso(at), "outcome": outcome, "code": code, "text": text})
    return found


def _decisions(topic: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = DeliveryDecision.objects.filter(delivery__topic=topic).order_by("pk")
    for key, person, name, at, choice in rows.values_list("delivery", "by__key", "by__name", "at", "choice"):
        found[key].append({"by": person or name or "", "at": _iso(at), "choice": choice})
    return found


def _iso(at: datetime) -> str:
    return timezone.localtime(at).isoformat()


def counts_of(topic: str, *, version: int | None = None) -> dict[str, dict[str, int]]:
    """{channel: {state: how many}} of `topic`, or of one version of it."""
    rows = Delivery.objects.filter(topic=topic)
    rows = rows.filter(version=version) if version is not None else rows
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for channel, state, count in rows.order_by().values_list("channel", "state").annotate(Count("pk")):
        found[channel][state] = count
    return dict(found)


@dataclass(frozen=True, slots=True)
class Unheard:
    """A topic of which `rows` were written and nothing has arrived anywhere."""

    topic: str
    subject: str
    rows: int


def reached_nobody(*, at: datetime) -> list[Unheard]:
    """What was sent out in the last thirty days, longer ago than the office's patience
    (`Watch`), and reached no one. Three questions."""
    lately = Delivery.objects.exclude(topic="").filter(created_at__gt=at - _LATELY)
    got = Count("pk", filter=Q(state__in=MAY_HAVE_IT))
    sums = (
        lately.order_by()
        .values("topic")
        .annotate(got=got, rows=Count("pk"), last=Max("created_at"), one=Min("pk"))
    )
    silent = list(sums.filter(got=0, last__lt=at - Watch.grace()).order_by("-last")[:_AT_MOST])
    firsts = Delivery.objects.select_related("content").in_bulk([each["one"] for each in silent])
    return [Unheard(each["topic"], firsts[each["one"]].content.subject, each["rows"]) for each in silent]


def holders_of(topic: str, *, version: int) -> DeliveryQuerySet:
    """Rows whose reader has that version or may have it: those to whom a correction of it goes."""
    rows = Delivery.objects.filter(topic=topic, version=version, state__in=MAY_HAVE_IT)
    return rows.annotate(address=F("contact_point__address")).select_related("contact_point__contact")
