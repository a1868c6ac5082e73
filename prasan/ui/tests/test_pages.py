"""The shells stand by themselves: with an office, without one, after a crash, under a strict policy."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.template import loader
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

OFFICE = SimpleNamespace(
    name="สำนักงานเขตพื้นที่การศึกษาประถมศึกษาระยอง เขต 2",
    short_name="สพป.ระยอง เขต 2",
    phone="038000000",
    email="saraban@office.example",
    address="",
    opening_hours="",
    is_sample=True,
)


def item(label: str, **more: object) -> SimpleNamespace:
    values = {"url": "/x", "icon": "inbox", "is_current": False, "count": 0, **more}
    return SimpleNamespace(label=label, **values)


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_an_error_page_needs_nothing(name: str) -> None:
    html = loader.get_template(name).render()
    assert "<h1>" in html
    assert 'lang="th"' in html


@pytest.mark.parametrize("name", ["ui/public.html", "ui/desk.html", "ui/bare.html", "ui/print.html"])
def test_every_shell_says_when_its_data_are_a_sample(name: str) -> None:
    assert "ข้อมูลตัวอย่าง" in loader.get_template(name).render({"office": OFFICE})
    real = SimpleNamespace(**{**vars(OFFICE), "is_sample": False})
    assert "ข้อมูลตัวอย่าง" not in loader.get_template(name).render({"office": real})
    assert "ข้อมูลตัวอย่าง" not in loader.get_template(name).render({"office": None})


def test_the_desk_says_who_works_in_which_post_and_for_whom() -> None:
    me = SimpleNamespace(
        name="นายทดสอบ คนที่สาม", post="รองผู้อำนวยการ", acting="รักษาราชการแทน ผอ.สพป.", until=date(2026, 11, 30)
    )
    html = loader.get_template("ui/desk.html").render({"office": OFFICE, "me": me, "menu_desk": []})
    assert html.index("รองผู้อำนวยการ") < html.index("นายทดสอบ คนที่สาม") < html.index("รักษาราชการแทน")
    assert "30\u00a0พ.ย.\u00a02569" in html


def test_the_desk_shows_four_tabs_and_the_rest_behind_more() -> None:
    menu = [item(f"รายการ {number}", is_current=number == 1, count=7) for number in range(1, 7)]
    html = loader.get_template("ui/desk.html").render({"menu_desk": menu, "me": None, "office": OFFICE})
    bar = html[html.index('class="tabbar"') :]
    assert bar.index("รายการ 4") < bar.index("<details") < bar.index("รายการ 5")
    assert html.count('aria-current="page"') == 2
    assert html.count('class="dot"') == 2  # only the first item asks, in the rail and in the bar


def test_the_gallery_shows_everything_under_a_policy_without_inline(
    office: None, client: Client, settings: Settings
) -> None:
    settings.DEBUG = True
    response = client.get(reverse("ui:gallery"))
    html = response.content.decode()
    assert response.status_code == 200
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert "<script>" not in html
    ids = [part.partition('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_the_gallery_is_for_those_who_work_here(office: None, client: Client) -> None:
    response = client.get(reverse("ui:gallery"))
    assert response.status_code == 302
    assert "login" in response["Location"]
