"""Members: added, changed, paused, out and in again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.agencies.models import Agency, Version
from prasan.audit.actions import record
from prasan.contacts.actions import point_of
from prasan.contacts.models import Contact, ContactPoint
from prasan.network import policies
from prasan.network.actions.groups import groups_named
from prasan.network.fields import OWN, Values
from prasan.network.held import values_of
from prasan.network.models import NetworkMember
from prasan.network.states import MEMBER_TRANSITIONS, MemberState
from prasan.office.standing import Standing
from prasan.thai.names import display_school, variants_key
from prasan.ui.refusal import Refused, ensure

_POINTS = frozenset({"phones", "line", "email", "how"})


@transaction.atomic
def add(values: Values, *, by: User, at: datetime) -> NetworkMember:
    """A new member of whole `values` (fields.Values). Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    return put_in(values, by=by, at=at)


@transaction.atomic
def change(member: NetworkMember, values: Values, *, by: User, at: datetime) -> list[str]:
    """Take over whatever differs in `values`; returns the fields that did. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    return take_over(member, values, by=by, at=at)


def put_in(values: Values, *, by: User | None, at: datetime, how: str = "") -> NetworkMember:
    """As `add`, for those that asked whether they may: an import, a confirmed sign-up (`by` None)."""
    values = whole(values, by)
    refuse_wrong(values, at)
    member = NetworkMember(contact=_contact_for(values), added_by=by, added_at=at, changed_at=at, state_at=at)
    _write(member, values, values.keys())
    record("member_added", member, by=by, at=at, **({"how": how} if how else {}))
    return member


def take_over(member: NetworkMember, values: Values, *, by: User | None, at: datetime) -> list[str]:
    """As `change`, for those that asked whether they may."""
    held = values_of(member)
    wanted = whole({**held, **values}, by)
    changed = [key for key, value in wanted.items() if held[key] != value]
    if not changed:
        return []
    refuse_wrong(wanted, at)
    member.changed_at = at
    _write(member, wanted, changed)
    record("member_changed", member, by=by, at=at, fields=sorted(changed))
    return changed


def whole(values: Values, by: User | None) -> Values:
    """A consent says who took it: who writes it down, unless another is named. None of it without a day."""
    found = dict(values)
    if found.get("consent_on") and not found.get("consent_taken_by"):
        found["consent_taken_by"] = by.name if by else "เจ้าของข้อมูลยืนยันเอง"
    found["groups"] = sorted(found.get("groups", ()))
    return found


def refuse_wrong(values: Values, at: datetime) -> None:
    """Raises `Refused` for values that cannot stand together."""
    wrong = policies.why_not_values(values, today=timezone.localdate(at))
    wrong.pop("email", None)  # a member may wait for an address; a list of recipients says so
    for refusal in wrong.values():
        raise Refused(refusal)


def _contact_for(values: Values) -> Contact:
    """The contact of that address and name, unless it is a member already; else a new one."""
    known = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, address=values.get("email") or "-")
    for point in known.select_related("contact").filter(contact__network_member=None).order_by("pk"):
        if variants_key(point.contact.name) == variants_key(values["name"]):
            return point.contact
    return Contact.objects.create(name=values["name"])


def _write(member: NetworkMember, values: Values, keys: Iterable[str]) -> None:
    changed = set(keys)
    for key in OWN:
        if key in changed:
            setattr(member, key, values[key])
    if "organisation" in changed:
        member.agency = agency_called(values["organisation"])
    _rename(member.contact, values["name"])
    if changed & _POINTS:
        _write_points(member, values)
    member.save()
    if "groups" in changed:
        member.groups.set(groups_named(values["groups"]))


def _rename(contact: Contact, name: str) -> None:
    if contact.name != name:
        contact.name = name
        contact.save(update_fields=["name"])


def _write_points(member: NetworkMember, values: Values) -> None:
    contact, kinds = member.contact, ContactPoint.Kind
    email, how = values.get("email"), values.get("how")
    member.email = point_of(contact, kinds.EMAIL, email) if email else None
    member.handover = point_of(contact, kinds.HANDOVER, how) if how else None
    _replace(contact, kinds.PHONE, values.get("phones", []))
    _replace(contact, kinds.LINE, [values["line"]] if values.get("line") else [])
    # What was read of them before is no longer so.
    member.contact = Contact.objects.get(pk=contact.pk)


def _replace(contact: Contact, kind: ContactPoint.Kind, addresses: list[str]) -> None:
    """Those that nothing was ever sent to go; the ledger keeps the others."""
    points = ContactPoint.objects.filter(contact=contact, kind=kind)
    points.exclude(address__in=addresses).filter(deliveries=None).delete()
    for address in addresses:
        point_of(contact, kind, address)


def agency_called(organisation: str) -> Agency | None:
    """The agency of the register that is called exactly so, if it is only one."""
    if not organisation:
        return None
    found = Version.objects.current().filter(name=display_school(organisation))[:2]
    return found[0].agency if len(found) == 1 else None


@transaction.atomic
def turn(member: NetworkMember, act: str, *, by: User | None, at: datetime, how: str = "") -> None:
    """pause, resume, leave, restore (`states`); `by` None: the member by their own link. Raises `Refused`."""
    if by is not None:
        ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    member = NetworkMember.objects.select_for_update().get(pk=member.pk)
    ensure(policies.why_not_turn(member.state, act))
    if member.merged_into_id:
        raise Refused("รายการนี้รวมกับสมาชิกอื่นแล้ว แยกกลับก่อน")
    target: dict[str, MemberState] = MEMBER_TRANSITIONS[MemberState(member.state)][1]
    NetworkMember.objects.filter(pk=member.pk).update(state=target[act], state_at=at, changed_at=at)
    record(f"member_{act}", member, by=by, at=at, **({"how": how} if how else {}))


@transaction.atomic
def renew(
    member: NetworkMember, *, term_to: date, order_no: str, order_on: date | None, by: User, at: datetime
) -> None:
    """ต่อวาระ: a later last day, and the order that says so if there is one. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    ensure(policies.why_not_renew(member, term_to, today=timezone.localdate(at)))
    order = {"order_no": order_no, "order_on": order_on} if order_no or order_on else {}
    take_over(member, {"term_to": term_to, **order}, by=by, at=at)


@transaction.atomic
def prefer(member: NetworkMember, *, channel: str, how: str, by: User | None, at: datetime) -> None:
    """Another way to be reached; by the member's own link `by` is None. Raises `Refused`."""
    take_over(member, {"channel": channel, "how": how}, by=by, at=at)


@transaction.atomic
def tie(member: NetworkMember, version: Version, *, by: User, at: datetime) -> None:
    """The member belongs to that agency of the register; its name stands where none did. Raises `Refused`."""
    ensure(policies.why_not_keep_network(by, Standing(timezone.localdate(at))))
    member.agency, member.changed_at = version.agency, at
    member.organisation = member.organisation or version.name
    member.save()
    record("member_tied", member, by=by, at=at, agency=version.agency_id)
