"""Bring a backup back: into an empty folder and, with PostgreSQL, an empty database; whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from prasan.operations.backups.make import DATABASE, FORMAT, MANIFEST, copy_sql

_CHUNK = 1024 * 1024
# What reading the settings puts into a new folder before any command can look at it.
_MADE_BY_OURSELVES = frozenset({"secret_key", "origin"})


class RestoreError(Exception):
    """Nothing was restored; the text (Thai) says why."""


def restore_backup(file: Path, into: Path) -> dict[str, Any]:
    """Restore `file` into the folder `into`; returns the manifest. Raises `RestoreError`."""
    _ensure_empty_folder(into)
    into.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=into.parent, prefix=f".{into.name}-restoring-"))
    try:
        manifest = _unpack(file, scratch)
        if manifest["vendor"] == "postgresql":
            _load_postgres(scratch / "tables", manifest)
            shutil.rmtree(scratch / "tables")
        else:
            _place_sqlite(scratch)
        _put_in_place(scratch, into)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return manifest


def _ensure_empty_folder(into: Path) -> None:
    if not into.exists():
        return
    if not into.is_dir() or {path.name for path in into.iterdir()} - _MADE_BY_OURSELVES:
        raise RestoreError(f"{into} ไม่ว่าง กู้คืนได้เฉพาะในโฟลเดอร์ว่าง")


def _put_in_place(scratch: Path, into: Path) -> None:
    for name in _MADE_BY_OURSELVES if into.exists() else ():
        (into / name).unlink(missing_ok=True)
    scratch.chmod(0o755)
    scratch.replace(into)


def _unpack(file: Path, scratch: Path) -> dict[str, Any]:
    """Take out every part and hold it against the manifest."""
    found: dict[str, dict[str, Any]] = {}
    try:
        with tarfile.open(file, "r:*") as archive:
            for member in archive:
                found[member.name] = _take_out(archive, member, scratch)
    except (tarfile.TarError, EOFError) as error:
        raise RestoreError("ไฟล์สำรองเสียหายหรือไม่ครบ อ่านได้ไม่ถึงท้ายไฟล์ ใช้ไฟล์สำรองอื่นหรือคัดลอกมาใหม่") from error
    except OSError as error:
        raise RestoreError(f"อ่านไฟล์สำรองไม่ได้: {error}") from error
    if MANIFEST not in found:
        raise RestoreError("ไฟล์นี้ไม่ใช่ไฟล์สำรองของระบบประสาน หรือไม่ครบ")
    manifest = _read_manifest(scratch / MANIFEST)
    del found[MANIFEST]
    if found != manifest["parts"]:
        wrong = sorted(name for name in found.keys() | manifest["parts"] if _differs(name, found, manifest))
        raise RestoreError(f"ไฟล์สำรองเสียหาย: {', '.join(wrong[:5])} ไม่ตรงกับที่บันทึกไว้")
    return manifest


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise RestoreError("ไฟล์สำรองเสียหาย: อ่านรายการไม่ได้") from error
    if manifest.get("format") != FORMAT or not _knows(manifest["migrations"]):
        raise RestoreError("ไฟล์สำรองนี้ทำจากระบบรุ่นที่ใหม่กว่า ปรับรุ่นระบบก่อนกู้คืน")
    path.unlink()
    return manifest


def _knows(migrations: list[list[str]]) -> bool:
    """Whether this version of the house can read a database of those migrations."""
    known = MigrationLoader(None).disk_migrations
    return all(tuple(each) in known for each in migrations)


def _differs(name: str, found: dict[str, Any], manifest: dict[str, Any]) -> bool:
    return bool(found.get(name) != manifest["parts"].get(name))


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, scratch: Path) -> dict[str, Any]:
    """One part, as a plain file inside `scratch` whatever its name says; its digest and size."""
    parts = PurePosixPath(member.name).parts
    if not member.isfile() or not parts or parts[0] == "/" or ".." in parts:
        raise RestoreError(f"ไฟล์สำรองมีส่วนที่ไม่รู้จัก: {member.name}")
    path = scratch.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    source = archive.extractfile(member)
    assert source is not None  # it is a file
    with path.open("wb") as target:
        path.chmod(0o600 if member.name == "secret_key" else 0o640)
        while chunk := source.read(_CHUNK):
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return {"sha256": digest.hexdigest(), "bytes": size}


def _place_sqlite(scratch: Path) -> None:
    if connection.vendor != "sqlite":
        raise RestoreError("ไฟล์สำรองนี้เป็นของฐานข้อมูล SQLite กู้คืนโดยไม่ตั้ง DATABASE_URL")
    (scratch / DATABASE).rename(scratch / "prasan.sqlite3")


def _load_postgres(folder: Path, manifest: dict[str, Any]) -> None:
    if connection.vendor != "postgresql":
        raise RestoreError("ไฟล์สำรองนี้เป็นของ PostgreSQL ตั้ง DATABASE_URL เป็นฐานข้อมูลว่างก่อนกู้คืน")
    if connection.introspection.table_names():
        raise RestoreError("ฐานข้อมูลใน DATABASE_URL ไม่ว่าง กู้คืนได้เฉพาะในฐานข้อมูลว่าง")
    try:
        _migrate_to(manifest["migrations"])
        with transaction.atomic():
            _copy_in(folder, manifest["tables"])
    except BaseException:
        _drop_everything()
        raise


def _migrate_to(migrations: list[list[str]]) -> None:
    """The tables as they were when the backup was made, which may be an older version of the house."""
    executor = MigrationExecutor(connection)
    applied = {(app, name) for app, name in migrations}
    nodes = executor.loader.graph.node_map
    last = [key for key in applied if not any(child.key in applied for child in nodes[key].children)]
    executor.migrate(sorted(last))


def _copy_in(folder: Path, tables: dict[str, list[str]]) -> None:
    """Foreign keys are checked at the end of the transaction, so the order does not matter."""
    with connection.cursor() as cursor:
        if strange := tables.keys() - set(connection.introspection.table_names(cursor)):
            raise RestoreError(f"ไฟล์สำรองมีตารางที่ไม่รู้จัก: {', '.join(sorted(strange)[:5])}")
        for table in tables:  # what migrations filled in
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608
        for table, columns in tables.items():
            _copy_table_in(cursor, folder / table, copy_sql(table, columns, "FROM STDIN"))
        models = apps.get_models(include_auto_created=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _copy_table_in(cursor: Any, path: Path, copy: str) -> None:
    with cursor.copy(copy) as rows, path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            rows.write(chunk)


def _drop_everything() -> None:
    """The database was empty before we came."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
