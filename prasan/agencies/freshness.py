"""How old what we say of an agency is (manual job A, step 5.6; ADR 0013).

"ข้อมูล ณ" of an agency, wherever it stands (page, lists, register on paper, downloads, vCard), is the newest
day of the values that its reader sees, or the last confirmation if that is later: what stays inside never
makes the public date younger. The clock of 180 days runs from the last confirmation, or, if there was none
since, from the oldest day of any value: a changed field says nothing of the others.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from prasan.agencies.actions.upkeep import STALE_AFTER
from prasan.agencies.days import OF_LEVEL
from prasan.agencies.directory import Index
from prasan.agencies.fields import Level
from prasan.agencies.models import Verification, Version

MEANING = "วันของข้อมูลล่าสุดที่แสดง หรือวันที่ยืนยันข้อมูลครั้งล่าสุด"
"""What "ข้อมูล ณ" says, in words."""


def verified_on(agencies: Collection[int] | None = None, *, until: date | None = None) -> dict[int, date]:
    """The day on which each of `agencies` (None = all) was last confirmed, by the end of the day `until`;
    those never confirmed are absent."""
    rows = Verification.objects.all()
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    if until:
        end = datetime.combine(until + timedelta(days=1), time(), timezone.get_current_timezone())
        rows = rows.filter(at__lt=end)
    found = rows.order_by().values_list("agency").annotate(last=Max("at"))
    return {agency: timezone.localdate(at) for agency, at in found}


def as_of(version: Version, level: Level, confirmed_on: date | None) -> date:
    """ "ข้อมูล ณ" of what goes out of `version` at `level`."""
    newest: date = getattr(version, OF_LEVEL[level]) or version.valid_from
    return max(newest, confirmed_on or newest)


def is_stale(version: Version, confirmed_on: date | None, today: date) -> bool:
    """Whether some value is older than 180 days and nobody confirmed it since."""
    return today - max(version.oldest_on, confirmed_on or version.oldest_on) > STALE_AFTER


def newest(found: Index, level: Level) -> date | None:
    """ "ข้อมูล ณ" of a whole list: the newest of its open agencies; None where there are none."""
    confirmed_on = _last_confirmed_on(level)
    return max(found.newest_on, confirmed_on or found.newest_on) if found.newest_on else None


def _last_confirmed_on(level: Level) -> date | None:
    """The last day on which an open agency that is listed at `level` was confirmed."""
    open_ones = Version.objects.current().listed(level).filter(closed_on=None, agency=OuterRef("agency"))
    at = Verification.objects.filter(Exists(open_ones)).order_by("-at").values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None
