"""Registration of the room."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "prasan.agencies"
    verbose_name = "ทะเบียนหน่วยงาน"

    def ready(self) -> None:
        from prasan.agencies import receivers  # noqa: F401
