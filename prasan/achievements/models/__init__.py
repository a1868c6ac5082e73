"""Rows of the room."""

from prasan.achievements.models.achievement import Achievement
from prasan.achievements.models.bundle import Bundle
from prasan.achievements.models.evidence import Evidence
from prasan.achievements.models.sheet import AchievementImport
from prasan.achievements.models.version import AchievementVersion

__all__ = ["Achievement", "AchievementImport", "AchievementVersion", "Bundle", "Evidence"]
