"""Seals find what was altered, removed or slipped in, once somebody has got past the triggers."""

import json
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from prasan.audit import seal_log, triggers
from prasan.audit.actions import record, seal, verify
from prasan.audit.digest import digests
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
    record("test.done", "test:late", by=None)  # what it would do on commit is not done here


@contextmanager
def intruder():
    """Someone who owns the database, and puts the triggers back when done."""
    triggers.drop(connection)
    yield
    triggers.create(connection)


def test_it_seals_everything_once(sealed):
    assert seal(at=timezone.now()) == 1
    assert seal(at=timezone.now()) == 0
    assert verify().ok
    assert (verify().events, verify().seals, verify().unsealed) == (7, 4, 0)


def test_an_act_is_sealed_as_soon_as_it_is_committed(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as after:
        record("test.done", "test:1", by=None)
        record("test.done", "test:2", by=None)
    assert len(after) == 1  # once for both
    assert (verify().seals, verify().unsealed, verify().ok) == (1, 0, True)
    assert len(seal_log.read()) == 1


def test_it_says_how_many_are_not_sealed_yet_and_since_when(sealed):
    found = verify()
    assert (found.ok, found.unsealed) == (True, 1)
    assert found.unsealed_since == Event.objects.get(subject="test:late").at


def test_it_finds_an_altered_event(sealed):
    second = Seal.objects.all()[1]
    with intruder():
        Event.objects.filter(pk=second.last_event).update(details={"count": 99})
    found = verify().first_bad
    assert (found["seal"], found["first_event"]) == (second.pk, second.last_event)


def test_it_finds_an_altered_event_that_is_not_sealed_yet(sealed):
    with intruder():
        Event.objects.filter(subject="test:late").update(action="x")
    assert verify().first_bad["first_event"] == Event.objects.get(subject="test:late").pk


def test_it_finds_a_removed_event(sealed):
    with intruder():
        Event.objects.filter(pk=Seal.objects.all()[1].first_event).delete()
    assert "พบ 1" in verify().first_bad["reason"]


@pytest.mark.parametrize("position", [-1, 0, 1000])
def test_it_finds_an_event_written_by_another_hand(sealed, position):
    number = 0 if position == 0 else Event.objects.last().pk + abs(position)
    with intruder():
        Event.objects.create(pk=number, at=timezone.now() - timedelta(days=9), action="x", subject="y")
    assert verify().first_bad["first_event"] == (number if number else Seal.objects.first().first_event)


def test_an_event_of_another_hand_is_found_also_after_it_was_sealed(sealed):
    with intruder():
        forged = Event.objects.create(at=timezone.now(), action="x", subject="y")
    seal(at=timezone.now())
    assert verify().first_bad["first_event"] == forged.pk


def test_a_true_event_cannot_be_written_twice(sealed):
    copy = Event.objects.last()
    copy.pk = copy.pk + 1
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)


