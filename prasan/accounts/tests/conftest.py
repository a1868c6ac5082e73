"""A person with a password, and the mails that the room asked for."""

import pytest

from prasan.accounts.models import User
from prasan.accounts.signals import account_mail

PASSWORD = "ต้นมะขามหน้าบ้าน"


@pytest.fixture
def person(db):
    user = User.objects.create_user("officer@office.example", "นางสาวตัวอย่าง คนที่เจ็ด", key="officer")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def asked_for():
    """Mails that were asked for, as keyword arguments of the signal."""
    mails = []

    def receiver(sender, **kwargs):
        mails.append(kwargs)

    account_mail.connect(receiver)
    yield mails
    account_mail.disconnect(receiver)


@pytest.fixture
def sign_in(client):
    def post(email="officer@office.example", password=PASSWORD, **more):
        return client.post("/accounts/login/", {"login": email, "password": password, **more})

    return post
