"""Triggers that make the audit tables append-only, in the words of each database.

They stop a mistake and a careless query; whoever owns the database can drop them, which is why events are
sealed as well.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("audit_event", "audit_seal")
_ACTS = ("update", "delete")

_SQLITE = """CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""

_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"""
_POSTGRES = """CREATE OR REPLACE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION audit_append_only()"""
_POSTGRES_TRUNCATE = """CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"""

_POSTGRES_STANDING = """SELECT t.tgname, t.tgenabled::text, p.prosrc FROM pg_trigger t
JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgrelid IN ('audit_event'::regclass, 'audit_seal'::regclass)"""


def create(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on both tables; harmless when they are there."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION)
        for table in TABLES:
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take them off: for undoing the migration, for emptying a test database and for tests of the seals."""
    names = (
        ("append_only", "no_truncate") if connection.vendor == "postgresql" else ("no_update", "no_delete")
    )
    with connection.cursor() as cursor:
        for table in TABLES:
            for name in names:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are gone, switched off or no longer what `create` makes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_STANDING)
            standing = {name for name, enabled, source in cursor.fetchall() if _guards(enabled, source)}
            expected = {f"{table}_{name}" for table in TABLES for name in ("append_only", "no_truncate")}
            return sorted(expected - standing)
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = {name: " ".join(sql.split()) for name, sql in cursor.fetchall()}
    expected_sql = {f"{table}_no_{act}": _as_kept(table, act) for table in TABLES for act in _ACTS}
    return sorted(name for name, sql in expected_sql.items() if found.get(name) != sql)


def _guards(enabled: str, source: str) -> bool:
    return enabled in {"O", "A"} and "RAISE EXCEPTION '% is append-only'" in source


def _as_kept(table: str, act: str) -> str:
    """SQLite keeps the words it was given, without IF NOT EXISTS."""
    return " ".join(_SQLITE.format(table=table, act=act).replace("IF NOT EXISTS ", "").split())


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [_POSTGRES.format(table=table), _POSTGRES_TRUNCATE.format(table=table)]
    return [_SQLITE.format(table=table, act=act) for act in _ACTS]
