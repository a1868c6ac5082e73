"""Seals find what was altered, removed or slipped in, once somebody has got past the triggers."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from prasan.audit import triggers
from prasan.audit.actions import record, seal, verify
from prasan.audit.models import Event, Seal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def sealed(django_capture_on_commit_callbacks):
    """Three seals over two events each, and one event that is not sealed yet."""
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(6):
            record("test.done", f"test:{number}", by=None, fields=["ชื่อ"], count=number)
        assert seal(at=timezone.now(), batch=2) == 3
    record("test.done", "test:late", by=None)


@pytest.fixture
def intruder():
    """Someone who owns the database."""
    triggers.drop(connection)


def test_it_seals_everything_once(sealed):
    assert seal(at=timezone.now()) == 1
    assert seal(at=timezone.now()) == 0
    assert verify().ok
    assert (verify().events, verify().seals) == (7, 4)


def test_it_counts_but_does_not_judge_what_is_not_sealed_yet(sealed, intruder):
    Event.objects.filter(subject="test:late").update(action="x")
    assert verify().ok


def test_it_finds_an_altered_event(sealed, intruder):
    second = Seal.objects.all()[1]
    Event.objects.filter(pk=second.last_event).update(details={"count": 99})
    assert verify().first_bad["seal"] == second.pk


def test_it_finds_a_removed_event(sealed, intruder):
    second = Seal.objects.all()[1]
    Event.objects.filter(pk=second.first_event).delete()
    assert "พบ 1" in verify().first_bad["reason"]


def test_it_finds_an_event_slipped_in(sealed, intruder):
    gap = Event.objects.get(subject="test:3").pk
    Event.objects.filter(subject="test:3").update(subject="test:other")
    Event.objects.create(pk=gap + 1000, at=timezone.now(), action="x", subject="y")
    assert not verify().ok


def test_it_finds_a_back_dated_event_before_the_first(sealed, intruder):
    Event.objects.create(pk=0, at=timezone.now() - timedelta(days=9), action="x", subject="y")
    assert verify().first_bad["seal"] == Seal.objects.first().pk


@pytest.mark.parametrize("position", [0, 1, 2])
def test_it_finds_a_removed_seal(sealed, intruder, position):
    Seal.objects.filter(pk=Seal.objects.all()[position].pk).delete()
    assert not verify().ok


def test_it_finds_an_altered_seal(sealed, intruder):
    Seal.objects.filter(pk=Seal.objects.first().pk).update(digest="0" * 64)
    assert verify().first_bad["seal"] == Seal.objects.first().pk


def test_the_command_answers_in_json_and_by_its_exit_code(sealed, intruder, capsys):
    call_command("verify_audit", json=True)
    assert json.loads(capsys.readouterr().out) == {"ok": True, "events": 7, "seals": 3, "first_bad": None}
    Seal.objects.all()[1:2].get().delete()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", json=True)
    assert ended.value.code == 1
    assert set(json.loads(capsys.readouterr().out)["first_bad"]) == {
        "seal", "first_event", "last_event", "reason"
    }  # fmt: skip


def test_the_command_says_it_in_thai(sealed, capsys):
    call_command("verify_audit")
    assert "ถูกต้องครบถ้วน: 7 เหตุการณ์ 3 ตราผนึก" in capsys.readouterr().out
