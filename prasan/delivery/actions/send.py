"""Work through what is due. Any number of workers may do so at once (`claim`)."""

from __future__ import annotations

import itertools
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Self
from uuid import uuid4

from django.db import OperationalError, connection, transaction

from prasan.delivery import quota, stopping
from prasan.delivery.actions.claim import claim, mark, release, release_left_behind
from prasan.delivery.actions.settle import Tried, settle
from prasan.delivery.channels import Outcome, Outgoing, Reply, Way
from prasan.delivery.channels.registry import channel as channel_named
from prasan.delivery.models import Delivery
from prasan.delivery.states import LEASE, PERSONAL_ANSWER
from prasan.files.models import Attachment

logger = logging.getLogger(__name__)

AT_ONCE = 5
"""How many rows are marked as leaving in one transaction, and so at most become unknown when a worker dies.

Five cost a fifth of a commit each; ten save little, and leave a person so many more to decide about that the
drill of kills stalled.
"""
_RESTS = (1, 2, 4, 8, 15, 30, 60, 120, 300)
"""Seconds that a way out which is closed is left alone, ever longer."""
_TRIES_TO_KEEP = 5
_LOOKS_AGAIN = timedelta(minutes=1)
"""After the day's quota was used up: somebody may have raised it."""
_LACKED_ALL = "ส่งข้อความอย่างเดียว ภาพหรือไฟล์ถูกลบจากระบบก่อนส่ง"
_LACKED_SOME = "ส่งโดยไม่มีภาพหรือไฟล์ที่ถูกลบจากระบบก่อนส่ง"


class PostOffice:
    """Sends as one worker: keeps its ways out open from one round to the next, and lets closed ones rest."""

    def __init__(self, worker: str = "", ways: dict[str, Way] | None = None) -> None:
        self.worker = worker or f"once-{uuid4().hex}"
        self._ways = dict(ways or {})
        self._closed: dict[str, datetime] = {}
        self._used_up: set[str] = set()
        self._failures: Counter[str] = Counter()
        self._stack = ExitStack()
        self.asked_to_stop: Callable[[], bool] = lambda: False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()
        self._ways.clear()

    def send_due(self, at: datetime, limit: int = 50) -> Counter[Outcome]:
        """Send what is due at `at`, at most `limit` messages; returns how often each outcome came."""
        _outlive_power_cuts()
        self._closed = {name: until for name, until in self._closed.items() if until > at}
        self._used_up &= self._closed.keys()
        rows = claim(self.worker, at=at, limit=limit, closed=self._closed)
        counts: Counter[Outcome] = Counter()
        started = time.monotonic()
        now = lambda: at + timedelta(seconds=time.monotonic() - started)  # noqa: E731
        for name, some in itertools.groupby(
            sorted(rows, key=lambda row: row.channel), lambda row: row.channel
        ):
            counts += self._send_by(name, list(some), now, until=at + LEASE / 2)
        return counts

    def opens_at(self, *, at: datetime) -> datetime | None:
        """When the first of the closed ways that have something due will be tried again; None = none has.

        A way whose day's quota is used up is not one of them.
        """
        waiting = set(Delivery.objects.due(at=at).order_by().values_list("channel", flat=True).distinct())
        return min(
            (until for name, until in self._closed.items() if name in waiting - self._used_up), default=None
        )

    def _send_by(
        self, name: str, rows: list[Delivery], now: Callable[[], datetime], *, until: datetime
    ) -> Counter[Outcome]:
        tried: list[Tried] = []
        counts: Counter[Outcome] = Counter()
        left, too_many = self._within_quota(name, rows, now())
        while (
            left
            and (name not in self._closed or name in self._used_up)
            and now() < until
            and not self.asked_to_stop()
        ):
            leaving, left = left[:AT_ONCE], left[AT_ONCE:]
            leaving = self._keep(tried, leaving, now())
            tried = list(self._hand_over(name, leaving, now))
            counts.update(each.reply.outcome for each in tried)
            left = leaving[len(tried) :] + left
        self._keep(tried, [], now())
        release(left + too_many, self.worker)
        stayed = len(left) + counts[Outcome.DELAYED] + counts[Outcome.UNREACHABLE]
        quota.give_back(name, stayed, at=now())
        return counts

    def _within_quota(
        self, name: str, rows: list[Delivery], at: datetime
    ) -> tuple[list[Delivery], list[Delivery]]:
        """Those that may leave today, and the rest, which waits for its turn tomorrow."""
        granted = quota.take(name, len(rows), at=at)
        if granted < len(rows):
            self._used_up.add(name)
            self._closed[name] = at + _LOOKS_AGAIN
        return rows[:granted], rows[granted:]

    def _keep(self, tried: list[Tried], leaving: list[Delivery], at: datetime) -> list[Delivery]:
        """One transaction: what came of the last few, and that the next few are about to leave."""
        for pause in itertools.count(1):
            try:
                with transaction.atomic():
                    settle(tried, self.worker)
                    return mark(leaving, self.worker, at=at) if leaving else []
            except OperationalError:
                # The answers are known only here: losing them would make each of the few an unknown one.
                if pause > _TRIES_TO_KEEP:
                    raise
                logger.warning("the database does not take the answers yet")
                time.sleep(pause)
        raise AssertionError

    def _hand_over(self, name: str, rows: list[Delivery], now: Callable[[], datetime]) -> Iterator[Tried]:
        """The answer to each, up to the one after which the way rests or somebody asks to stop."""
        for row in rows:
            reply = self._try(name, row)
            yield Tried(row, now(), reply)
            if self._rests(name, reply, now()) or self.asked_to_stop():
                return

    def _try(self, name: str, row: Delivery) -> Reply:
        """One message that trips the code up must not hold back those behind it."""
        try:
            message = outgoing(row)
            return _with_what_it_lacked(message, self._way(name).send(message))
        except Exception as error:
            logger.exception("delivery %s could not be sent", row.pk)
            return Reply(Outcome.MESSAGE_REFUSED, "ข้อความนี้ทำเป็นรูปที่จะส่งไม่ได้", "", str(error)[:300])

    def _way(self, name: str) -> Way:
        if name not in self._ways:
            open_way = channel_named(name).open_way
            assert open_way is not None  # what a person carries is never queued
            self._ways[name] = self._stack.enter_context(open_way())
        return self._ways[name]

    def _rests(self, name: str, reply: Reply, at: datetime) -> bool:
        if reply.outcome is not Outcome.UNREACHABLE and not reply.rests:
            self._failures[name] = 0
            return reply.outcome is Outcome.UNKNOWN  # it may hang on the next too, and the lease is short
        own = _RESTS[min(self._failures[name], len(_RESTS) - 1)]
        self._failures[name] += 1
        self._closed[name] = at + timedelta(seconds=max(own, reply.wait or 0))
        return True


