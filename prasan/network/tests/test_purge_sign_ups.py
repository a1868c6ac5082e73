"""What nobody confirmed does not stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.audit.models import Event
from prasan.contacts.models import Contact, ContactPoint
from prasan.delivery.models import Delivery
from prasan.network.actions import own_page
from prasan.network.actions.purging import purge_unconfirmed
from prasan.network.models import SignUp
from prasan.network.tests.members import group, member
from prasan.operations.clock import DUTIES

pytestmark = pytest.mark.usefixtures("office")
ADDRESS = "someone@home.example"


def ask(email: str = ADDRESS) -> None:
    groups = [group("ประชาชน", is_open=True)]
    own_page.ask_to_confirm(name="นายสมมติ ไม่ยืนยัน", email=email, groups=groups, place="x", at=timezone.now())


def test_name_and_address_go_after_their_days_and_only_the_number_is_told(
    clock: time_machine.Traveller,
) -> None:
    ask()
    clock.shift(timedelta(days=29))
    assert purge_unconfirmed(at=timezone.now()) == 0
    clock.shift(timedelta(days=1))
    assert purge_unconfirmed(at=timezone.now()) == 1
    assert not SignUp.objects.exists()
    assert not ContactPoint.objects.filter(address=ADDRESS).exists()
    assert not Contact.objects.filter(name__contains="ไม่ยืนยัน").exists()
    assert not Delivery.objects.filter(contact_point__address=ADDRESS).exists()
    event = Event.objects.get(action="sign_ups_purged")
    assert event.details == {"count": 1}
    assert purge_unconfirmed(at=timezone.now()) == 0


def test_who_confirmed_and_whom_the_register_knows_stay(clock: time_machine.Traveller) -> None:
    known = member("นายสมมติ รู้จัก", "known@home.example")
    ask("known@home.example")
    clock.shift(timedelta(days=31))
    assert purge_unconfirmed(at=timezone.now()) == 1
    known.refresh_from_db()
    assert known.email is not None
    ask()
    own_page.confirm_wish(SignUp.objects.get(), at=timezone.now())
    clock.shift(timedelta(days=31))
    assert purge_unconfirmed(at=timezone.now()) == 0


def test_the_clock_does_it_daily_and_the_form_says_it(client: Client) -> None:
    assert purge_unconfirmed in {duty.act for duty in DUTIES}
    group("ประชาชน", is_open=True)
    assert "30 วัน" in client.get(reverse("network:join")).content.decode()
