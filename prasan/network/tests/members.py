"""Members in bulk, for tests whose behaviour is something else."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from prasan.contacts.models import Contact, ContactPoint
from prasan.network.models import Channel, Group, Kind, NetworkMember


def group(name: str = "สื่อมวลชนท้องถิ่น", **fields: Any) -> Group:
    return Group.objects.filter(name=name).first() or Group.objects.create(name=name, **fields)


def member(
    name: str = "นายสมมติ ตัวอย่าง", address: str = "somsak@media.example", *groups: str, **fields: Any
) -> NetworkMember:
    """Consented on 1 October 2569, unless `fields` say otherwise."""
    contact = Contact.objects.create(name=name)
    if how := fields.pop("how", ""):
        way = ContactPoint.objects.create(contact=contact, kind="handover", address=how)
        fields |= {"channel": Channel.HANDOVER, "handover": way}
    point = ContactPoint.objects.create(contact=contact, kind="email", address=address) if address else None
    now = timezone.now()
    made = NetworkMember.objects.create(
        **{
            "contact": contact, "email": point, "kind": Kind.MEDIA, "channel": Channel.EMAIL,
            "consent_on": date(2026, 10, 1), "consent_how": "แบบตอบรับ", "consent_taken_by": "นางตัวอย่าง ทดสอบ",
            "state_at": now, "added_at": now, "changed_at": now,
        }
        | fields
    )  # fmt: skip
    made.groups.set(group(one) for one in groups)
    return made


NO_CONSENT: dict[str, Any] = {"consent_on": None, "consent_how": "", "consent_taken_by": ""}
