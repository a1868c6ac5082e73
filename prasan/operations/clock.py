"""The one clock of the house: what is due, every minute. Nothing else schedules."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from prasan.agencies.actions.imports import wake_forgotten
from prasan.approvals.notices import tell_whoever_may_now
from prasan.audit.actions import seal
from prasan.delivery.inbound.imap import fetch_mail
from prasan.delivery.quota import ask_other_sides
from prasan.files.actions import finish_erasing, sweep
from prasan.network.actions.purging import purge_unconfirmed
from prasan.news.actions.publishing import publish_due
from prasan.news.actions.rendering import make_forgotten
from prasan.news.actions.sending import send_forgotten
from prasan.news.newsletter.kept import sweep as sweep_newsletters
from prasan.news.pictures_down.acts import finish as finish_taking_down
from prasan.news.recordings.kept import sweep as sweep_recordings
from prasan.news.renditions import sweep as sweep_renditions
from prasan.operations.actions.housekeeping import forget_old_rows
from prasan.operations.actions.tasks import release_deliveries_of_the_dead, release_tasks_of_the_dead
from prasan.operations.models import Mark

logger = logging.getLogger(__name__)

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# A worker's loop is never to the second: a little early is better than every second minute.
_SLACK = timedelta(seconds=5)


@dataclass(frozen=True)
class Duty:
    """`act(at=…)` does whatever is due and may be called too often without harm."""

    name: str
    every: timedelta
    act: Callable[..., Any]


DUTIES: tuple[Duty, ...] = (
    Duty("seal", MINUTE, seal),
    Duty("deliveries", MINUTE, release_deliveries_of_the_dead),
    Duty("quotas", 10 * MINUTE, ask_other_sides),
    Duty("tasks", MINUTE, release_tasks_of_the_dead),
    Duty("mailbox", MINUTE, fetch_mail),
    Duty("imports", MINUTE, wake_forgotten),
    Duty("turns", HOUR, tell_whoever_may_now),
    Duty("stories", MINUTE, publish_due),
    Duty("story letters", MINUTE, send_forgotten),
    Duty("renditions", MINUTE, make_forgotten),
    Duty("pictures taken down", MINUTE, finish_taking_down),
    Duty("files", HOUR, sweep),
    Duty("erased files", MINUTE, finish_erasing),
    Duty("unfinished recordings", HOUR, sweep_recordings),
    Duty("half renditions", DAY, sweep_renditions),
    Duty("made newsletters", HOUR, sweep_newsletters),
    Duty("sign-ups", DAY, purge_unconfirmed),
    Duty("housekeeping", DAY, forget_old_rows),
)


def tick(at: datetime, duties: tuple[Duty, ...] = DUTIES) -> dict[str, Any]:
    """Do what is due at `at`; returns what each duty answered. A duty that fails does not stop the others."""
    return {duty.name: _do(duty, at) for duty in duties if _is_mine(duty, at)}


def _is_mine(duty: Duty, at: datetime) -> bool:
    return Mark.claim(f"duty:{duty.name}", at=at, every=duty.every - _SLACK)


def _do(duty: Duty, at: datetime) -> Any:
    try:
        return duty.act(at=at)
    except Exception as error:
        logger.exception("duty %s failed", duty.name)
        return f"failed: {error}"
