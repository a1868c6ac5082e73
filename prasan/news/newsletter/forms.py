"""Forms of the newsletter's settings and of a journal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from prasan.news.models import NewsletterSettings
from prasan.news.models.newsletter_issue import Series
from prasan.thai.dates import be_year
from prasan.ui.widgets import HouseForm, ThaiDateField

_EARLIEST = 2440
"""No office is older."""
SETTINGS = ("name", "first_year", "journal_name", "journal_first_year", "prepared_by", "facebook")


def _year(label: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=_EARLIEST,
        required=False,
        help_text=hint,
        widget=forms.TextInput({"inputmode": "numeric", "class": "short", "autocomplete": "off"}),
    )


class SettingsForm(HouseForm):
    """`last_*` only for a series that has no issue this year."""

    name = forms.CharField(
        label="ชื่อจดหมายข่าว",
        max_length=120,
        required=False,
        help_text="ไม่กรอก ใช้ “จดหมายข่าว” กับชื่อย่อสำนักงาน",
    )
    first_year = _year("จดหมายข่าวปีที่ 1 คือ พ.ศ.", "ไม่กรอก นับจากปีที่ออกฉบับแรกในระบบนี้")
    last_newsletter = forms.IntegerField(
        label="จดหมายข่าวฉบับล่าสุดของปีนี้",
        min_value=0,
        max_value=99_999,
        help_text="ฉบับที่ออกก่อนใช้ระบบนี้ ฉบับต่อไปจะนับต่อ ไม่มีให้กรอก 0",
        widget=forms.TextInput({"inputmode": "numeric", "class": "short"}),
    )
    journal_name = forms.CharField(label="ชื่อวารสาร", max_length=120, required=False)
    journal_first_year = _year("วารสารปีที่ 1 คือ พ.ศ.", "ไม่กรอก นับจากปีที่ออกฉบับแรกในระบบนี้")
    last_journal = forms.IntegerField(
        label="วารสารฉบับล่าสุดของปีนี้",
        min_value=0,
        max_value=99_999,
        widget=forms.TextInput({"inputmode": "numeric", "class": "short"}),
    )
    prepared_by = forms.CharField(
        label="ผู้จัดทำ", max_length=200, required=False, help_text="เช่น กลุ่มอำนวยการ พิมพ์ท้ายหน้า"
    )
    facebook = forms.CharField(
        label="Facebook", max_length=200, required=False, help_text="ชื่อเพจหรือที่อยู่เพจ พิมพ์ท้ายหน้า"
    )

    def __init__(self, words: NewsletterSettings, counts: dict[str, int], *args: Any, **kwargs: Any) -> None:
        named = {name: getattr(words, name) for name in SETTINGS}
        kwargs["initial"] = named | {f"last_{series}": last for series, last in counts.items()}
        super().__init__(*args, **kwargs)
        for series in Series:
            if series not in counts:
                del self.fields[f"last_{series.value}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        this_year = be_year(timezone.localdate())
        for name in ("first_year", "journal_first_year"):
            if (cleaned.get(name) or 0) > this_year:
                self.add_error(name, f"ปีที่ 1 ต้องไม่หลัง พ.ศ. {this_year}")
        return cleaned

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SETTINGS}

    def last(self) -> dict[str, int]:
        found = {series.value: f"last_{series.value}" for series in Series}
        return {series: self.cleaned_data[name] for series, name in found.items() if name in self.fields}


class PeriodForm(HouseForm):
    """Of which days the stories are offered."""

    from_on = ThaiDateField(label="ข่าวตั้งแต่วันที่")
    to_on = ThaiDateField(label="ถึงวันที่")


class JournalForm(PeriodForm):
    title = forms.CharField(label="ชื่อบนปก", max_length=120)
