"""Groups and units: add, rename, close."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office.actions.keys import free_key
from prasan.office.models import Unit
from prasan.office.policies import why_not_close_unit, why_not_manage_office
from prasan.ui.refusal import ensure


@transaction.atomic
def add_unit(*, name: str, by: User) -> Unit:
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    unit = Unit.objects.create(key=free_key(Unit, "g"), name=name, position=Unit.objects.count())
    record("unit_added", unit, by=by)
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, name: str, by: User) -> Unit:
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    unit.name = name
    unit.save(update_fields=["name"])
    record("unit_renamed", unit, by=by)
    return unit


@transaction.atomic
def close_unit(unit: Unit, *, on: date, by: User) -> Unit:
    """From `on` the unit is no more; its posts and their past stay readable. Raises `Refused`."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    ensure(why_not_close_unit(unit, on=on))
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    record("unit_closed", unit, by=by, on=on.isoformat())
    return unit
