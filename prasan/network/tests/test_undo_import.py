"""A sheet taken back as one act, and refused when something later stands on it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.approvals.tests.build import person
from prasan.audit.models import Event
from prasan.contacts.models import Contact, ContactPoint
from prasan.delivery.actions import write
from prasan.network.actions import groups, imports, undoing
from prasan.network.held import values_of
from prasan.network.models import Group, MemberImport, NetworkMember
from prasan.network.tests.members import group, member
from prasan.network.tests.sheets import HEADER, ROWS, csv_file
from prasan.ui.refusal import Refused

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def known() -> NetworkMember:
    """Whom the sheet knows otherwise: another post, another term, one telephone less."""
    return member("นายสมมติ ข่าวดี", "sommot@media.example", "กลุ่มเดิม", post="ผู้สื่อข่าวเก่า")


@pytest.fixture
def taken(known: NetworkMember, tmp_path: Path, clock: time_machine.Traveller) -> MemberImport:
    data = csv_file(tmp_path, [HEADER, *ROWS]).read_bytes()
    source = imports.take_in(SimpleUploadedFile("a.csv", data), by=person("officer"), at=timezone.now())
    clock.shift(timedelta(minutes=1))
    imports.take(source, by=person("officer"), at=timezone.now())
    clock.shift(timedelta(minutes=1))
    return MemberImport.objects.get()


def undo(source: MemberImport, by: str = "officer") -> dict[str, int]:
    return undoing.undo(source, by=person(by), at=timezone.now())


def everything() -> tuple[Any, ...]:
    rows = NetworkMember.objects.order_by("pk")
    return (
        [values_of(row) for row in rows],
        sorted(Contact.objects.filter(user=None).values_list("name", flat=True)),
        sorted(ContactPoint.objects.filter(contact__user=None).values_list("kind", "address")),
        sorted(Group.objects.values_list("name", flat=True)),
    )


def test_all_is_as_before(known: NetworkMember, request: pytest.FixtureRequest) -> None:
    before = everything()
    taken = request.getfixturevalue("taken")
    assert everything() != before
    assert undo(taken) == {"added": 1, "changed": 1}
    assert everything() == before
    event = Event.objects.get(action="network_sheet_undone")
    assert event.details["counts"] == {"added": 1, "changed": 1}


def test_it_is_taken_back_once_and_keeps_no_values_of_persons(taken: MemberImport) -> None:
    undo(taken)
    taken.refresh_from_db()
    assert (taken.done, taken.undone_by) == ({}, person("officer"))
    with pytest.raises(Refused, match="ไปแล้ว"):
        undo(taken)


def test_what_was_not_taken_is_not_taken_back(tmp_path: Path) -> None:
    data = csv_file(tmp_path, [HEADER, *ROWS]).read_bytes()
    source = imports.take_in(SimpleUploadedFile("a.csv", data), by=person("officer"), at=timezone.now())
    with pytest.raises(Refused, match="ยังไม่ได้รับแถว"):
        undo(source)


@pytest.mark.parametrize("name", ["นายสมมติ ข่าวดี", "นางตัวอย่าง ชุมชน"])
def test_a_later_act_on_any_of_its_members_refuses_it_by_name(taken: MemberImport, name: str) -> None:
    one = NetworkMember.objects.get(contact__name=name)
    groups.add_member(group("กลุ่มใหม่"), one, by=person("officer"), at=timezone.now())
    with pytest.raises(Refused, match=name):
        undo(taken)
    assert NetworkMember.objects.count() == 2


def test_what_was_sent_since_refuses_it(taken: MemberImport, known: NetworkMember) -> None:
    assert known.email
    write(key="a", to=known.email, purpose="story", subject="ก", body="ข", at=timezone.now())
    with pytest.raises(Refused, match="ส่งข่าวถึงสมาชิก"):
        undo(taken)


def test_a_contact_that_others_rely_on_stays(taken: MemberImport) -> None:
    contact = NetworkMember.objects.get(contact__name="นางตัวอย่าง ชุมชน").contact
    contact.user = User.objects.create_user("x@school.example", "นางตัวอย่าง ชุมชน")
    contact.save()
    ContactPoint.objects.create(contact=contact, kind="email", address="x@school.example")
    undo(taken)
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_who_has_no_post_takes_nothing_back(taken: MemberImport) -> None:
    stranger = User.objects.create_user("x@school.example", "นายสมมติ ไม่มีตำแหน่ง")
    with pytest.raises(Refused, match="ผู้ดำรงตำแหน่ง"):
        undoing.undo(taken, by=stranger, at=timezone.now())


def test_on_the_screen_it_is_asked_first(taken: MemberImport, client: Client) -> None:
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("network:undo_import", args=[taken.pk])
    assert address in client.get(reverse("network:import", args=[taken.pk])).content.decode()
    assert "1 คน" in client.get(address).content.decode()
    assert NetworkMember.objects.count() == 2
    shown = client.post(address, follow=True).content.decode()
    assert "ย้อนการนำเข้าแล้ว" in shown
    assert NetworkMember.objects.count() == 1
