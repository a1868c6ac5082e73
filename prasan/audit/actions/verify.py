"""Prove the trail: what was altered, removed or slipped in, as far as it can be seen from here.

| Looked at | Finds |
|---|---|
| the chain of seals | a sealed event or a seal altered, removed or slipped in |
| each event's own proof | an event altered before its seal, or written by anyone but the house |
| `DATA/seals.log` | the newest events removed with their seals; a chain forged anew; the log itself cut |
| the counter of SQLite | the newest events or seals removed, sealed or not; a gap not sealed yet |
| the triggers | the guard taken off, though nothing was altered yet |

Whoever writes to database and log can remove events and seal the rest anew, or cut both off at the end (and
set the counter back); writing or altering an event takes the secret key besides. Only a copy of the log kept
elsewhere (every backup holds one) speaks against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection

from prasan.audit import seal_log, triggers
from prasan.audit.actions.seal import seal_begun
from prasan.audit.digest import digests
from prasan.audit.models import Event, Seal
from prasan.audit.proof import is_proved

Bad = dict[str, Any]

# One statement, one moment: others go on writing.
_COUNTED_AND_NEWEST = """SELECT
coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0),
coalesce((SELECT max(id) FROM {table}), 0)"""


@dataclass(frozen=True)
class Verification:
    """`first_bad` is None, or says which seal and run of events does not fit, and why (Thai).

    `unsealed` events, the oldest of `unsealed_since`, are proved one by one, but their removal may not show.
    """

    events: int
    seals: int
    unsealed: int
    unsealed_since: datetime | None
    first_bad: Bad | None

    @property
    def ok(self) -> bool:
        return self.first_bad is None


def verify() -> Verification:
    """Compute every seal and every proof anew; one that cannot be read is as bad."""
    try:
        return _verified()
    except DatabaseError as error:
        return _unreadable(f"อ่านบันทึกการกระทำจากฐานข้อมูลไม่ได้ ({error})")
    except OSError as error:
        return _unreadable(f"เปิดไฟล์ “{error.filename}” ไม่ได้ ({error.strerror})")
    except (ValueError, TypeError, AttributeError):  # how Django fails on what it would never have written
        return _unreadable("บันทึกการกระทำมีค่าที่ระบบอ่านไม่ได้ จึงไม่ใช่ระบบเป็นผู้บันทึก")


def _unreadable(reason: str) -> Verification:
    return Verification(0, 0, 0, None, _bad(None, None, None, reason))


def _verified() -> Verification:
    with seal_log.held():
        lines, seals = seal_log.read(), list(Seal.objects.order_by("pk"))
    first = _Trail(seals).walk() or _check_log(lines, seals) or _check_counters()
    first = first or _check_proofs() or _check_triggers()
    late = Event.objects.filter(pk__gt=seals[-1].last_event if seals else 0).order_by("pk")
    since = late.values_list("at", flat=True).first()
    return Verification(Event.objects.count(), len(seals), late.count(), since, first)


class _Trail:
    """One walk over all events by ascending number, seal by seal."""

    def __init__(self, seals: list[Seal]) -> None:
        self._seals = seals
        self._events = Event.objects.order_by("pk").iterator(chunk_size=2_000)
        self._ahead: Event | None = None
        self._are_proved = False

    def walk(self) -> Bad | None:
        previous = ""
        for seal in self._seals:
            if bad := self._check(seal, previous, list(self._up_to(seal.last_event))):
                return bad
            previous = seal.digest
        return self._check_unsealed(self._seals[-1].last_event if self._seals else 0)

    def _check(self, seal: Seal, previous: str, inside: list[Event]) -> Bad | None:
        forged = self._first_forged(inside)
        fits = seal.previous_digest == previous and len(inside) == seal.count
        if fits and seal.digest in digests(previous, inside, seal.sealed_at) and forged is None:
            return None
        if seal.previous_digest != previous:
            return _bad_seal(seal, "ตราผนึกก่อนหน้าหายไปหรือถูกแก้")
        if len(inside) != seal.count:
            return _bad_seal(seal, f"ปิดผนึกไว้ {seal.count} เหตุการณ์ แต่พบ {len(inside)}")
        if forged:
            return _bad_event(forged, seal)
        return _bad_seal(seal, "เหตุการณ์ในช่วงนี้หรือตราผนึกถูกแก้หลังปิดผนึก")

    def _check_unsealed(self, last: int) -> Bad | None:
        for event in self._up_to(None):
            if self._first_forged([event]):
                return _bad_event(event, None)
            if connection.vendor == "sqlite" and event.pk != last + 1:
                return _bad(None, last + 1, event.pk - 1, "เหตุการณ์ที่ยังไม่ปิดผนึกหายไป")
            last = event.pk
        return None

    def _up_to(self, last: int | None) -> Iterator[Event]:
        """The next events, to the number `last` or to the end."""
        if self._ahead is None:
            self._ahead = next(self._events, None)
        while self._ahead is not None and (last is None or self._ahead.pk <= last):
            yield self._ahead
            self._ahead = next(self._events, None)

    def _first_forged(self, events: Iterable[Event]) -> Event | None:
        """Events from before there were proofs have none; after the first that has one, all must."""
        for event in events:
            self._are_proved = self._are_proved or bool(event.proof)
            if self._are_proved and not is_proved(event):
                return event
        return None


def _check_log(lines: list[str] | None, seals: list[Seal]) -> Bad | None:
    """Every seal has its line, every line its seal, but for a last one whose seal a crash kept away."""
    if lines is None:
        return _bad_seal(seals[-1], "ไฟล์ seals.log หายไป") if seals else None
    known = {seal_log.line_of(seal): seal for seal in seals}
    known |= {seal_log.line_without_time(seal): seal for seal in seals}
    strange = [line for line in lines if line not in known]
    if strange and not (strange == lines[-1:] and seal_begun(strange[0], seals[-1] if seals else None)):
        number = strange[0].split()[0]
        last = int(number) if number.isdecimal() else None
        return _bad(None, None, last, "ตราผนึกที่จดไว้ใน seals.log หายไปจากฐานข้อมูล")
    logged = {known[line].pk for line in lines if line in known}
    missing = (seal for seal in seals if seal.pk not in logged)
    return next((_bad_seal(seal, "ตราผนึกนี้หายไปจาก seals.log") for seal in missing), None)


def _check_counters() -> Bad | None:
    """SQLite counts without gaps, also over what was rolled back: its counter is the newest number."""
    if connection.vendor != "sqlite":
        return None
    for model, name in ((Event, "เหตุการณ์"), (Seal, "ตราผนึก")):
        with connection.cursor() as cursor:
            cursor.execute(_COUNTED_AND_NEWEST.format(table=model._meta.db_table))
            counted, newest = cursor.fetchone()
        if counted != newest:
            return _bad(None, newest + 1, counted, f"{name}ล่าสุดหายไป เคยมีถึงเลขที่ {counted}")
    return None


def _check_proofs() -> Bad | None:
    """A proof serves one event: a true event written in a second time would have the same."""
    proofs = Event.objects.exclude(proof="").order_by().values("proof")
    if proofs.count() == proofs.distinct().count():
        return None
    return _bad(None, None, None, "มีเหตุการณ์ที่ถูกคัดลอกซ้ำ")


def _check_triggers() -> Bad | None:
    if missing := triggers.missing(connection):
        return _bad(None, None, None, f"ตัวกันแก้ของฐานข้อมูลถูกถอด: {', '.join(missing)}")
    return None


def _bad_event(event: Event, seal: Seal | None) -> Bad:
    reason = "เหตุการณ์นี้ถูกแก้หรือไม่ใช่ระบบเป็นผู้บันทึก (หรือเปลี่ยนกุญแจลับโดยไม่ตั้ง PRASAN_SECRET_KEY_OLD)"
    return _bad(seal.pk if seal else None, event.pk, event.pk, reason)


def _bad_seal(seal: Seal, reason: str) -> Bad:
    return _bad(seal.pk, seal.first_event, seal.last_event, reason)


def _bad(seal: int | None, first: int | None, last: int | None, reason: str) -> Bad:
    return {"seal": seal, "first_event": first, "last_event": last, "reason": reason}
