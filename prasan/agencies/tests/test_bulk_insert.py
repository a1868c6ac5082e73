"""Rows that are written in bulk may come out of the same database while they are written."""

import pytest
from django.utils import timezone

from prasan.agencies import bulk
from prasan.agencies.models import Agency

pytestmark = pytest.mark.django_db


def test_rows_may_be_read_from_the_database_that_takes_them() -> None:
    at = bulk.as_moment(timezone.now())
    keys = bulk.insert_alike(Agency, "added_at", at, 5)
    again = (
        (key + 1000, at) for key in Agency.objects.order_by("pk").values_list("pk", flat=True).iterator(2)
    )
    bulk.insert(Agency, ("id", "added_at"), again)
    assert sorted(Agency.objects.filter(pk__gt=1000).values_list("pk", flat=True)) == [k + 1000 for k in keys]


def test_nothing_to_write_writes_nothing() -> None:
    bulk.insert(Agency, ("added_at",), [])
    assert not Agency.objects.exists()
