"""A whole import of members taken back as one act, as long as nothing later stands on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record, subject_of
from prasan.audit.models import Event
from prasan.contacts.models import Contact, ContactPoint
from prasan.delivery.models import Delivery
from prasan.network import policies
from prasan.network.actions.members import take_over
from prasan.network.fields import BY_KEY, Values
from prasan.network.held import with_all
from prasan.network.models import Group, MemberImport, NetworkMember
from prasan.office.standing import Standing
from prasan.ui.refusal import Refusal, ensure

_NAMED = 5


@transaction.atomic
def undo(source: MemberImport, *, by: User, at: datetime) -> dict[str, int]:
    """Members that it added go, with what was made for them; those that it changed are as before. Returns how
    many of each. Raises `Refused` when something later stands on it."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    source = MemberImport.objects.select_for_update().get(pk=source.pk)
    ensure(policies.why_not_undo(source))
    ensure(why_something_stands_on(source))
    done = source.done
    for change in done["changed"]:
        _put_back(change, by, at)
    members = NetworkMember.objects.filter(pk__in=done["added"])
    for member in members:
        record("member_import_undone", member, by=by, at=at)
    members.delete()
    drop_free(ContactPoint.objects.filter(pk__in=done["points"]))
    drop_free(Contact.objects.filter(pk__in=done["contacts"]))
    Group.objects.filter(pk__in=done["groups"], members=None).delete()
    counts = {"added": len(done["added"]), "changed": len(done["changed"])}
    source.done, source.undone_at, source.undone_by = {}, at, by
    source.save(update_fields=["done", "undone_at", "undone_by"])
    record("network_sheet_undone", source, by=by, at=at, counts=counts)
    return counts


def why_something_stands_on(source: MemberImport) -> Refusal | None:
    """Whatever was done since with a member of it, by anybody, and whatever was sent to one."""
    changed = [change["member"] for change in source.done["changed"]]
    members = list(
        NetworkMember.objects.filter(pk__in=[*source.done["added"], *changed]).select_related("contact")
    )
    later = Event.objects.filter(subject__in=[subject_of(row) for row in members], at__gt=source.taken_at)
    touched = set(later.values_list("subject", flat=True))
    if names := [
        str(row.contact.name) for row in members if subject_of(row) in touched or row.merged_into_id
    ]:
        return Refusal(f"มีการดำเนินการกับสมาชิกหลังนำเข้าแล้ว ({_some(names)}) จึงย้อนทั้งไฟล์ไม่ได้ แก้รายคนแทน")
    sent = Delivery.objects.filter(
        contact_point__contact__in=[row.contact_id for row in members], created_at__gt=source.taken_at
    )
    if names := list(dict.fromkeys(sent.values_list("contact_point__contact__name", flat=True))):
        return Refusal(
            f"ส่งข่าวถึงสมาชิกที่นำเข้าแล้ว ({_some(names)}) หลักฐานการส่งต้องคงอยู่ "
            "จึงย้อนทั้งไฟล์ไม่ได้ ให้สมาชิกออกจากเครือข่ายแทน"
        )
    return None


def _some(names: list[str]) -> str:
    more = f" และอีก {len(names) - _NAMED:,} คน" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _put_back(change: dict[str, Any], by: User, at: datetime) -> None:
    member = with_all(NetworkMember.objects.filter(pk=change["member"])).first()
    if member is None:
        return
    take_over(member, _read(change["before"]), by=by, at=at)
    addresses = [change["after"][key] for key in ("email", "how") if change["after"].get(key)]
    drop_free(ContactPoint.objects.filter(contact=member.contact_id, address__in=addresses))


def _read(values: Values) -> Values:
    """As they were before they were kept as JSON."""
    return {
        key: date.fromisoformat(value) if value and BY_KEY[key].type == "date" else value
        for key, value in values.items()
    }


def drop_free(rows: Iterable[Model]) -> None:
    """Delete the rows that nothing else relies on."""
    for row in rows:
        if not any(_points_at(field, row) for field in row._meta.get_fields(include_hidden=True)):
            row.delete()


def _points_at(field: Any, row: Model) -> bool:
    if not (field.auto_created and not field.concrete):
        return False
    return bool(field.related_model._base_manager.filter(**{field.field.name: row.pk}).exists())
