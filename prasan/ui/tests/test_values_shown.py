"""Dates, numbers, phones, levels and differences as the house writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

NBSP = "\u00a0"
MOMENT = datetime(2026, 11, 16, 2, 41, tzinfo=UTC)


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ m|thai_date }}", "16 พ.ย. 2569"),
        ("{{ d|thai_date }}", "16 พ.ย. 2569"),
        ("{{ m|thai_long }}", "16 พฤศจิกายน 2569"),
        ("{{ m|thai_full }}", "วันจันทร์ที่ 16 พฤศจิกายน 2569"),
        ("{{ m|thai_time }}", "9.41 น."),
        ("{{ m|thai_datetime }}", "16 พ.ย. 2569 9.41 น."),
        ("{{ nothing|thai_date }}{{ nothing|thai_datetime }}", ""),
        ("{{ 36249|number }}", "36,249"),
        ("{{ 0|number }}", "0"),
        ("{{ nothing|number }}", ""),
        ("{{ '038000100 ต่อ 30'|phone }}", "0 3800 0100 ต่อ 30"),
        ("{{ '038000100 ต่อ 30'|tel }}", "tel:+6638000100;ext=30"),
        ("{{ 'ไม่ทราบ'|phone }}", "ไม่ทราบ"),
        ("{{ 'เลขที่ 12'|thai_digits_if:True }}", "เลขที่ ๑๒"),
        ("{{ 'เลขที่ 12'|thai_digits_if:False }}", "เลขที่ 12"),
    ],
)
def test_it_writes_values_the_official_way(source: str, expected: str) -> None:
    assert render(source, m=MOMENT, d=date(2026, 11, 16), nothing=None).replace(NBSP, " ") == expected


def test_a_difference_says_old_and_new_aloud() -> None:
    html = render("{% diff 138 142 %}")
    assert "เดิม </span>138" in html
    assert "เสนอเป็น </span>142" in html


def test_a_missing_value_is_said_and_not_struck() -> None:
    assert '<span class="none">ไม่มีข้อมูล</span>' in render("{% diff '' 'x' %}")


def test_equal_values_stand_once() -> None:
    html = render("{% diff 'x' 'x' %}")
    assert html.count("x") == 1
    assert "ไม่เปลี่ยน" in html


@pytest.mark.parametrize("value", ["'web'", "1"])
def test_a_level_is_a_word_and_an_icon(value: str) -> None:
    html = render("{% level " + value + " %}")
    assert "เว็บ" in html
    assert "<svg" in html


def test_a_changed_level_is_shown_like_a_changed_value() -> None:
    html = render("{% level_diff 1 0 %}")
    assert html.index("เว็บ") < html.index("ภายใน")
    assert "เสนอเป็น" in html


@pytest.mark.parametrize(
    ("code", "word"),
    [("approved_acting", "อนุมัติ (รักษาราชการแทน)"), ("returned", "คืนเรื่อง/แก้ไข"), ("refused", "ไม่อนุมัติ")],
)
def test_a_badge_uses_the_exact_word(code: str, word: str) -> None:
    html = render("{% badge code %}", code=code)
    assert f"</svg>{word}</span>" in html


def test_the_query_keeps_what_it_does_not_change() -> None:
    request = RequestFactory().get("/", {"q": "วัด", "page": "2", "a": ["1", "2"]})
    html = render("{% query page=3 q=None %}", request=request)
    assert html == "?page=3&amp;a=1&amp;a=2"


def test_the_pager_keeps_the_query() -> None:
    request = RequestFactory().get("/", {"q": "x", "page": "2"})
    page = Paginator(range(100), 10).page(2)
    html = render("{% include 'ui/_pager.html' %}", request=request, page_obj=page)
    assert 'href="?q=x&amp;page=3"' in html
    assert 'aria-current="page"' in html


def test_one_page_has_no_pager() -> None:
    page = Paginator(range(3), 10).page(1)
    assert "nav" not in render("{% include 'ui/_pager.html' %}", page_obj=page)
