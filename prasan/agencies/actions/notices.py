"""Telling agencies that the register changed (manual job A, step 5.5)."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.fields import Scope
from prasan.agencies.models import ChangeRequest, Version
from prasan.agencies.states import RequestState
from prasan.contacts.actions import email_point_for
from prasan.delivery.actions import write
from prasan.delivery.models import Delivery
from prasan.office.models import OfficeProfile

PURPOSE = "agency_notice"
AUDIENCES = {
    "nobody": "ไม่แจ้ง",
    "internal": "หน่วยงานภายในทุกแห่ง",
    "external": "หน่วยงานภายนอกทุกแห่ง",
    "all": "ทุกหน่วยงานในทะเบียน",
    "chosen": "หน่วยงานที่เลือก",
}


def audience_of(request: ChangeRequest) -> Iterator[Version]:
    """The agencies that `request` names as its audience, as the register stands now, open ones only."""
    kind = request.audience.get("kind", "nobody")
    versions = Version.objects.current().filter(closed_on=None).in_thai_order()
    if kind == "nobody":
        return
    if kind in Scope.values:
        versions = versions.filter(scope=kind)
    if kind == "chosen":
        versions = versions.filter(agency__in=request.audience.get("agencies", []))
    yield from versions.iterator(500)


def tell_audience(request_id: int) -> int:
    """Write one message to the central e-mail of each agency of the audience; returns how many were written.

    Writing it again changes nothing, so a task that died in the middle may simply run again.
    """
    request = ChangeRequest.objects.get(pk=request_id)
    if request.state != RequestState.APPROVED:
        return 0
    office = OfficeProfile.current()
    office_name = office.name if office else ""
    audience = list(audience_of(request))
    for version in audience:
        _tell(request, version, office_name)
    return len(audience)


@transaction.atomic
def _tell(request: ChangeRequest, version: Version, office_name: str) -> None:
    """An agency without an e-mail gets a suppressed row: the list of who was told names it too."""
    write(
        key=f"request:{request.pk}:agency:{version.agency_id}",
        to=email_point_for(version.name, version.values.get("email", "")),
        recipient=version.name,
        purpose=PURPOSE,
        subject="ข้อมูลหน่วยงานปรับปรุงแล้ว",
        body=(
            f"เรียน {version.name}\n\n{office_name} ปรับปรุงข้อมูลในทะเบียนหน่วยงานแล้ว\n"
            f"เรื่อง: {request.title}\n\nดูข้อมูลล่าสุด: {settings.ORIGIN}{reverse('agencies:directory')}\n"
        ),
        at=timezone.now(),
    )


def told(request: ChangeRequest) -> list[Delivery]:
    """The list of who was told, with how each message fared."""
    rows = Delivery.objects.filter(key__startswith=f"request:{request.pk}:agency:")
    return list(rows.select_related("contact_point__contact"))
