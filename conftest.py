"""One cast for the whole house: the sample office of the manual, loaded as an office loads itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

SAMPLE_OFFICE = Path(__file__).parent / "prasan" / "operations" / "sample" / "office.json"
NOON = datetime(2026, 11, 10, 12, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """10 November 2569, noon in Bangkok; standing still until moved."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def office(db: None, clock: time_machine.Traveller) -> None:
    """The office of the manual with its posts, people, holders, orders and chains."""
    from prasan.office.actions.load import load_office

    load_office(json.loads(SAMPLE_OFFICE.read_text(encoding="utf-8")))


@pytest.fixture
def cast(office: None) -> dict[str, object]:
    """Everyone of the office by key: officer, head, deputy1, deputy2, director, auditor …"""
    from prasan.accounts.models import User

    return {user.key: user for user in User.objects.exclude(key=None)}


@pytest.fixture(scope="session", autouse=True)
def _empty_tables_past_the_triggers() -> Iterator[None]:
    """Tests of real transactions end by emptying all tables, which the audit triggers refuse."""
    from django.db import connection
    from django.db.backends.base.operations import BaseDatabaseOperations

    from prasan.audit import triggers

    original = BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        triggers.drop(connection)
        original(self, sql_list)
        triggers.create(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield
