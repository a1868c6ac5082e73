"""The question to the archive, as an address says it: whatever it holds is read as far as it makes sense."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from prasan.agencies.fields import Level
from prasan.agencies.models import Version
from prasan.news.listing import months
from prasan.news.media_archive.finding import NOT_PUBLISHED, Question
from prasan.news.models import StoryVersion
from prasan.ui.widgets import HouseForm


class QuestionForm(HouseForm):
    words = forms.CharField(label="คำในคำบรรยายหรือพาดหัว", required=False, max_length=100)
    event = forms.CharField(label="งาน", required=False, max_length=100)
    place = forms.CharField(label="สถานที่", required=False, max_length=100)
    month = forms.TypedChoiceField(label="เดือน", required=False, coerce=int, empty_value=None)
    agency = forms.TypedChoiceField(label="หน่วยงาน", required=False, coerce=int, empty_value=None)

    def __init__(self, data: object, *, is_public: bool) -> None:
        super().__init__(data)
        self.fields["month"].choices = _months(is_public)  # type: ignore[attr-defined]
        self.fields["agency"].choices = _agencies(is_public)  # type: ignore[attr-defined]

    def question(self, *, kind: str, story: str) -> Question:
        """What was understood; what was not asks for nothing."""
        self.is_valid()
        known = {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}
        return Question(
            **known, kind=kind, story=int(story) if story.isdecimal() and len(story) < 12 else None
        )


def _months(is_public: bool) -> list[tuple[str, str]]:
    rows = [
        (str(month.year * 100 + month.number), f"{month.name} {year}")
        for year, run in months()
        for month in run
    ]
    return [("", "ทุกเดือน"), *([] if is_public else [(str(NOT_PUBLISHED), "ยังไม่เผยแพร่")]), *rows]


def _agencies(is_public: bool) -> Iterable[tuple[str, str]]:
    """Those that stories are of; for the public while their names are."""
    versions = StoryVersion.objects.public() if is_public else StoryVersion.objects.all()
    named = Version.objects.current().filter(agency__in=versions.order_by().values("agency").distinct())
    if is_public:
        named = named.listed(Level.WEB)
    rows = named.in_thai_order().values_list("agency_id", "name")
    return [("", "ทุกหน่วยงาน"), *((str(key), name) for key, name in rows)]
