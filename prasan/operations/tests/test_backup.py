"""A backup is the whole office, and comes back whole or not at all."""

import gzip
import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record, seal
from prasan.files.actions import store
from prasan.files.kinds import SCANS
from prasan.operations.backups import RestoreError, make_backup, restore_backup
from prasan.operations.models import Mark

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(settings, tmp_path):
    """An office with people, events, seals and a scan, in a folder of its own."""
    data = tmp_path / "office"
    settings.DATA, settings.MEDIA_ROOT = data, data / "files"
    data.mkdir()
    (data / "secret_key").write_text("secret")
    by = User.objects.create_user("a@b.example", "นางตัวอย่าง ก\tข\\n", key="officer")
    store(SimpleUploadedFile("ลงนาม.pdf", b"%PDF-1"), by=by, limit_mb=1, allowed=SCANS)
    record("test.done", "test:1", by=by, fields=["ชื่อ", 'อัญ"ประกาศ'])
    seal(at=timezone.now())
    Mark.set("backup", at=timezone.now())  # a backup marks itself when it is done: its row is there before
    return data


@pytest.fixture
def backup(office, tmp_path):
    file, _ = make_backup(tmp_path / "office.tar.gz", at=timezone.now())
    return file


def rows(database):
    """Every table but the marks, as SQLite has it."""
    names = [
        n for (n,) in database.execute("select name from sqlite_master where type='table' order by name")
    ]
    return {
        n: database.execute(f'select * from "{n}" order by 1').fetchall()  # noqa: S608
        for n in names
        if n != "operations_mark"
    }


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}


def broken(backup, change):
    """The same archive with one part changed by `change(name, content)`."""
    made = io.BytesIO()
    with tarfile.open(backup) as old, tarfile.open(fileobj=made, mode="w:gz") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
    backup.write_bytes(made.getvalue())
    return backup


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="the way of SQLite")
def test_every_table_and_file_comes_back_equal_on_sqlite(office, backup, tmp_path):
    restore_backup(backup, tmp_path / "back")
    assert files(tmp_path / "back" / "files") == files(office / "files") != {}
    assert (tmp_path / "back" / "seals.log").read_bytes() == (office / "seals.log").read_bytes()
    restored = sqlite3.connect(tmp_path / "back" / "prasan.sqlite3", detect_types=sqlite3.PARSE_DECLTYPES)
    assert rows(restored) == rows(connection.connection)
    assert restored.execute("pragma integrity_check").fetchone() == ("ok",)
    restored.close()


@pytest.fixture
def empty_database():
    """The address of a new database on the same server."""
    settings = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE prasan_back TEMPLATE template0")
    yield f"postgres://{settings['USER']}@{quote(settings['HOST'], safe='')}/prasan_back"
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE prasan_back WITH (FORCE)")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="the way of PostgreSQL")
def test_every_table_and_file_comes_back_equal_on_postgresql(office, backup, tmp_path, empty_database):
    command = [sys.executable, "manage.py", "restore", backup, "--into", tmp_path / "back"]
    environment = {**os.environ, "DATABASE_URL": empty_database, "DATA": str(tmp_path / "no")}
    subprocess.run(command, env=environment, cwd=Path(__file__).parents[3], check=True)
    assert files(tmp_path / "back" / "files") == files(office / "files") != {}
    with psycopg.connect(empty_database) as restored, restored.cursor() as cursor:
        assert postgres_rows(cursor) == postgres_rows(connection.cursor())
        cursor.execute("select nextval(pg_get_serial_sequence('accounts_user', 'id'))")
        assert cursor.fetchone()[0] > User.objects.get().pk
        with pytest.raises(psycopg.Error, match="append-only"):
            cursor.execute("delete from audit_event")


def postgres_rows(cursor):
    """Every table but the marks."""
    cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
    found = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'select t::text from "{table}" t order by 1')  # noqa: S608
        found[table] = cursor.fetchall()
    del found["operations_mark"]
    return found


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="the way of PostgreSQL")
def test_a_database_in_use_is_left_alone(office, backup, tmp_path):
    with pytest.raises(RestoreError, match="ไม่ว่าง"):
        restore_backup(backup, tmp_path / "back")
    assert User.objects.exists()


def test_a_folder_in_use_is_left_alone(office, backup):
    with pytest.raises(RestoreError, match="ไม่ว่าง"):
        restore_backup(backup, office)


@pytest.mark.parametrize(
    "change",
    [
        lambda name, content: content + b"x" if name.startswith("files/") else content,
        lambda name, content: None if name.startswith("files/") else content,
        lambda name, content: None if name == "manifest.json" else content,
        lambda name, content: b"{" if name == "manifest.json" else content,
    ],
    ids=["altered", "missing", "no manifest", "torn manifest"],
)
def test_a_damaged_backup_restores_nothing(backup, tmp_path, change):
    with pytest.raises(RestoreError):
        restore_backup(broken(backup, change), tmp_path / "back")
    assert [p.name for p in tmp_path.iterdir() if "back" in p.name] == []


def test_a_truncated_file_restores_nothing(backup, tmp_path):
    backup.write_bytes(backup.read_bytes()[:-200])
    with pytest.raises(RestoreError):
        restore_backup(backup, tmp_path / "back")


def test_what_is_no_backup_restores_nothing(office, tmp_path):
    other = tmp_path / "other.gz"
    other.write_bytes(gzip.compress(b"hello"))
    with pytest.raises(RestoreError):
        restore_backup(other, tmp_path / "back")


@pytest.mark.parametrize("name", ["../evil", "/evil", "files/../../evil"])
def test_no_part_lands_outside(backup, tmp_path, name):
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    with pytest.raises(RestoreError, match="ไม่รู้จัก"):
        restore_backup(tmp_path / "evil.tar", tmp_path / "back")


def test_a_backup_of_a_newer_house_is_refused(backup, tmp_path):
    def newer(name, content):
        if name != "manifest.json":
            return content
        manifest = json.loads(content)
        manifest["migrations"].append(["accounts", "9999_later"])
        return json.dumps(manifest).encode()

    with pytest.raises(RestoreError, match="รุ่นที่ใหม่กว่า"):
        restore_backup(broken(backup, newer), tmp_path / "back")


def test_nobody_else_may_read_it(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_the_commands_answer_in_json(office, tmp_path, capsys):
    call_command("backup", str(tmp_path), json=True)
    answer = json.loads(capsys.readouterr().out)
    assert Path(answer["file"]).parent == tmp_path
    assert answer["refused"] is None
    assert Mark.last("backup") is not None
    with pytest.raises(SystemExit):
        call_command("restore", answer["file"], into=office, json=True)
    assert "ไม่ว่าง" in json.loads(capsys.readouterr().out)["refused"]


def test_a_folder_that_is_not_there_is_said_in_thai(office, tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("backup", str(tmp_path / "nowhere" / "x.tar.gz"), json=True)
    assert "สำรองข้อมูลไม่สำเร็จ" in json.loads(capsys.readouterr().out)["refused"]
