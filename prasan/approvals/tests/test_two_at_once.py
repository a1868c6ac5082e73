"""Two people who press at the same moment decide once, on either database."""

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections

from conftest import SAMPLE_OFFICE
from prasan.approvals.models import Case
from prasan.approvals.tests.build import ACTING_DAY, decide, propose
from prasan.office.actions.load import load_office
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case() -> Case:
    """Waiting for its last step, which two people may decide."""
    load_office(json.loads(SAMPLE_OFFICE.read_text(encoding="utf-8")))
    return decide(decide(propose(on=ACTING_DAY), "head", on=ACTING_DAY), "deputy1", on=ACTING_DAY)


@pytest.fixture
def pool(case: Case, tmp_path: Path) -> Iterator[ThreadPoolExecutor]:
    """Threads with connections of their own. SQLite in memory refuses instead of waiting, so theirs is a
    file, as an office's is."""
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as threads:
        if connection.vendor == "sqlite":
            file = sqlite3.connect(tmp_path / "office.sqlite3")
            connection.connection.backup(file)
            # As every office's is from its first command on: two who switch to WAL at once would collide.
            file.execute("PRAGMA journal_mode=WAL")
            file.close()
            settings = dict(connections.settings["default"], NAME=str(tmp_path / "office.sqlite3"))
            patch.setitem(connections.settings, "default", settings)
        yield threads


@pytest.mark.parametrize("keys", [["director", "deputy2"], ["director", "director"]])
def test_one_decides_and_the_other_is_told_so(case: Case, pool: ThreadPoolExecutor, keys: list[str]) -> None:
    barrier = Barrier(len(keys))

    def press(key: str) -> str:
        try:
            barrier.wait(timeout=10)
            decide(case, key, on=ACTING_DAY)
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()
        return "decided"

    def recorded() -> int:
        try:
            return case.decisions.filter(position=2).count()
        finally:
            connection.close()

    answers = list(pool.map(press, keys))
    assert sorted(answers) == ["decided", "เรื่องนี้อนุมัติครบทุกขั้นแล้ว"]
    assert pool.submit(recorded).result() == 1
