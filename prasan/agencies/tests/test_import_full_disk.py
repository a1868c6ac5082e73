"""A disk that fills up in the middle of an import: it is said in Thai, and nothing is half written."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from prasan.agencies import bulk, full_disk, tasks
from prasan.agencies.actions import imports, proposing
from prasan.agencies.models import ChangeRequest, Import, ImportChunk
from prasan.agencies.states import ImportState
from prasan.agencies.tests import sheets

Cast = dict[str, Any]


@pytest.fixture
def officer(client: Client, cast: Cast) -> Client:
    client.force_login(cast["officer"])
    return client


class DiskFull(Exception):  # noqa: N818 - as psycopg calls it
    sqlstate = "53100"


def no_room(*args: Any, **more: Any) -> None:
    raise OperationalError("database or disk is full")


def of_postgresql() -> OperationalError:
    error = OperationalError("could not extend file")
    error.__cause__ = DiskFull()
    return error


@pytest.mark.parametrize(
    ("error", "is_it"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OperationalError("database or disk is full"), True),
        (of_postgresql(), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (OperationalError("database is locked"), False),
    ],
)
def test_it_is_told_from_other_errors(error: OSError | OperationalError, is_it: bool) -> None:
    assert full_disk.is_full_disk(error) is is_it


def test_the_command_says_so_and_leaves_nothing(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    path = tmp_path / "ทะเบียน.csv"
    path.write_bytes(sheets.csv(sheets.GOOD))
    monkeypatch.setattr(bulk, "insert", no_room)
    with pytest.raises(SystemExit) as left:
        call_command("import_agencies", str(path), by="officer", json=True)
    said = json.loads(capsys.readouterr().out)
    assert (left.value.code, said["status"], said["import"]) == (1, "refused", None)
    assert "พื้นที่เก็บข้อมูลของระบบเต็ม" in said["refused"]
    assert not Import.objects.exists()


def test_the_worker_says_so_on_the_page_and_goes_on_when_there_is_room(
    officer: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sheets.taken_in(sheets.GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(bulk, "insert", no_room)
        tasks.analyse_import.func(source.pk)
    assert "พื้นที่เก็บข้อมูลของระบบเต็ม" in sheets.words(officer.get(f"/desk/imports/{source.pk}/"))
    assert not ImportChunk.objects.exists()
    later = timezone.now() + imports.LEASE * 2
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert imports.wake_forgotten(at=later) == 1
    source.refresh_from_db()
    assert (source.state, source.refusal) == (ImportState.READY, "")


def test_what_the_worker_was_to_propose_waits_for_room(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    source = sheets.judged(sheets.GOOD)
    proposing.ask(source, by=cast["officer"], at=timezone.now(), reason="", audience={"kind": "nobody"})
    with monkeypatch.context() as patch:
        patch.setattr(proposing.change_requests, "submit", no_room)
        proposing.propose_asked(source.pk, at=timezone.now())
    source.refresh_from_db()
    assert source.state == ImportState.PROPOSING
    assert "พื้นที่เก็บข้อมูลของระบบเต็ม" in source.refusal
    assert not ChangeRequest.objects.exists()


def test_an_upload_says_so_beside_the_file(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "record", no_room)
    response = officer.post("/desk/imports/", {"file": ContentFile(sheets.csv(sheets.GOOD), "ทะเบียน.csv")})
    assert "พื้นที่เก็บข้อมูลของระบบเต็ม" in sheets.words(response)
    assert not Import.objects.exists()
