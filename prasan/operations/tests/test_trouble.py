"""What people see when something fails that nobody foresaw."""

import errno

import pytest
from django.db import OperationalError, connection
from django.test import Client

from prasan.operations.views.trouble import is_disk_full

FULL = OperationalError("database or disk is full")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (FULL, 507, "พื้นที่เก็บข้อมูลของสำนักงานเต็ม"),
        (OSError(errno.ENOSPC, "No space left on device"), 507, "แจ้งผู้ดูแลเครื่องให้เพิ่มพื้นที่"),
        (OperationalError("no such table"), 500, "ระบบขัดข้องชั่วคราว"),
    ],
)
@pytest.mark.django_db
def test_a_full_disk_is_called_so_and_nothing_else_is(monkeypatch, error, status, said):
    def fails():
        raise error

    monkeypatch.setattr(connection, "cursor", fails)
    client = Client(raise_request_exception=False)
    answer = client.get("/healthz")
    monkeypatch.undo()
    assert answer.status_code == status
    assert said in answer.content.decode().replace("\u2060", "")


def test_it_looks_at_what_the_error_came_from():
    wrapped = RuntimeError("x")
    wrapped.__cause__ = FULL
    assert is_disk_full(wrapped)
    assert not is_disk_full(RuntimeError("x"))
