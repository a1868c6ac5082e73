"""Telling agencies that the register changed (manual job A, step 5.5)."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.fields import FIELDS, Level, Scope
from prasan.agencies.models import ChangeRequest, Import, Version
from prasan.agencies.states import RequestState
from prasan.contacts.actions import email_point_for
from prasan.delivery.actions import write
from prasan.delivery.models import Delivery
from prasan.office.models import OfficeProfile

PURPOSE = "agency_notice"
_OFFICE_ONLY = {"notes", "consent_proof"}
AUDIENCES = {
    "nobody": "ไม่แจ้ง",
    "touched": "หน่วยงานที่ข้อมูลเปลี่ยนในเรื่องนี้",
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
    if kind == "touched":
        versions = versions.filter(agency__in=request.items.values("agency"))
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
    changed = _changed(request)
    for version in audience:
        _tell(request, version, office_name, changed.get(version.agency_id, set()))
    return len(audience)


@transaction.atomic
def _tell(request: ChangeRequest, version: Version, office_name: str, changed: set[str]) -> None:
    """An agency without an e-mail gets a suppressed row: the list of who was told names it too."""
    write(
        key=f"request:{request.pk}:agency:{version.agency_id}",
        to=email_point_for(version.name, version.values.get("email", "")),
        recipient=version.name,
        purpose=PURPOSE,
        subject="ข้อมูลหน่วยงานปรับปรุงแล้ว",
        body=(
            f"เรียน {version.name}\n\n{office_name} ปรับปรุงข้อมูลในทะเบียนหน่วยงานแล้ว\n"
            f"{_what(request, changed)}\n\n{_where(version)}\n"
        ),
        at=timezone.now(),
    )


def _changed(request: ChangeRequest) -> dict[int, set[str]]:
    """{agency: fields that the request changes of it}, without the office's own remarks."""
    items = request.items.values_list("agency", "values", "levels").iterator(500)
    return {agency: (set(values) | set(levels)) - _OFFICE_ONLY for agency, values, levels in items}


def _what(request: ChangeRequest, changed: set[str]) -> str:
    """What changed of the agency itself, by the names of the fields alone; else what the request is about.

    The title of an import names the office's file, which is nobody else's business.
    """
    labels = [field.label for field in FIELDS if field.key in changed]
    if labels:
        return f"ข้อมูลของหน่วยงานท่านที่ปรับปรุง: {', '.join(labels)}"
    if Import.objects.filter(request=request).exists():
        return f"เรื่อง: ปรับปรุงข้อมูลหน่วยงาน {request.items.count():,} แห่ง"
    return f"เรื่อง: {request.title}"


def _where(version: Version) -> str:
    """The agency's own page where it has one that everybody may see, and the directory."""
    directory = f"ดูรายชื่อหน่วยงาน: {settings.ORIGIN}{reverse('agencies:directory')}"
    if version.name_level < Level.WEB:
        return directory
    own = f"{settings.ORIGIN}{reverse('agencies:agency', args=[version.agency_id])}"
    return f"ดูข้อมูลล่าสุดของหน่วยงานท่าน: {own}\n{directory}"


def told(request: ChangeRequest) -> list[Delivery]:
    """The list of who was told, with how each message fared."""
    rows = Delivery.objects.filter(key__startswith=f"request:{request.pk}:agency:")
    return list(rows.select_related("contact_point__contact"))
