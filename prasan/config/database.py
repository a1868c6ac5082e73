"""Which database the office lives in, and bringing an empty one up to date."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import Any

import dj_database_url

# IMMEDIATE takes the write lock when a transaction begins: a read that later wants to write would
# otherwise fail at once, whatever the timeout.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16000;",
}


def database_settings(url: str | None, data: Path) -> dict[str, Any]:
    """Django's settings for one database: PostgreSQL by `url`, else SQLite inside the folder `data`."""
    if url:
        return {**dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / "prasan.sqlite3",
        "OPTIONS": dict(_SQLITE_OPTIONS),
        "CONN_MAX_AGE": None,
    }


def ensure_migrated() -> None:
    """Apply outstanding migrations, one process at a time; costs one query when there are none."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    def outstanding() -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    if not outstanding():
        return
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if outstanding():
            call_command("migrate", verbosity=0, interactive=False)