def test_events_from_before_there_were_proofs_are_believed_by_their_seal(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Event.objects.create(at=timezone.now(), action="old", subject="test:0")
        seal(at=timezone.now())
        record("test.done", "test:1", by=None)
    assert verify().ok
    with intruder():
        Event.objects.filter(action="old").update(action="new")
    assert verify().first_bad["seal"] == Seal.objects.first().pk


def test_a_changed_key_needs_the_old_one_beside_it(sealed, settings):
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    assert "PRASAN_SECRET_KEY_OLD" in verify().first_bad["reason"]
    settings.SECRET_KEY_FALLBACKS = [old]
    assert verify().ok


@pytest.mark.parametrize("position", [0, 1])
def test_it_finds_a_removed_seal(sealed, position):
    with intruder():
        Seal.objects.filter(pk=Seal.objects.all()[position].pk).delete()
    assert not verify().ok


def test_the_newest_seal_removed_alone_is_missed_by_the_counter_or_made_again_from_its_line(sealed):
    newest = Seal.objects.last()
    with intruder():
        Seal.objects.filter(pk=newest.pk).delete()
    assert verify().ok == (connection.vendor != "sqlite")
    seal(at=timezone.now() + timedelta(hours=1))
    again = Seal.objects.get(last_event=newest.last_event)
    assert (again.digest, again.sealed_at) == (newest.digest, newest.sealed_at)


def test_it_finds_an_altered_seal(sealed):
    with intruder():
        Seal.objects.filter(pk=Seal.objects.first().pk).update(digest="0" * 64)
    assert verify().first_bad["seal"] == Seal.objects.first().pk


def cut_off_the_newest():
    newest = Seal.objects.last()
    Event.objects.filter(pk__gte=newest.first_event).delete()
    newest.delete()


def test_it_finds_the_newest_events_removed_with_their_seal(sealed):
    with intruder():
        cut_off_the_newest()
    assert "seals.log" in verify().first_bad["reason"]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's counters have gaps of their own")
def test_sqlite_counts_what_was_removed_from_everywhere(sealed):
    with intruder():
        cut_off_the_newest()
    seal_log.path().write_text("".join(f"{line}\n" for line in seal_log.read()[:-1]))
    assert "เหตุการณ์ล่าสุดหายไป" in verify().first_bad["reason"]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's counters have gaps of their own")
@pytest.mark.parametrize("removed", ["test:late", "test:later"])
def test_sqlite_misses_an_event_that_was_not_sealed_yet(sealed, removed):
    record("test.done", "test:later", by=None)
    with intruder():
        Event.objects.filter(subject=removed).delete()
    assert "หายไป" in verify().first_bad["reason"]


def test_triggers_that_were_taken_off_are_missed_though_nothing_was_altered(sealed):
    triggers.drop(connection)
    assert "audit_event" in verify().first_bad["reason"]
    triggers.create(connection)
    assert verify().ok


def test_the_log_taken_away_is_missed_and_does_not_come_back_by_itself(
    sealed, django_capture_on_commit_callbacks
):
    seal_log.path().unlink()
    assert "seals.log หายไป" in verify().first_bad["reason"]
    with django_capture_on_commit_callbacks(execute=True):
        seal(at=timezone.now())
    assert "หายไปจาก seals.log" in verify().first_bad["reason"]


@pytest.mark.parametrize("lines", [0, 1, 2])
def test_a_log_that_was_cut_is_found(sealed, lines):
    whole = seal_log.read()
    seal_log.path().write_text("".join(f"{line}\n" for line in whole[:lines]))
    assert "หายไปจาก seals.log" in verify().first_bad["reason"]
    seal(at=timezone.now())
    assert "หายไปจาก seals.log" in verify().first_bad["reason"]


@pytest.fixture
def crash(sealed, monkeypatch):
    """The process dies when the line is on the disk and its seal is not committed; the late event stays."""

    def die(seal):
        write(seal)
        raise RuntimeError

    write = seal_log.append
    with monkeypatch.context() as patch:
        patch.setattr(seal_log, "append", die)
        with pytest.raises(RuntimeError):
            seal(at=timezone.now())
    assert (len(seal_log.read()), Seal.objects.count()) == (4, 3)


def test_a_seal_that_a_crash_kept_from_being_made_is_made_with_the_next(crash):
    assert verify().ok
    record("test.done", "test:later", by=None)
    assert seal(at=timezone.now() + timedelta(hours=1)) == 2
    assert (verify().ok, verify().unsealed, len(seal_log.read())) == (True, 0, 5)


def test_events_removed_are_no_crash(crash):
    with intruder():
        Event.objects.filter(subject="test:late").delete()
    assert "หายไปจากฐานข้อมูล" in verify().first_bad["reason"]


def test_a_line_torn_off_by_a_crash_or_a_full_disk_is_cut_away(sealed):
    content = seal_log.path().read_text()
    seal_log.path().write_text(content + "7 abc")
    assert verify().ok
    seal(at=timezone.now())
    assert seal_log.path().read_text().startswith(content)
    assert (verify().ok, len(seal_log.read())) == (True, 4)


def test_nobody_seals_while_another_holds_the_log(sealed):
    with seal_log.held():
        assert seal(at=timezone.now(), wait_ms=20) == 0
    assert seal(at=timezone.now(), wait_ms=20) == 1


def test_it_finds_another_time_of_a_seal(sealed):
    second = Seal.objects.all()[1]
    with intruder():
        Seal.objects.filter(pk=second.pk).update(sealed_at=second.sealed_at - timedelta(days=1))
    assert verify().first_bad["seal"] == second.pk


def test_seals_from_before_their_time_was_taken_in_are_believed():
    record("test.done", "test:1", by=None)
    only, at = Event.objects.get(), timezone.now()
    old = digests("", [only], at)[1]
    made = Seal.objects.create(first_event=only.pk, last_event=only.pk, count=1, digest=old, sealed_at=at)
    seal_log.path().write_text(f"{seal_log.line_without_time(made)}\n")
    record("test.done", "test:2", by=None)
    assert seal(at=at) == 1
    assert verify().ok


def test_a_log_of_nonsense_is_found(sealed):
    with seal_log.path().open("a") as log:
        log.write("ไม่ใช่ตราผนึก\n")
    assert not verify().ok


def test_the_command_answers_in_json_and_by_its_exit_code(sealed, capsys):
    call_command("verify_audit", json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer.pop("unsealed_since").startswith("20")
    assert answer == {"ok": True, "events": 7, "seals": 3, "unsealed": 1, "first_bad": None}
    with intruder():
        Seal.objects.all()[1:2].get().delete()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", json=True)
    assert ended.value.code == 1
    assert set(json.loads(capsys.readouterr().out)["first_bad"]) == {
        "seal", "first_event", "last_event", "reason"
    }  # fmt: skip


def test_the_command_says_it_in_thai(sealed, capsys):
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert "ถูกต้องครบถ้วน: 7 เหตุการณ์ 3 ตราผนึก" in said
    assert "ยังไม่ปิดผนึก 1 เหตุการณ์" in said


@pytest.mark.parametrize(
    "damage",
    ["DROP TABLE audit_seal", "UPDATE audit_event SET at = 'zzz'"],
)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its types")
def test_a_trail_that_cannot_be_read_is_answered_in_json(sealed, capsys, damage):
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        triggers.drop(connection)
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(damage)
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", json=True)
    answer = json.loads(capsys.readouterr().out)
    assert (ended.value.code, answer["ok"]) == (1, False)
    assert "อ่าน" in answer["first_bad"]["reason"]
