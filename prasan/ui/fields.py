"""How a bound form field is drawn: label, hint, input, echo, error, all tied together for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template import loader
from django.utils.safestring import SafeString

from prasan.ui.widgets import LevelSelect, ThaiDateInput

_GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
_PLAIN = (forms.CheckboxInput, *_GROUPS, LevelSelect, forms.HiddenInput)


def kind_of(widget: forms.Widget) -> str:
    """Which drawing of _field.html a widget takes: checkbox, group, widget, date or line."""
    if isinstance(widget, LevelSelect):
        return "widget"
    if isinstance(widget, _GROUPS):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "date" if isinstance(widget, ThaiDateInput) else "line"


def draw(bound: BoundField, label: str | None = None, hint: str | None = None, **attrs: Any) -> SafeString:
    """The HTML of a whole field; `attrs` go to the input (`class` is added to the house's own)."""
    if bound.is_hidden:
        return SafeString(bound.as_widget())
    widget = bound.field.widget
    kind = kind_of(widget)
    hint = str(bound.help_text) if hint is None else hint
    described = described_by(bound, bool(hint), kind == "date")
    context = {
        "bound": bound,
        "kind": kind,
        "label": bound.label if label is None else label,
        "hint": hint,
        "optional": not bound.field.required and not bound.field.disabled and kind != "checkbox",
        "described": described,
        "control": "" if kind == "group" else bound.as_widget(attrs=input_attrs(bound, described, attrs)),
        "echo": echo(bound) if kind == "date" else "",
    }
    return loader.render_to_string("ui/_field.html", context)


def draw_row(
    bound: BoundField, flag: BoundField | None, *, changed: bool, was: str, reasons: Sequence[str] = ()
) -> SafeString:
    """The HTML of one row of a long form: label, input, publish flag (`flag` a field with `LevelSelect`)."""
    is_date = kind_of(bound.field.widget) == "date"
    whys = [f"{bound.auto_id}_why{number}" for number, _ in enumerate(reasons, 1)]
    described = " ".join(filter(None, [*whys, described_by(bound, bool(bound.help_text), is_date)]))
    context = {
        "bound": bound,
        "flag": flag,
        "reasons": reasons,
        "flag_control": flag.as_widget(attrs=input_attrs(flag, "", {})) if flag else "",
        "changed": changed,
        "was": was,
        "optional": not bound.field.required and not bound.field.disabled,
        "control": bound.as_widget(attrs=input_attrs(bound, described, {})),
        "is_date": is_date,
        "echo": echo(bound),
    }
    return loader.render_to_string("ui/_field_row.html", context)


def described_by(bound: BoundField, has_hint: bool, has_echo: bool) -> str:
    """The ids of everything that explains the input, in reading order."""
    parts = [("_hint", has_hint), ("_echo", has_echo), ("_error", bool(bound.errors))]
    return " ".join(f"{bound.auto_id}{suffix}" for suffix, there in parts if there)


def input_attrs(bound: BoundField, described: str, extra: dict[str, Any]) -> dict[str, Any]:
    """Attributes of the control: the house's class, what describes it, whether it is wrong."""
    widget = bound.field.widget
    classes = [widget.attrs.get("class", ""), extra.pop("class", "")]
    if not isinstance(widget, _PLAIN):
        classes.insert(0, "inp")
    attrs: dict[str, Any] = {name.replace("_", "-"): value for name, value in extra.items()}
    if css := " ".join(filter(None, classes)):
        attrs["class"] = css
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return attrs


def echo(bound: BoundField) -> str:
    """The date that stands in the box, in words; empty if it cannot be read."""
    widget = bound.field.widget
    return widget.echo(bound.value()) if isinstance(widget, ThaiDateInput) else ""
