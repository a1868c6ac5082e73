"""The index of the register in memory: kept while nothing changed, made again after a consent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from prasan.agencies import directory
from prasan.agencies.directory import index
from prasan.agencies.fields import Level
from prasan.agencies.filters import Query
from prasan.agencies.tests import bulk
from prasan.agencies.tests.proposals import change, consent, in_force, proposed
from prasan.approvals.tests.build import person
from prasan.office.actions.load import load_office

SAMPLE = Path(__file__).parents[2] / "operations" / "sample" / "office.json"


@pytest.fixture
def committed(transactional_db: None, clock: time_machine.Traveller) -> int:
    """An agency in a database whose rows are really there, as in an office."""
    directory.forget()
    load_office(json.loads(SAMPLE.read_text(encoding="utf-8")))
    return in_force()


def test_it_is_kept_while_nothing_changed(committed: int) -> None:
    first = index(Level.WEB)
    proposed(change(committed, {"pupils": 1}))
    with CaptureQueriesContext(connection) as queries:
        assert index(Level.WEB) is first
    assert len(queries) == 1


def test_it_is_made_again_after_a_consent(committed: int) -> None:
    assert len(index(Level.WEB).find(Query(text="ชื่อใหม่"))) == 0
    consent(proposed(change(committed, {"name": "โรงเรียนบ้านชื่อใหม่"})))
    assert len(index(Level.WEB).find(Query(text="ชื่อใหม่"))) == 1
    consent(proposed(change(committed, levels={"name": 0})))
    assert len(index(Level.WEB).all) == 0


def test_it_is_made_again_when_the_day_changes(committed: int, clock: time_machine.Traveller) -> None:
    consent(proposed(change(committed, {"closed_on": "2026-11-11"}, {"closed_on": 2})))
    assert len(index(Level.WEB).open) == 1
    clock.shift(86_400)
    assert (len(index(Level.WEB).open), len(index(Level.WEB).all)) == (0, 1)


def test_it_is_not_kept_of_rows_that_may_be_taken_back(committed: int) -> None:
    with transaction.atomic():
        bulk.put(bulk.schools(3), by=person("officer"), at=timezone.now())
        assert len(index(Level.WEB).all) == 4
        transaction.set_rollback(True)
    assert len(index(Level.WEB).all) == 1


def test_few_indexes_are_kept(committed: int) -> None:
    today = timezone.localdate()
    for day in range(1, 9):
        index(Level.INTERNAL, today.replace(day=day))
    assert len(directory._kept) <= 4


@pytest.mark.usefixtures("office")
def test_its_digest_is_that_of_what_it_shows() -> None:
    agency = in_force()
    before = index(Level.WEB).digest
    assert index(Level.WEB).digest == before
    consent(proposed(change(agency, {"pupils": 1})))
    assert index(Level.WEB).digest != before
