"""The worker: runs tasks, sends what is due, takes mail in, keeps the clock. Any number may run at once."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from prasan.delivery.actions import PostOffice
from prasan.delivery.actions.take_spooled import take_spooled
from prasan.delivery.channels import Outcome
from prasan.operations.actions.tasks import alive, new_worker_id, release_deliveries_of_the_dead
from prasan.operations.clock import tick
from prasan.operations.models import Mark

logger = logging.getLogger(__name__)

BEAT_SECONDS = 20
_TICK_SECONDS = 60
_AFTER_TROUBLE_SECONDS = 5
_AT_ONCE = 100
_LOOK_SECONDS = 10
_PATIENCE_SECONDS = 60


class HouseWorker(Worker):
    """django-tasks-db's worker, which runs one task, with our other duties around it.

    Stops between two pieces of work when asked to (SIGTERM, SIGINT); asked twice, in the middle of one.
    """

    def __init__(self, *, drain: bool = False) -> None:
        super().__init__(
            queue_names=["*"],
            interval=1,
            batch=drain,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=new_worker_id(),
            excluded_queue_names=[],
        )
        self._next_tick = self._next_look = self._went_well_at = time.monotonic()
        self._post_office = PostOffice(self.worker_id)
        self._post_office.asked_to_stop = lambda: not self.running

    def run(self) -> None:
        """Until stopped; with `drain` until nothing is left to do."""
        with alive(self.worker_id), self._post_office:
            heartbeat = _Heartbeat(self.worker_id)
            heartbeat.start()
            try:
                self._work()
            finally:
                heartbeat.stop()

    def _work(self) -> None:
        while self.running:
            did_something = self._round()
            if did_something or not self.running:
                continue
            if self.batch and not self._is_worth_waiting():
                return
            time.sleep(self.interval)

    def _is_worth_waiting(self) -> bool:
        """With `drain`: something is due and its way out is closed, though not for too long yet."""
        at = timezone.now()
        if release_deliveries_of_the_dead(at=at):
            return True
        opens_at = self._post_office.opens_at(at=at)
        if opens_at is None:
            return False
        if time.monotonic() - self._went_well_at < _PATIENCE_SECONDS:
            return True
        logger.error("left with messages due: their way out has been closed for %d s", _PATIENCE_SECONDS)
        return False

    def _round(self) -> bool:
        """One task, a few messages out and in, and the clock when it is time; whether there was anything."""
        self.running_task = True  # a signal now asks to stop, it does not stop
        try:
            close_old_connections()
            self._look_for_the_dead()
            did_something = self._run_one_task() | self._send() | self._take_mail()
            if not self.batch:
                self._tick_if_due()
        except (OperationalError, InterfaceError):
            logger.exception("the database is out of reach or locked for long")
            time.sleep(_AFTER_TROUBLE_SECONDS)
            return True
        finally:
            self.running_task = False
            close_old_connections()
        return did_something

    def _look_for_the_dead(self) -> None:
        if time.monotonic() >= self._next_look:
            self._next_look = time.monotonic() + _LOOK_SECONDS
            release_deliveries_of_the_dead(at=timezone.now())

    def _send(self) -> bool:
        outcomes = self._post_office.send_due(timezone.now(), _AT_ONCE)
        if set(outcomes) - {Outcome.UNREACHABLE}:
            self._went_well_at = time.monotonic()
        return bool(outcomes)

    def _take_mail(self) -> bool:
        return take_spooled() > 0

    def _run_one_task(self) -> bool:
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not ready.exists():  # asked first, so that an idle worker takes no write lock every second
            return False
        with exclusive_transaction(ready.db):
            task = ready.get_locked()
            if task is None:
                return False
            task.claim(self.worker_id)
        self.run_task(task)
        self.running_task = True
        return True

    def _tick_if_due(self) -> None:
        if time.monotonic() >= self._next_tick:
            self._next_tick = time.monotonic() + _TICK_SECONDS
            tick(timezone.now())


class _Heartbeat(threading.Thread):
    """Says every few seconds that the worker lives, however long its task takes."""

    def __init__(self, worker_id: str) -> None:
        super().__init__(daemon=True)
        self._name = f"worker:{worker_id}"
        self._ended = threading.Event()

    def run(self) -> None:
        while True:
            try:
                Mark.set(self._name, at=timezone.now())
            except OperationalError:  # somebody else writes for long: the next beat will do
                logger.info("a heartbeat was missed")
            finally:
                connection.close()
            if self._ended.wait(timedelta(seconds=BEAT_SECONDS).total_seconds()):
                return

    def stop(self) -> None:
        self._ended.set()
        self.join(timeout=BEAT_SECONDS)
        Mark.objects.filter(name=self._name).delete()
