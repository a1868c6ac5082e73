"""Many rows into one table at the speed of the database.

`bulk_create` builds an object and compiles SQL for every row; a register of a whole country spends most of
its time there (`bench/`). Here rows are tuples that the database takes as they are: COPY on PostgreSQL
(psycopg), `executemany` on SQLite.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, models

_BATCH = 2000


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert `rows` of database-ready values (JSON as text by `as_json`, moments by `as_moment`), in the
    order of `fields`. The database keeps its constraints; signals and defaults of the model don't apply."""
    table, columns = _names(model, fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        for batch in _batches(rows):
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row(row)
            else:
                cursor.executemany(statement, batch)


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    """Rows are read before any of them is written: a connection that copies answers no query until it has
    ended, and a table that is read while it grows never comes to its end."""
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def insert_alike(model: type[models.Model], field: str, value: Any, count: int) -> list[int]:
    """Insert `count` rows that hold nothing but `field` = `value`; returns their keys. One statement."""
    table, column = _names(model, [field])
    numbers = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)"
    insertion = f"INSERT INTO {table} ({column}) SELECT %s FROM numbers RETURNING id"  # noqa: S608 - our own names
    if count == 0:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{numbers} {insertion}", [count, value])
        return [row[0] for row in cursor.fetchall()]


def _names(model: type[models.Model], fields: Sequence[str]) -> tuple[str, str]:
    """The table and its columns, quoted."""
    found = [model._meta.get_field(field) for field in fields]
    columns = [field.column for field in found if isinstance(field, models.Field) and field.column]
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), ", ".join(map(quote, columns))


# One encoder for all: `json.dumps` would make one for every value.
as_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""JSON text, as a JSONField holds it."""


def as_moment(at: datetime) -> Any:
    """A moment as this database stores it."""
    return connection.ops.adapt_datetimefield_value(at)
