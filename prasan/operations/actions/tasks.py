"""Tasks that a killed worker left RUNNING are given to the next one.

A worker holds a lock on a file of its own; the system lets go of it when the process ends in whatever way,
so a lock that can be taken tells of a death at once, and a worker busy for an hour is not taken for dead.
Of workers on another machine only their heartbeat is known.
"""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from prasan.delivery.actions.claim import holders, release_left_behind
from prasan.operations.models import Mark

SILENT_FOR_TOO_LONG = timedelta(minutes=10)


def new_worker_id() -> str:
    """Machine, process and a random part: a number that the system gives out again is another worker."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid4().hex[:8]}"


def _lock_path(worker_id: str) -> Path:
    return settings.DATA / "workers" / worker_id


@contextmanager
def alive(worker_id: str) -> Iterator[None]:
    """Hold the lock that says so."""
    path = _lock_path(worker_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_alive(worker_id: str, *, at: datetime) -> bool:
    if not worker_id.startswith(f"{socket.gethostname()[:30]}-"):
        beat = Mark.last(f"worker:{worker_id}")
        return beat is not None and at - beat < SILENT_FOR_TOO_LONG
    try:
        with _lock_path(worker_id).open("r") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def release_deliveries_of_the_dead(*, at: datetime) -> int:
    """What dead workers held is queued again, or unknown when it may have left; returns how many rows.

    A worker that was only taken for dead does no harm: it asks again before each text leaves.
    """
    dead = [worker for worker in holders() if not is_alive(worker, at=at)]
    return release_left_behind(at=at, dead=dead)


def release_tasks_of_the_dead(*, at: datetime) -> int:
    """Put their tasks back to READY; returns how many. Tasks are idempotent, so half of one does no harm."""
    released = 0
    for task in DBTaskResult.objects.running():
        if task.worker_ids and is_alive(task.worker_ids[-1], at=at):
            continue
        # Only if it is still the same run: it may have ended between our look and now.
        same_run = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        released += same_run.update(status="READY", started_at=None)
    return released
