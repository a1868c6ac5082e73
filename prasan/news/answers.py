"""What the commands say of a story."""

from __future__ import annotations

from typing import Any

from prasan.news.models import Story, StoryVersion


def answer(version: StoryVersion) -> dict[str, Any]:
    return {
        "story": version.story_id,
        "version": version.number,
        "case": version.case_id,
        "state": version.state,
        "refused": None,
    }


def refused(reason: str, story: Story | None = None) -> dict[str, Any]:
    """`story`: the one that a correction was refused of."""
    return {
        "story": story.pk if story else None,
        "version": None,
        "case": None,
        "state": None,
        "refused": reason,
    }
