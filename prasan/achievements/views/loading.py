"""Rows that views ask for, or 404; and who may enter."""

from __future__ import annotations

from django.http import Http404

from prasan.achievements.models import Achievement, AchievementVersion, Evidence

_RELATED = ("achievement", "written_by", "case__proposer", "case__proposer_post__unit")


def load_version(achievement: int, number: int) -> AchievementVersion:
    """With its case and everyone named on the page."""
    rows = AchievementVersion.objects.select_related(*_RELATED)
    found = rows.filter(achievement=achievement, number=number).first()
    if found is None:
        raise Http404
    return found


def load_achievement(pk: int) -> Achievement:
    found = Achievement.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def load_evidence(version: AchievementVersion, pk: int) -> Evidence:
    """A file of this version."""
    rows = Evidence.objects.select_related("file", "shown", "version__achievement")
    found = rows.filter(version=version, pk=pk).first()
    if found is None:
        raise Http404
    return found