def send_due(at: datetime, limit: int = 50, ways: dict[str, Way] | None = None) -> Counter[Outcome]:
    """One round of a post office that is closed afterwards; also takes over what the dead left behind."""
    release_left_behind(at=at)
    with PostOffice(ways=ways) as office:
        return office.send_due(at, limit)


def _outlive_power_cuts() -> None:
    """SQLite's WAL loses its last commits with the power unless told not to; a lost mark is a second mail."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def _files_of(content: int) -> tuple[tuple[Attachment, ...], bool]:
    """The files of a text, and whether one is gone; asked for each message, for they may go at any time."""
    every = Attachment.objects.filter(messages=content).order_by("pk")
    files = tuple(filter(_is_there, every))
    return files, len(files) < max(len(every), 1)


def _is_there(file: Attachment) -> bool:
    return file.erased_at is None and bool(file.file) and file.file.storage.exists(file.file.name or "")


def _with_what_it_lacked(message: Outgoing, reply: Reply) -> Reply:
    """Its row says what its reader did not get."""
    if not message.lacks_files or reply.outcome is not Outcome.ACCEPTED:
        return reply
    return replace(reply, reason=_LACKED_SOME if message.files else _LACKED_ALL)


def outgoing(row: Delivery) -> Outgoing:
    """`row` as its channel is given it."""
    point, content = row.contact_point, row.content
    assert point is not None  # the database refuses a row to be sent without one
    files, lacks_files = _files_of(content.pk) if content.has_files else ((), False)
    return Outgoing(
        to=point.address,
        subject=content.subject,
        body=content.text,
        message_id=row.message_id,
        html=content.html,
        is_bulk=content.is_bulk,
        files=files,
        lacks_files=lacks_files,
        unsubscribe_url=stopping.link_for(point) if content.is_bulk else "",
        in_reply_to=row.in_reply_to,
        is_personal=row.purpose == PERSONAL_ANSWER,
        content=content.pk,
        picture_url=content.picture_url,
        preview_url=content.preview_url,
    )
