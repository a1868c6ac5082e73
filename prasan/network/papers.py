"""Form 7.3 of one member, and the register of the network, as papers."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from prasan.network.held import as_text, values_of, with_all
from prasan.network.models import Kind, NetworkMember
from prasan.network.models.member import MemberQuerySet
from prasan.office.models import OfficeProfile
from prasan.printing.papers import network


def form_pdf(member: NetworkMember, *, at: datetime) -> bytes:
    """The form of one member. Raises `printing.compile.PrintError`."""
    values = values_of(member)
    texts = {key: as_text(key, value) for key, value in values.items()}
    form = network.Form(
        office=_office(), kinds=[str(label) for label in Kind.labels],
        state=str(member.get_state_display()), printed_on=timezone.localdate(at), **texts,
    )  # fmt: skip
    return network.form(form, timestamp=int(at.timestamp()), thai_digits=_thai_digits())


def register_pdf(members: MemberQuerySet, *, about: str, at: datetime, part: int = 1) -> bytes:
    """Part `part` of the register, of at most network.MOST_ROWS; `about` says which members.
    Raises `printing.compile.PrintError`."""
    found = with_all(members)
    start = (part - 1) * network.MOST_ROWS
    rows = [_row(member) for member in found[start : start + network.MOST_ROWS]]
    heading = network.Register(
        office=_office(), as_of=timezone.localdate(at), about=about, total=members.count(), first=start + 1
    )
    return network.register(heading, rows, timestamp=int(at.timestamp()), thai_digits=_thai_digits())


def _row(member: NetworkMember) -> network.Row:
    texts = {key: as_text(key, value) for key, value in values_of(member).items()}
    return network.Row(
        name=texts["name"],
        post=texts["post"],
        organisation=texts["organisation"],
        area=" ".join(part for part in (texts["school_group"], texts["district"]) if part),
        kind=texts["kind"],
        phone=texts["phones"],
        line=texts["line"],
        email=texts["email"],
        web=" ".join(part for part in (texts["website"], texts["facebook"]) if part),
        skill=texts["skill"],
        order=[texts["order_no"], f"ลว. {texts['order_on']}" if texts["order_on"] else ""],
        term=[texts["term_from"], f"ถึง {texts['term_to']}" if texts["term_to"] else ""],
        consent=[texts["consent_on"], texts["consent_how"]],
        notes=texts["notes"],
    )


def _office() -> str:
    profile = OfficeProfile.current()
    return profile.name if profile else ""


def _thai_digits() -> bool:
    profile = OfficeProfile.current()
    return bool(profile and profile.uses_thai_digits)
