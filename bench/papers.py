"""Papers of the register: one of 300 rows warm, and one of a full part of 1,000 rows."""

from __future__ import annotations

import os
from pathlib import Path

from bench.office import opened_office

opened_office()

from django.utils import timezone  # noqa: E402

from bench.results import Results, peak_megabytes, timed  # noqa: E402
from prasan.accounts.models import User  # noqa: E402
from prasan.agencies.exports import papers  # noqa: E402
from prasan.agencies.tests import bulk  # noqa: E402

SECOND = 1.0


def main() -> None:
    results = Results()
    officer = User.objects.person("officer")
    bulk.put(bulk.schools(300), by=officer, at=timezone.now())
    papers.register_pdf(papers.edition(), 1)
    for title, make in (("register", papers.register_pdf), ("phone book", papers.phonebook_pdf)):
        make(papers.edition(), 1)
        spent = sorted(timed(lambda make=make: make(papers.edition(), 1))[0] for _ in range(3))[1]
        results.add(f"papers: {title} of 300 rows, warm", spent, "s", "limit", SECOND)
    bulk.put(bulk.schools(3_000), by=officer, at=timezone.now())
    first, _ = timed(lambda: papers.register_pdf(papers.edition(), 1))
    before = peak_megabytes()
    for part in (2, 3):
        papers.register_pdf(papers.edition(), part)
    results.add("papers: a full part of 1,000 rows", first, "s", "limit", 5 * SECOND)
    results.add("papers: memory after three parts", peak_megabytes(), "MB", "after one", before)
    results.write(Path(os.environ["BENCH_OUT"]))


if __name__ == "__main__":
    main()
