"""Two entries of one person: found, made one, parted again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from prasan.agencies.tests.bulk import put, school
from prasan.audit.models import Event
from prasan.contacts.models import ContactPoint
from prasan.network.actions import merging
from prasan.network.duplicates import known_to_register, pairs
from prasan.network.held import values_of
from prasan.network.models import Merge, NetworkMember
from prasan.network.recipients import recipients
from prasan.network.tests.members import NO_CONSENT, member
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


def phone(one, number):
    ContactPoint.objects.create(contact=one.contact, kind="phone", address=number)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (("นายสมมติ ก", "a@b.example"), ("สมมติ ก", "c@b.example"), "ชื่อเดียวกัน"),
        (("นายสมมติ ก", "a@b.example"), ("นางตัวอย่าง ข", "a@b.example"), "อีเมลเดียวกัน"),
    ],
)
def test_the_same_name_or_address_is_found(first, second, why):
    member(*first)
    member(*second)
    member("นายสมมติ คนละคน", "z@b.example")
    assert [pair.why for pair in pairs()] == [why]


def test_the_same_number_is_found():
    for name in ("นายสมมติ ก", "นางตัวอย่าง ข"):
        phone(member(name, ""), "0800000001")
    assert [pair.why for pair in pairs()] == ["โทรศัพท์หมายเลขเดียวกัน"]


def test_merging_fills_in_and_hides_the_other_and_parting_undoes_it(cast):
    kept = member("นายสมมติ ก", "a@b.example", "หนึ่ง", post="", **NO_CONSENT)
    dropped = member("สมมติ ก", "c@b.example", "สอง", post="ผู้สื่อข่าว")
    phone(dropped, "0800000001")
    before = values_of(kept)
    made = merging.merge(kept, dropped, by=cast["officer"], at=timezone.now())
    held = values_of(NetworkMember.objects.get(pk=kept.pk))
    assert (held["email"], held["post"], held["groups"]) == ("a@b.example", "ผู้สื่อข่าว", ["สอง", "หนึ่ง"])
    assert (held["phones"], held["consent_how"]) == (["0800000001"], "แบบตอบรับ")
    assert [r.member_id for r in recipients(["สอง"])] == [kept.pk]
    assert pairs() == []
    assert Event.objects.get(action="members_merged").actor == cast["officer"]
    merging.part(made, by=cast["officer"], at=timezone.now())
    assert values_of(NetworkMember.objects.get(pk=kept.pk)) == before
    assert {r.member_id for r in recipients(["สอง"])} == {dropped.pk}


def test_what_was_merged_is_not_merged_or_parted_twice(cast):
    kept, dropped = member("นายสมมติ ก", ""), member("สมมติ ก", "")
    made = merging.merge(kept, dropped, by=cast["officer"], at=timezone.now())
    with pytest.raises(Refused):
        merging.merge(kept, dropped, by=cast["officer"], at=timezone.now())
    merging.part(made, by=cast["officer"], at=timezone.now())
    with pytest.raises(Refused):
        merging.part(made, by=cast["officer"], at=timezone.now())


def test_the_page_merges_and_parts(client, cast):
    client.force_login(cast["officer"], backend="django.contrib.auth.backends.ModelBackend")
    kept, dropped = member("นายสมมติ ก", "a@b.example"), member("สมมติ ก", "a@b.example")
    assert "ชื่อเดียวกัน อีเมลเดียวกัน" in client.get(reverse("network:duplicates")).content.decode()
    client.post(reverse("network:merge", args=[kept.pk, dropped.pk]))
    shown = client.get(reverse("network:duplicates")).content.decode()
    assert "แยกกลับ" in shown
    assert client.get(reverse("network:member", args=[dropped.pk])).status_code == 404
    client.post(reverse("network:part", args=[Merge.objects.get().pk]))
    assert client.get(reverse("network:member", args=[dropped.pk])).status_code == 200


def test_a_contact_person_of_the_register_is_recognised_and_tied(client, cast):
    people = [{"name": "นายสมมติ ก", "email": "a@b.example"}]
    version = put([school("โรงเรียนบ้านตัวอย่าง", contacts=people)], by=cast["officer"], at=timezone.now())[0]
    one = member("นายสมมติ ก", "a@b.example")
    member("นางตัวอย่าง ข", "z@b.example")
    assert [(found.member.pk, found.agency_name) for found in known_to_register()] == [
        (one.pk, "โรงเรียนบ้านตัวอย่าง")
    ]
    client.force_login(cast["officer"], backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("network:tie", args=[one.pk, version.agency_id]))
    one.refresh_from_db()
    assert (one.agency_id, one.organisation) == (version.agency_id, "โรงเรียนบ้านตัวอย่าง")
    assert known_to_register() == []
