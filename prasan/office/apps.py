"""Registration of the room."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "prasan.office"
    verbose_name = "สำนักงาน"
