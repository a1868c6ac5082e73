"""Stories, their versions, their pictures."""

from prasan.news.models.photo import StoryPhoto
from prasan.news.models.story import Story, YearOfNews
from prasan.news.models.version import StoryVersion

__all__ = ["Story", "StoryPhoto", "StoryVersion", "YearOfNews"]
