"""Rows that nobody will ask for again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from prasan.accounts.models import SignInLink
from prasan.delivery.models import Message
from prasan.operations.models import Mark

_TASKS_KEPT = timedelta(days=30)


def forget_old_rows(*, at: datetime) -> int:
    """Old sessions, spent links, finished tasks, dead workers; returns how many links, tasks and workers."""
    call_command("clearsessions")
    links = SignInLink.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()[0]
    Message.objects.filter(deliveries=None).delete()  # their rows are gone, or another process was faster
    tasks = DBTaskResult.objects.finished().filter(finished_at__lt=at - _TASKS_KEPT).delete()[0]
    workers = Mark.objects.workers().filter(at__lt=at - timedelta(days=1)).delete()[0]
    for lock in (settings.DATA / "workers").glob("*"):
        if at.timestamp() - lock.stat().st_mtime > _TASKS_KEPT.total_seconds():
            lock.unlink(missing_ok=True)
    return links + tasks + workers
