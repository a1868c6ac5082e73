"""Groups by audience: made, renamed, their members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.network import policies
from prasan.network.models import Group, NetworkMember
from prasan.office.standing import Standing
from prasan.thai.text import fold, normalise
from prasan.ui.refusal import Refused, ensure


def groups_named(names: Iterable[str]) -> list[Group]:
    """The groups called so in any spelling; new ones are made."""
    wanted = {fold(name): name for name in names if fold(name)}
    known = {group.key: group for group in Group.objects.filter(key__in=wanted)}
    return [known.get(key) or Group.objects.create(name=normalise(name)) for key, name in wanted.items()]


@transaction.atomic
def keep_group(
    group: Group | None, *, name: str, audience: str, is_open: bool, by: User, at: datetime
) -> Group:
    """Make a group, or rename one. Raises `Refused` when another one is called so."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    same = Group.objects.filter(key=fold(name)).first()
    if same and same != group:
        raise Refused(f"มีกลุ่มชื่อ “{same.name}” อยู่แล้ว")
    verb = "group_changed" if group else "group_made"
    group = group or Group()
    group.name, group.audience, group.is_open = name, audience, is_open
    group.save()
    record(verb, group, by=by, at=at)
    return group


@transaction.atomic
def add_member(group: Group, member: NetworkMember, *, by: User, at: datetime) -> None:
    """Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    if member.groups.filter(pk=group.pk).exists():
        raise Refused(f"{member} อยู่ในกลุ่มนี้แล้ว")
    member.groups.add(group)
    record("group_member_added", member, by=by, at=at, group=group.pk)


@transaction.atomic
def remove_member(group: Group, member: NetworkMember, *, by: User, at: datetime) -> None:
    """Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    member.groups.remove(group)
    record("group_member_removed", member, by=by, at=at, group=group.pk)


@transaction.atomic
def drop_group(group: Group, *, by: User, at: datetime) -> None:
    """Only an empty group goes. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    if group.members.listed().exists():
        raise Refused("ถอนสมาชิกออกจากกลุ่มให้หมดก่อนจึงลบได้")
    record("group_dropped", group, by=by, at=at)
    group.delete()
