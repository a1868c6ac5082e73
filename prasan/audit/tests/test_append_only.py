"""The database itself refuses to change the past."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from prasan.audit.actions import record, seal
from prasan.audit.models import Event, Seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed() -> None:
    record("test.done", "test:1", by=None)
    seal(at=timezone.now())


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("model", [Event, Seal])
def test_it_refuses_to_delete(model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert model.objects.count() == 1


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize(("model", "change"), [(Event, {"action": "x"}), (Seal, {"count": 9})])
def test_it_refuses_to_update(model, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**change)
    assert not model.objects.filter(**change).exists()
