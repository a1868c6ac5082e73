"""Make a backup."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from prasan.audit import seal_log
from prasan.operations.models import Mark

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
# Fast: pictures and PDF hardly shrink, and the office is waiting.
_COMPRESSION = 1


@dataclass
class Manifest:
    """`parts`: name → {"sha256", "bytes"}; `tables` (PostgreSQL): name → its columns in order."""

    created_at: str
    vendor: str
    migrations: list[tuple[str, str]]
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    tables: dict[str, list[str]] = field(default_factory=dict)
    format: int = FORMAT


def make_backup(target: Path, *, at: datetime) -> tuple[Path, Manifest]:
    """Write the office into `target`, a file or an existing folder; returns the file and what it holds.

    Nobody else may read the file, and it stands under its name only when it is whole. Raises OSError.
    """
    if target.is_dir():
        target = target / f"prasan-{timezone.localtime(at):%Y%m%d-%H%M%S}.tar.gz"
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    manifest = Manifest(at.isoformat(), connection.vendor, applied)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".prasan-backup-")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=_COMPRESSION) as archive:
                _fill(archive, manifest)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    Mark.set("backup", at=at, file=str(target))
    return target, manifest


def _fill(archive: tarfile.TarFile, manifest: Manifest) -> None:
    _add_file(archive, manifest, "secret_key", settings.DATA / "secret_key")
    with tempfile.TemporaryDirectory(prefix="prasan-backup-") as scratch:
        with seal_log.held():  # each seal of the one in the other
            _add_file(archive, manifest, "seals.log", seal_log.path())
            parts = list(_database(Path(scratch), manifest))
        for part in parts:
            _add_file(archive, manifest, str(part.relative_to(scratch)), part)
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(p for p in media.rglob("*") if p.is_file()):
        _add_file(archive, manifest, f"files/{path.relative_to(media)}", path)
    content = json.dumps(vars(manifest), ensure_ascii=False, indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


class _Hashing:
    """A file that is hashed as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._file.read(size)
        self.digest.update(chunk)
        return chunk


def _add_file(archive: tarfile.TarFile, manifest: Manifest, name: str, path: Path) -> None:
    """A file that is not there (never made, or swept away meanwhile) is left out."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return
    with file:
        info = archive.gettarinfo(arcname=name, fileobj=file)
        reader = _Hashing(file)
        archive.addfile(info, reader)
        manifest.parts[name] = {"sha256": reader.digest.hexdigest(), "bytes": info.size}


def _database(scratch: Path, manifest: Manifest) -> Iterator[Path]:
    if connection.vendor == "sqlite":
        yield _sqlite_copy(scratch / DATABASE)
    else:
        yield from _postgres_tables(scratch / "tables", manifest)


def _sqlite_copy(path: Path) -> Path:
    """SQLite's online backup: one consistent moment, while others go on writing."""
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    try:
        connection.connection.backup(copy)
    finally:
        copy.close()
    return path


def _postgres_tables(folder: Path, manifest: Manifest) -> Iterator[Path]:
    """Every table of the office as COPY text, all as of one moment; needs no programs of PostgreSQL."""
    folder.mkdir()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = [c.name for c in connection.introspection.get_table_description(cursor, table)]
            manifest.tables[table] = columns
            _copy_out(cursor, table, columns, folder / table)
    yield from sorted(folder.iterdir())


def _copy_out(cursor: Any, table: str, columns: list[str], path: Path) -> None:
    with path.open("wb") as file, cursor.copy(copy_sql(table, columns, "TO STDOUT")) as rows:
        for chunk in rows:
            file.write(chunk)


def copy_sql(table: str, columns: list[str], direction: str) -> str:
    quote = connection.ops.quote_name
    return f"COPY {quote(table)} ({', '.join(map(quote, columns))}) {direction}"
