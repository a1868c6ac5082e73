"""Tags and filters of the house; a builtin library, so no template loads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.base import Parser, TextNode, Token
from django.template.library import SimpleNode
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from prasan.thai import dates, digits, phones
from prasan.ui import badges, breaks, fields
from prasan.ui import icons as drawings

register = template.Library()
NBSP = breaks.NBSP
NOTHING = mark_safe('<span class="none">ไม่มีข้อมูล</span>')


@register.simple_tag
def icon(name: str, classes: str = "", label: str = "") -> SafeString:
    """{% icon "check" "i-s" label="ยืนยันแล้ว" %}: decoration unless it has a label."""
    return drawings.icon(name, classes, label)


_icon_node = register.tags["icon"]


@register.tag("icon")
def icon_or_text(parser: Parser, token: Token) -> template.Node:
    """An icon named outright is text of the template from the start: nothing is left to do on the page."""
    node: SimpleNode = _icon_node(parser, token)
    said = [*node.args, *node.kwargs.values()]
    if node.target_var or any(word.is_var or word.filters for word in said):
        return node
    named = {name: word.var for name, word in node.kwargs.items()}
    return TextNode(icon(*[word.var for word in node.args], **named))


@register.simple_tag
def field(bound: BoundField, label: str | None = None, hint: str | None = None, **attrs: Any) -> SafeString:
    """{% field form.name %}: label, hint, input and errors. Further words go to the input: class="short"."""
    return fields.draw(bound, label, hint, **attrs)


@register.simple_tag
def field_row(
    bound: BoundField,
    flag: BoundField | None = None,
    changed: bool = False,
    was: str = "",
    reasons: Sequence[str] = (),
) -> SafeString:
    """A row of a long form: label, input, publish flag; `changed` marks it, `was` says what stood there,
    `reasons` why it was given back."""
    return fields.draw_row(bound, flag, changed=changed, was=was, reasons=reasons)


@register.simple_tag
def control(bound: BoundField, **attrs: Any) -> SafeString:
    """The input alone, described by hint and error of the same field; for rows that draw their own label."""
    described = fields.described_by(bound, False, False)
    return SafeString(bound.as_widget(attrs=fields.input_attrs(bound, described, attrs)))


@register.simple_tag
def level(value: object, classes: str = "") -> SafeString:
    """The publish flag as text: {% level "web" %}; numbers and members of Level do too."""
    return badges.level(value, classes)


@register.simple_tag
def badge(code: str, word: str = "") -> SafeString:
    """A state as word, icon and colour: {% badge case.state %}."""
    return badges.badge(code, word)


@register.simple_tag
def diff(before: object, after: object) -> SafeString:
    """Old struck through, new highlighted; equal values stand once; nothing is said, not struck."""
    old = breaks.no_break(before) if _is_there(before) else NOTHING
    new = breaks.no_break(after) if _is_there(after) else NOTHING
    if old == new:
        return format_html('{} <span class="dim s">ไม่เปลี่ยน</span>', new)
    return format_html(
        '<span class="old"><span class="sr">เดิม </span>{}</span> <span class="an2"><span class="ar"'
        ' aria-hidden="true">→</span> <ins><span class="sr">เสนอเป็น </span>{}</ins></span>',
        old,
        new,
    )


@register.simple_tag
def level_diff(before: object, after: object) -> SafeString:
    """A changed publish flag, diffed like a value; no level before means a new field."""
    now = badges.level(after)
    if not _is_there(before) or badges.level_code(before) == badges.level_code(after):
        return now
    return format_html(
        '<span class="sr">เดิม </span>{} <span class="ar" aria-hidden="true">→</span>'
        ' <span class="hl"><span class="sr">เสนอเป็น </span>{}</span>',
        badges.level(before, "was"),
        now,
    )


def _is_there(value: object) -> bool:
    return value is not None and value != "" and value != []


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The present query, some parameters changed; None or "" takes one away: {% query page=2 q=None %}."""
    request = context.get("request")
    params = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value in (None, ""):
            params.pop(name, None)
        else:
            params[name] = str(value)
    return "?" + params.urlencode()


@register.simple_tag(takes_context=True)
def page_query(context: template.Context, number: int) -> str:
    """The address of another page of the same list; `param` of the context names the parameter."""
    return query(context, **{context.get("param") or "page": number})


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | None]:
    """Numbers to show around the present page; None stands for a gap."""
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        yield number if isinstance(number, int) else None


@register.filter
def percent_of(value: float, whole: float) -> str:
    """How much of `whole`, as a number from 0 to 100 for the attributes of a drawing."""
    return f"{100 * value / whole:.1f}" if whole else "0"


@register.filter
def split(text: str) -> list[str]:
    """The words of a text, for loops in templates."""
    return text.split()


@register.filter
def error_count(form: BaseForm) -> int:
    """How many things are to be mended in a form."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def nb(value: object, kind: str = "") -> SafeString:
    """Text whose names and compounds do not break; `|nb:"name"` for a value that is one name."""
    if value is None:
        return mark_safe("")
    return breaks.no_break_name(value) if kind == "name" else breaks.no_break(value)


def _day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def _held(text: str) -> str:
    return text.replace(" ", NBSP)


@register.filter
def thai_date(value: date | datetime | None) -> str:
    """16 พ.ย. 2569"""
    return _held(dates.short(_day(value))) if value else ""


@register.filter
def thai_long(value: date | datetime | None) -> str:
    """16 พฤศจิกายน 2569"""
    return _held(dates.long(_day(value))) if value else ""


@register.filter
def thai_full(value: date | datetime | None) -> str:
    """วันจันทร์ที่ 16 พฤศจิกายน 2569"""
    return _held(dates.full(_day(value))) if value else ""


@register.filter
def thai_time(value: datetime | None) -> str:
    """9.41 น., in the office's zone"""
    if not value:
        return ""
    return _held(dates.clock(timezone.localtime(value) if timezone.is_aware(value) else value))


@register.filter
def thai_datetime(value: datetime | None) -> str:
    """16 พ.ย. 2569 9.41 น."""
    return f"{thai_date(value)} {thai_time(value)}" if value else ""


@register.filter
def thai_digits_if(value: object, wanted: object) -> str:
    """Thai digits when the office uses them: {{ text|thai_digits_if:office.uses_thai_digits }}."""
    text = "" if value is None else str(value)
    return digits.to_thai(text) if wanted else text


@register.filter
def number(value: float | str | None) -> str:
    """1,234"""
    if value is None or value == "":
        return ""
    return digits.group(value) if isinstance(value, int | float) else str(value)


def _phones(value: object) -> list[phones.Phone]:
    if isinstance(value, phones.Phone):
        return [value]
    return list(phones.parse(str(value))) if value else []


@register.filter
def phone(value: object) -> str:
    """0 3800 0100 ต่อ 30, several parted by commas; what is no number stays as it is."""
    found = _phones(value)
    return ", ".join(_held(phones.format_th(one)) for one in found) or str(value or "")


@register.filter
def tel(value: object) -> str:
    """The tel: address of the first number, empty when it cannot be dialled from outside."""
    found = _phones(value)
    return (phones.tel_uri(found[0]) or "") if found else ""
