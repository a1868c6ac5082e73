"""One address is one point, whoever relies on it."""

import pytest
from django.utils import timezone

from prasan.accounts.models import User
from prasan.contacts.actions import email_point, email_point_for, mark_failed, mark_working
from prasan.contacts.models import Contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return User.objects.create_user("Somying@School.example", "นางตัวอย่าง ทดสอบ")


def test_a_user_has_one_point(user):
    point = email_point(user)
    assert point == email_point(user)
    assert (point.address, point.contact.name) == ("somying@school.example", "นางตัวอย่าง ทดสอบ")


def test_a_changed_address_is_a_new_point_of_the_same_contact(user):
    before = email_point(user)
    user.email = "new@school.example"
    assert email_point(user) != before
    assert email_point(user).contact == before.contact


def test_an_address_that_is_known_keeps_its_contact(user):
    assert email_point_for("ชื่ออื่น", " SOMYING@school.example ") == email_point_for(
        "", "somying@school.example"
    )
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("address", ["", "  ", "ไม่มี", "a@b", "a@b.example\nBcc: c@d.example"])
def test_what_is_no_address_has_no_point(address):
    assert email_point_for("โรงเรียนตัวอย่าง", address) is None
    assert not Contact.objects.exists()


def test_a_failure_is_seen_by_everyone_with_that_address(user):
    shared = email_point_for("โรงเรียนตัวอย่าง", user.email)
    own = email_point(user)
    mark_failed(shared, reason="ไม่มีผู้รับนี้", at=timezone.now())
    own.refresh_from_db()
    assert own.failure == "ไม่มีผู้รับนี้"
    mark_working(own)
    shared.refresh_from_db()
    assert shared.failed_at is None
