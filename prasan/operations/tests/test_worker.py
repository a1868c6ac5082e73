"""The worker does what is there, and takes over from the dead."""

import os
import signal
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from prasan.contacts.actions import email_point
from prasan.delivery.models import Delivery
from prasan.operations.actions.tasks import alive, new_worker_id, release_tasks_of_the_dead
from prasan.operations.models import Mark
from prasan.operations.worker import HouseWorker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def running():
    """`running(worker)` is a task that `worker` claimed a while ago."""

    def make(worker_id):
        return DBTaskResult.objects.create(
            status="RUNNING",
            args_kwargs={"args": [], "kwargs": {}},
            task_path="prasan.operations.tests.test_worker.nothing",
            backend_name="default",
            run_after=timezone.now(),
            started_at=timezone.now() - timedelta(minutes=1),
            worker_ids=[worker_id],
            exception_class_path="",
            traceback="",
        )

    return make


def status(task):
    task.refresh_from_db()
    return task.status


def test_a_task_of_a_dead_worker_is_ready_again(running):
    task = running(new_worker_id())
    assert release_tasks_of_the_dead(at=timezone.now()) == 1
    assert status(task) == "READY"


def test_a_worker_busy_for_long_keeps_its_task(running):
    worker_id = new_worker_id()
    task = running(worker_id)
    holder = (
        "import fcntl,sys,time; f=open(sys.argv[1],'w'); fcntl.flock(f, fcntl.LOCK_EX); print(1, flush=True);"
        "time.sleep(60)"
    )
    from prasan.operations.actions.tasks import _lock_path

    _lock_path(worker_id).parent.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", holder, _lock_path(worker_id)], stdout=subprocess.PIPE
    ) as other:
        other.stdout.readline()
        assert release_tasks_of_the_dead(at=timezone.now() + timedelta(hours=3)) == 0
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    assert release_tasks_of_the_dead(at=timezone.now()) == 1
    assert status(task) == "READY"


def test_a_worker_elsewhere_lives_as_long_as_its_heart_beats(running):
    task, now = running("elsewhere-1-x"), timezone.now()
    Mark.set("worker:elsewhere-1-x", at=now)
    assert release_tasks_of_the_dead(at=now + timedelta(minutes=9)) == 0
    assert release_tasks_of_the_dead(at=now + timedelta(minutes=11)) == 1
    assert status(task) == "READY"


def test_it_says_that_it_lives_and_leaves_nothing_behind(tmp_path):
    worker_id = new_worker_id()
    assert worker_id.startswith(socket.gethostname()[:30])
    with alive(worker_id):
        assert (tmp_path / "workers" / worker_id).exists()
    assert not list((tmp_path / "workers").iterdir())


@pytest.mark.django_db(transaction=True)
def test_drained_it_has_sent_everything_and_ends(settings):
    from prasan.accounts.models import User
    from prasan.delivery.actions import write
    from prasan.operations import mailbox

    sink = mailbox.start_sink()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    try:
        point = email_point(User.objects.create_user("reader@x.example", "นางตัวอย่าง"))
        for n in range(12):
            write(key=str(n), to=point, purpose="case", subject=f"ที่ {n}", body="", at=timezone.now())
        HouseWorker(drain=True).run()
    finally:
        sink.stop()
    assert Delivery.objects.filter(state="accepted").count() == 12
    assert len(mailbox.mails()) == 12
    assert not Mark.objects.workers().exists()
