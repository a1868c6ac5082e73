"""Registration of the room."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "prasan.news"
    verbose_name = "ข่าวสารและผลงาน"

    def ready(self) -> None:
        """Listen to the rooms below."""
        from prasan.news import receivers  # noqa: F401
