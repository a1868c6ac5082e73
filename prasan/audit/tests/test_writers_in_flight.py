"""PostgreSQL shows a smaller id after a larger one; no seal may close over it too early."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from prasan.audit.actions import record, seal, verify
from prasan.audit.models import Event


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time")
def test_it_waits_for_the_last_who_is_still_writing(settings, tmp_path):
    settings.DATA = tmp_path
    made: list[int] = []

    def other() -> None:
        record("test.late_number", "test:2", by=None)
        made.append(seal(at=timezone.now()))
        connection.close()

    with transaction.atomic():
        record("test.early_number", "test:1", by=None)
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert made == [0]
    assert (Event.objects.count(), verify().seals, verify().unsealed) == (2, 1, 0)  # the last one sealed both
    assert verify().ok
