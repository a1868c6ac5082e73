"""Pure questions about taking a picture down."""

from __future__ import annotations

from prasan.news.models import StoryPhoto
from prasan.news.recordings.policies import why_not_these_words
from prasan.ui.refusal import Refusal


def why_not_take_down(photo: StoryPhoto, reason: str, asked: str) -> Refusal | None:
    if photo.taken_down_id:
        return Refusal("ภาพนี้นำลงทุกที่แล้ว")
    return why_not_these_words(reason, asked)
