"""Terms that end: on the desk, in the list, another term, out of the network."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from prasan.approvals.tests.build import person
from prasan.desk.cards import count_for, desk_of
from prasan.network.models import NetworkMember
from prasan.network.tests.members import member
from prasan.office.standing import Standing

pytestmark = pytest.mark.usefixtures("office")


def cards(key: str) -> list[str]:
    desk = desk_of(person(key), Standing(timezone.localdate()))
    return [card.what for pile in desk.to_do for card in pile.cards if pile.heading == "เครือข่าย"]


def test_the_desk_says_it_to_officers_in_time(settings: Any) -> None:
    member("นายสมมติ หนึ่ง", "a@media.example", term_to=date(2026, 12, 1))
    member("นายสมมติ สอง", "b@media.example", term_to=date(2027, 1, 9))
    member("นายสมมติ ออก", "c@media.example", term_to=date(2026, 11, 1), state="left")
    assert [what[:4] for what in cards("officer")] == ["1 คน"]
    page = Client()
    page.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    assert "0.00\xa0น." not in page.get(reverse("desk:home")).content.decode()  # a term ends on a day
    assert cards("director") == []
    settings.NETWORK_TERM_SOON_DAYS = 90
    assert [what[:4] for what in cards("officer")] == ["2 คน"]
    assert count_for(person("officer")) == desk_of(person("officer"), Standing(timezone.localdate())).count


def test_another_term_takes_a_member_off_the_list(client: Client) -> None:
    one = member("นายสมมติ หนึ่ง", "a@media.example", term_to=date(2026, 12, 1))
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(reverse("network:members"), {"show": "term"}).content.decode()
    assert reverse("network:renew", args=[one.pk]) in shown
    assert reverse("network:turn", args=[one.pk, "leave"]) in shown
    said = {"term_to": "1 ธ.ค. 2569", "order_no": "", "order_on": ""}
    refused = client.post(reverse("network:renew", args=[one.pk]), said)
    assert "หลังวาระเดิม" in refused.content.decode()
    said |= {"term_to": "30 ก.ย. 2571", "order_no": "9/2569", "order_on": "1 พ.ย. 2569"}
    client.post(reverse("network:renew", args=[one.pk]), said)
    found = NetworkMember.objects.get()
    assert (found.term_to, found.order_no, found.order_on) == (
        date(2028, 9, 30), "9/2569", date(2026, 11, 1)
    )  # fmt: skip
    assert cards("officer") == []


def test_who_left_has_no_other_term(client: Client) -> None:
    one = member("นายสมมติ หนึ่ง", "a@media.example", term_to=date(2026, 12, 1), state="left")
    client.force_login(person("officer"), backend="django.contrib.auth.backends.ModelBackend")
    said = {"term_to": "30 ก.ย. 2571", "order_no": "", "order_on": ""}
    assert "ออกจากเครือข่ายแล้ว" in client.post(reverse("network:renew", args=[one.pk]), said).content.decode()
