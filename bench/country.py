"""A whole country's schools (36,249 rows): from file to proposal, from last consent to public.

Floor: reading the file and one `bulk_create` of its bare rows (five text columns, no index but the key).
"""

from __future__ import annotations

import csv
import json
import lzma
import os
from pathlib import Path
from typing import Any

from bench.office import opened_office

opened_office()

from django.core.files.base import File  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench.results import Results, peak_megabytes, spent  # noqa: E402
from prasan.accounts.models import User  # noqa: E402
from prasan.agencies.actions import imports, proposing  # noqa: E402
from prasan.agencies.models import ChangeRequest, Version  # noqa: E402
from prasan.approvals import actions as approvals  # noqa: E402
from prasan.thai.collation import sort_key  # noqa: E402

PACKED = Path(__file__).parent / "schools_thailand.csv.xz"


class Bare(models.Model):
    name = models.CharField(max_length=300)
    subdistrict = models.CharField(max_length=100)
    district = models.CharField(max_length=100)
    province = models.CharField(max_length=100)
    level = models.CharField(max_length=100)

    class Meta:
        app_label = "bench"

    def __str__(self) -> str:
        return self.name


def unpacked() -> Path:
    """The schools as a CSV in the office's folder."""
    path = Path(os.environ["DATA"]) / "schools_thailand.csv"
    path.write_bytes(lzma.decompress(PACKED.read_bytes()))
    return path


def floor(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    with transaction.atomic():
        Bare.objects.bulk_create([Bare(**row) for row in rows])
    return len(rows)


def to_proposal(path: Path, officer: User) -> ChangeRequest:
    with path.open("rb") as opened:
        source = imports.take_in(File(opened, name=path.name), by=officer, at=timezone.now())
    imports.analyse(source, at=timezone.now())
    request = proposing.propose(source, by=officer, at=timezone.now())
    assert request is not None
    return request


def to_public(request: ChangeRequest, director: User) -> int:
    assert request.case is not None
    approvals.decide(request.case, by=director, choice="approve", at=timezone.now())
    return Version.objects.current().count()


def import_export(path: Path) -> Any:
    """django-import-export, the usual library, doing the same rows in its bulk mode."""
    from import_export import resources
    from tablib import Dataset

    class BareResource(resources.ModelResource):
        class Meta:
            model = Bare
            fields = ("name", "subdistrict", "district", "province", "level")
            import_id_fields = ("name", "subdistrict", "district", "province")
            use_bulk = True
            batch_size = 1000
            skip_diff = True

    data = Dataset().load(path.read_text(encoding="utf-8-sig"), format="csv")
    return BareResource().import_data(data, raise_errors=True)


def main() -> None:
    results = Results()
    path = unpacked()
    with connection.schema_editor() as editor:
        editor.create_model(Bare)
    sort_key("กขค"), reverse("agencies:directory")  # tables and addresses load once a process
    person = User.objects.person
    before, count = spent(lambda: floor(path))
    proposing, request = spent(lambda: to_proposal(path, person("officer")))
    for key in ("head", "deputy1"):
        approvals.decide(request.case, by=person(key), choice="approve", at=timezone.now())
    publishing, public = spent(lambda: to_public(request, person("director")))
    peak = peak_megabytes()
    Bare.objects.all().delete()
    after, _ = spent(lambda: floor(path))
    Bare.objects.all().delete()
    library, _ = spent(lambda: import_export(path))
    base = f"read + bulk_create of {count} bare rows"
    for clock in ("cpu", "wall"):
        bare = (getattr(before, clock) + getattr(after, clock)) / 2
        ours = getattr(proposing, clock), getattr(publishing, clock)
        results.add(f"country: file to proposal, {clock}", ours[0], "s", base, bare)
        results.add(f"country: last consent to public, {clock}", ours[1], "s", base, bare)
        results.add(f"country: together, {clock}", sum(ours), "s", base, bare)
        results.add(
            f"country: django-import-export, {clock}", getattr(library, clock), "s", "together", sum(ours)
        )
    results.add("country: peak memory", peak, "MB", "limit", 300)
    print(json.dumps({"public": public}))
    results.write(Path(os.environ["BENCH_OUT"]))


if __name__ == "__main__":
    main()
