"""Fields and inputs of the house's forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template import loader
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from prasan.thai import dates, phones
from prasan.ui.badges import LEVELS, level_code

MEGABYTE = 1024 * 1024

_ASKED_FOR: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.FileInput, "แนบไฟล์ก่อน"),
    (forms.CheckboxSelectMultiple, "เลือกอย่างน้อยหนึ่งข้อ"),
    (forms.Select, "เลือกหนึ่งข้อ"),
    (forms.RadioSelect, "เลือกหนึ่งข้อ"),
)
"""What an empty field of each kind of input asks for; any other is typed into."""


def _ask_by_widget(form: forms.BaseForm) -> None:
    """Give fields without a word of their own that of their input."""
    for field in form.fields.values():
        if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
            said = next((word for kind, word in _ASKED_FOR if isinstance(field.widget, kind)), None)
            field.error_messages["required"] = said or field.error_messages["required"]


class HouseForm(forms.Form):
    """Base of all forms: no colon after labels, our own words instead of the browser's bubbles."""

    error_css_class = "is-wrong"
    required_css_class = ""
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        _ask_by_widget(self)
        super().full_clean()


class HouseModelForm(forms.ModelForm):  # type: ignore[type-arg]
    """The same for a form on a model."""

    error_css_class = "is-wrong"
    required_css_class = ""
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        _ask_by_widget(self)
        super().full_clean()


class ThaiDateInput(forms.TextInput):
    """One text box for a date in any spelling; what it means is said below it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", "data-date": "", "class": "short", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, date):
            return dates.short(value)
        return None if value is None else str(value)

    def echo(self, value: Any) -> str:
        """วันจันทร์ที่ 16 พฤศจิกายน 2569, or nothing when the text is no date."""
        if isinstance(value, date):
            return dates.full(value)
        try:
            return dates.full(dates.parse(str(value))) if value else ""
        except dates.DateError:
            return ""


class ThaiDateField(forms.Field):
    """A `datetime.date` typed as Thai people write dates; the refusal is that of `prasan.thai.dates`."""

    widget = ThaiDateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "เช่น 16 พ.ย. 2569 หรือ 16/11/2569")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return dates.parse(str(value), today=timezone.localdate())
        except dates.DateError as error:
            raise ValidationError(error.message_th, code="invalid") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class LevelSelect(forms.RadioSelect):
    """The publish flag of one field: three nested levels side by side, the chosen one with its word.

    Values are those of the field's own choices (codes or numbers); an empty choice is left out.
    """

    template_name = "ui/widgets/level.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["segments"] = [self._segment(option) for option in self._options(context)]
        return context

    def _options(self, context: dict[str, Any]) -> Iterable[dict[str, Any]]:
        options = (option for _, group, _ in context["widget"]["optgroups"] for option in group)
        return (option for option in options if option["value"] != "")

    def _segment(self, option: dict[str, Any]) -> dict[str, Any]:
        said, word, drawing = LEVELS[level_code(option["value"])]
        return {"option": option, "said": said, "word": word, "icon": drawing}

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        # Form renderers look only among Django's own templates; ours lies with the house's.
        return mark_safe(loader.get_template(template_name).render(context))


class PhoneListInput(forms.TextInput):
    """One line of telephone numbers."""

    input_type = "tel"

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(_phone_text(one) for one in value)
        return None if value is None else str(value)


def _phone_text(one: object) -> str:
    if isinstance(one, phones.Phone):
        return phones.format_th(one)
    found = phones.parse(str(one))
    return phones.format_th(found[0]) if len(found) == 1 else str(one)


class PhoneListField(forms.Field):
    """Telephone numbers, several parted by commas; cleans to `prasan.thai.phones.Phones`."""

    widget = PhoneListInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "หลายเลขหมายคั่นด้วยจุลภาค เช่น 0 3800 0100 ต่อ 30, 08 0000 0000")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> phones.Phones:
        found = phones.parse("" if value in self.empty_values else str(value))
        if found.problems:
            raise ValidationError([ValidationError(problem, code="invalid") for problem in found.problems])
        return found


class UploadInput(forms.ClearableFileInput):
    """A file box that says what it takes before one chooses."""

    template_name = "ui/widgets/upload.html"

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        return mark_safe(loader.get_template(template_name).render(context))


class UploadField(forms.FileField):
    """A file of the allowed endings (".xlsx") and at most `megabytes`; its hint says both.

    The ending is a courtesy to the user: whoever reads the file judges its bytes.
    """

    widget = UploadInput

    def __init__(self, *, endings: Sequence[str], megabytes: int, **kwargs: Any) -> None:
        self.endings = tuple(ending.lower() for ending in endings)
        self.megabytes = megabytes
        kwargs.setdefault("help_text", f"{self._kinds()} ไม่เกิน {megabytes} MB")
        super().__init__(**kwargs)

    def _kinds(self) -> str:
        return " ".join(ending.removeprefix(".").upper() for ending in self.endings)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(self.endings)}

    def to_python(self, data: Any) -> File[Any] | None:
        upload = super().to_python(data)
        if upload is None:
            return None
        if PurePath(upload.name or "").suffix.lower() not in self.endings:
            raise ValidationError(f"ไฟล์ “{upload.name}” ไม่ใช่ {self._kinds()}", code="ending")
        size = upload.size or 0
        if size > self.megabytes * MEGABYTE:
            said = f"{size / MEGABYTE:,.0f}"
            raise ValidationError(f"ไฟล์ใหญ่ {said} MB เกิน {self.megabytes} MB", code="size")
        return upload
