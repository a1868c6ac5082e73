"""The public directory and the staff register with 36,249 agencies in them: CPU of whole requests.

Search is set against its bare SQL: the page's rows by `LIKE` on the folded name, and how many there are.
"""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from bench.office import opened_office

opened_office()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.results import Results, cpu, getter, timed  # noqa: E402
from prasan.accounts.models import User  # noqa: E402
from prasan.agencies import directory  # noqa: E402
from prasan.agencies.exports import files  # noqa: E402
from prasan.agencies.exports.table import records  # noqa: E402
from prasan.agencies.fields import Level  # noqa: E402
from prasan.agencies.models import Version  # noqa: E402
from prasan.agencies.tests import bulk  # noqa: E402

COUNT = 36_249
PAGE, AGENCY = 15, 5
"""Milliseconds that a list and a page of one agency may cost."""
ROWS = """SELECT agency_id, name, "values", levels FROM agencies_version
    WHERE valid_to IS NULL AND closed_on IS NULL AND name_level >= 1 AND name_key LIKE %s
    ORDER BY sort_key, name, agency_id LIMIT 30"""
HITS = """SELECT COUNT(*) FROM agencies_version
    WHERE valid_to IS NULL AND closed_on IS NULL AND name_level >= 1 AND name_key LIKE %s"""
LISTS = {
    "first page": "",
    "last page": "?page=1209",
    "one district": "?place=2103",
    "kind and letter": "?kind=school&letter=ม",
    "one group": "?group=กลุ่มโรงเรียนแกลง",
}
WORDS = {
    "a few hits": ("แกลง", "แกลง"),
    "many hits": ("บ้าน", "บาน"),
    "no hit": ("มาบเหลาชะโฮน", "มาบเหลาชะโฮน"),
}


def bare_search(folded: str) -> Callable[[], None]:
    def search() -> None:
        with connection.cursor() as cursor:
            for statement in (ROWS, HITS):
                cursor.execute(statement, [f"%{folded}%"])
                cursor.fetchall()

    return search


def measure_lists(results: Results, client: Client, name: str, address: str) -> None:
    for title, query in LISTS.items():
        results.add(f"{name}: {title}", cpu(getter(client, address + query)), "ms", "limit", PAGE)
    for title, (word, folded) in WORDS.items():
        spent, bare = cpu(getter(client, f"{address}?q={word}")), cpu(bare_search(folded), 7)
        results.add(f"{name}: search with {title}, whole page", spent, "ms", "its bare SQL", bare)


def queries_of(get: Callable[[], None]) -> int:
    connection.force_debug_cursor = True
    with CaptureQueriesContext(connection) as queries:
        get()
    return len(queries)


def measure_after_consent(results: Results, get: Callable[[], None]) -> None:
    """The next page in each process makes the index of the list again."""

    def again() -> None:
        directory.forget()
        get()

    def scan() -> None:
        rows = Version.objects.current().in_thai_order()
        list(rows.values_list("pk", "name", "name_key", "scope", "kind", "place", "school_group", "levels"))

    base = "one query for the same columns"
    results.add("directory: first page after a consent", cpu(again, 3), "ms", base, cpu(scan, 3))


def peak_of(write: Callable[[], None]) -> float:
    """Megabytes of Python objects that a call held at most."""
    tracemalloc.start()
    write()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def measure_exports(results: Results) -> None:
    bare, _ = timed(lambda: sum(1 for _ in records(Level.OPEN)))
    for format_ in files.WRITERS:
        path = Path(os.environ["DATA"]) / f"agencies.{format_}"

        def write(format_: str = format_, path: Path = path) -> None:
            with path.open("wb") as file:
                files.write(file, format_, Level.OPEN)

        results.add(f"export: {format_} of {COUNT} rows", timed(write)[0], "s", "reading them", bare)
    write_few = peak_of(lambda: files.write_xlsx(BytesIO(), _some(2_000)))
    write_more = peak_of(lambda: files.write_xlsx(BytesIO(), _some(6_000)))
    results.add("export: memory of 6,000 rows as XLSX", write_more, "MB", "of 2,000 rows", write_few)


def _some(count: int) -> object:
    return (record for _, record in zip(range(count), records(Level.OPEN), strict=False))


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    results, stranger, staff = Results(), Client(), Client()
    officer = User.objects.person("officer")
    staff.force_login(officer)
    bulk.put(bulk.schools(40), by=officer, at=timezone.now())
    public = getter(stranger, reverse("agencies:directory"))
    few = queries_of(public)
    made = bulk.put(bulk.schools(COUNT), by=officer, at=timezone.now())
    measure_lists(results, stranger, "directory", reverse("agencies:directory"))
    page = getter(stranger, reverse("agencies:agency", args=[made[100].agency_id]))
    results.add("directory: page of one agency", cpu(page), "ms", "limit", AGENCY)
    measure_lists(results, staff, "staff register", reverse("agencies:register"))
    desk = getter(staff, reverse("agencies:staff_agency", args=[made[100].agency_id]))
    results.add("staff register: page of one agency", cpu(desk), "ms", "limit", PAGE)
    results.add("directory: queries of a page", queries_of(public), "", "with 40 agencies", few)
    measure_after_consent(results, public)
    measure_exports(results)
    results.write(Path(os.environ["BENCH_OUT"]))


if __name__ == "__main__":
    main()
