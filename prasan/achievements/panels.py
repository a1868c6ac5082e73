"""Achievements beside the public page of an agency and of a story."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from prasan.achievements.filters import Query
from prasan.achievements.models import AchievementVersion
from prasan.achievements.models.version import AchievementVersionQuerySet
from prasan.achievements.states import LISTED
from prasan.agencies.models import Agency
from prasan.agencies.signals import agency_shown
from prasan.news.models import Story
from prasan.news.signals import story_on_desk, story_shown
from prasan.thai import digits
from prasan.ui.panels import Line, Panel

_MOST = 5


@receiver(agency_shown, dispatch_uid="achievements.of_agency")
def of_agency(sender: type[Agency], *, agency: int, **kwargs: Any) -> Panel | None:
    """ผลงานของหน่วยงาน: the greatest of late, and the way to all."""
    query = Query(agency=agency)
    lines, count = _lines(query.public())
    if not lines:
        return None
    more = (f"ดูทั้ง {digits.group(count)} ผลงาน", f"{reverse('achievements:wall')}{query.address}")
    return Panel("ผลงานของหน่วยงาน", lines, more if count > len(lines) else None)


@receiver(story_shown, dispatch_uid="achievements.of_story")
def of_story(sender: type[Story], *, story: int, **kwargs: Any) -> Panel | None:
    """ผลงานในข่าวนี้: those that the story tells of."""
    lines, _ = _lines(AchievementVersion.objects.public().filter(achievement__stories=story))
    return Panel("ผลงานในข่าวนี้", lines) if lines else None


@receiver(story_on_desk, dispatch_uid="achievements.of_story_on_desk")
def of_story_on_desk(sender: type[Story], *, story: int, **kwargs: Any) -> Panel | None:
    """ผลงานที่ข่าวนี้เล่า: of each the version that the office works on or that is public, with its state."""
    found = AchievementVersion.objects.filter(achievement__stories=story, state__in=LISTED)
    latest = {row.achievement_id: row for row in found.order_by("achievement", "number")}
    lines = [
        Line(row.title, row.staff_url, f"{row.get_state_display()} ระดับ{row.get_level_display()}")
        for row in latest.values()
    ]
    return Panel("ผลงานที่ข่าวนี้เล่า", lines) if lines else None


def _lines(found: AchievementVersionQuerySet) -> tuple[list[Line], int]:
    """(the first few, how many there are); one query where there are few."""
    fields = ("title", "level", "kind", "academic_year", "achievement")
    rows = list(found.greatest_first().only(*fields)[: _MOST + 1])
    count = found.count() if len(rows) > _MOST else len(rows)
    lines = [
        Line(
            row.title,
            reverse("achievements:achievement", args=[row.achievement_id]),
            f"{row.get_kind_display()} ระดับ{row.get_level_display()} ปีการศึกษา {row.academic_year}",
        )
        for row in rows[:_MOST]
    ]
    return lines, count
