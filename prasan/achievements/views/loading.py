"""Rows that views ask for, or 404; and who may enter."""

from __future__ import annotations

from django.http import Http404

from prasan.achievements.models import Achievement, AchievementVersion, Evidence
from prasan.achievements.states import AchievementState

_RELATED = ("achievement__sender", "written_by", "case__proposer", "case__proposer_post__unit")


def load_version(achievement: int, number: int) -> AchievementVersion:
    """With its case and everyone named on the page; what an agency has not sent in yet is not there."""
    rows = AchievementVersion.objects.select_related(*_RELATED).exclude(state=AchievementState.WRITING)
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
