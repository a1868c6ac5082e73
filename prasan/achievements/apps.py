"""Registration of the room."""

from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    name = "prasan.achievements"
    verbose_name = "ผลงาน"

    def ready(self) -> None:
        """Listen to the rooms below."""
        from prasan.achievements import panels, receivers  # noqa: F401
