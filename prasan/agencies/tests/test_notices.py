"""What an agency reads when the register changed."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.actions import imports
from prasan.agencies.actions.notices import tell_audience
from prasan.agencies.models import ChangeRequest, Import
from prasan.agencies.tests.proposals import change, consent, in_force, new_school, person, proposed
from prasan.delivery.models import Delivery

pytestmark = pytest.mark.usefixtures("office")


def bodies(request: ChangeRequest) -> dict[str, str]:
    """{name of the agency: what was written to it}."""
    tell_audience(request.pk)
    return {
        row.recipient: row.body for row in Delivery.objects.filter(key__startswith=f"request:{request.pk}:")
    }


def test_it_names_the_changed_fields_without_values_and_leads_to_the_own_page() -> None:
    own, other = in_force(name="โรงเรียนหนึ่ง"), in_force(name="โรงเรียนสอง")
    asked = change(own, {"phones": ["038000009"], "notes": "ภายใน"})
    said = bodies(consent(proposed(asked, audience={"kind": "internal"}, title="ปรับเลขหมาย")))
    assert "ที่ปรับปรุง: โทรศัพท์\n" in said["โรงเรียนหนึ่ง"]
    assert "0009" not in said["โรงเรียนหนึ่ง"]
    assert reverse("agencies:agency", args=[own]) in said["โรงเรียนหนึ่ง"]
    assert "เรื่อง: ปรับเลขหมาย" in said["โรงเรียนสอง"]
    assert reverse("agencies:agency", args=[other]) in said["โรงเรียนสอง"]
    assert reverse("agencies:directory") in said["โรงเรียนสอง"]


def test_the_file_of_an_import_is_not_named() -> None:
    in_force(name="โรงเรียนสอง")
    request = proposed(new_school("โรงเรียนใหม่"), audience={"kind": "internal"}, title="นำเข้าจากไฟล์ ลับ.csv")
    source = imports.take_in(ContentFile(b"a,b", name="ลับ.csv"), by=person("officer"), at=timezone.now())
    Import.objects.filter(pk=source.pk).update(request=request)
    said = bodies(consent(request))["โรงเรียนสอง"]
    assert "ลับ.csv" not in said
    assert "เรื่อง: ปรับปรุงข้อมูลหน่วยงาน 1 แห่ง" in said
