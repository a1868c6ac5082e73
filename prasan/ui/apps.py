"""Registration of the room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "prasan.ui"
    verbose_name = "หน้าจอ"
