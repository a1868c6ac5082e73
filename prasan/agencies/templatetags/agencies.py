"""How values of the register stand on a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from prasan.agencies.wording import as_text, person_text, phone_text
from prasan.thai import phones
from prasan.ui.breaks import no_break
from prasan.ui.templatetags import ui

register = template.Library()
_PAGE = ("http://", "https://")


@register.simple_tag
def value(key: str, found: Any) -> SafeString:
    """{% value "phones" values.phones %}: numbers can be dialled, addresses followed, names don't break."""
    if found is None or found == "":
        return SafeString('<span class="none">ไม่มีข้อมูล</span>')
    draw = _DRAWN.get(key)
    return draw(found) if draw else no_break(as_text(key, found))


@register.filter
def as_words(found: Any, key: str) -> str:
    """{{ value|as_words:"place" }}: the plain text."""
    return as_text(key, found)


def phone_links(numbers: list[str]) -> SafeString:
    return format_html_join(", ", "{}", ((_phone(number),) for number in numbers))


@lru_cache(maxsize=4096)
def _phone(number: str) -> SafeString:
    found = phones.parse(number)
    address = phones.tel_uri(found[0]) if found else None
    text = phone_text(number).replace(" ", "\u00a0")
    return (
        format_html('<a class="link" href="{}">{}</a>', address, text)
        if address
        else SafeString(no_break(text))
    )


def _email(address: str) -> SafeString:
    return format_html('<a class="link" href="mailto:{}">{}</a>', address, address)


def _page(address: str) -> SafeString:
    """Only http and https become links; anything else stays text."""
    if not address.lower().startswith(_PAGE):
        return format_html("{}", address)
    shown = address.split("://", 1)[1].rstrip("/")
    return format_html('<a class="link" href="{}" rel="noopener nofollow">{}</a>', address, shown)


def _people(found: list[dict[str, Any]]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((no_break(person_text(person)),) for person in found))


_DRAWN: dict[str, Callable[[Any], SafeString]] = {
    "phones": phone_links,
    "fax": lambda found: no_break(as_text("fax", found)),
    "mobiles": phone_links,
    "email": _email,
    "personal_email": _email,
    "website": _page,
    "facebook": _page,
    "contacts": _people,
    "academic_year": lambda found: format_html("{}", found),
}


@register.simple_tag
def became(field_change: Any) -> SafeString:
    """{% became change %} of a timeline: old beside new, spoken as done and not as asked."""
    texts = ui.diff(field_change.before, field_change.after)
    if field_change.level_after is None:
        return _as_done(texts)
    return _as_done(
        texts + SafeString(" ") + ui.level_diff(field_change.level_before, field_change.level_after)
    )


def _as_done(html: SafeString) -> SafeString:
    # Values are escaped, so none of them can hold this markup.
    return SafeString(html.replace('<span class="sr">เสนอเป็น ', '<span class="sr">เปลี่ยนเป็น '))
