"""Mails about an account go through the ledger like all others."""

from django.core.cache import caches

from prasan.accounts.models import User
from prasan.delivery.models import Delivery


def test_a_forgotten_password_is_one_row_of_the_ledger(db, client):
    caches["default"].clear()
    User.objects.create_user("reader@school.example", "นางตัวอย่าง ผู้อ่าน")
    client.post("/accounts/password/reset/", {"email": "reader@school.example"})
    row = Delivery.objects.get()
    assert (row.purpose, row.state, row.recipient) == ("account", "queued", "นางตัวอย่าง ผู้อ่าน")
    assert "/accounts/password/reset/key/" in row.body


def test_an_unknown_address_leaves_no_trace(db, client):
    caches["default"].clear()
    client.post("/accounts/password/reset/", {"email": "nobody@school.example"})
    assert not Delivery.objects.exists()
