"""Registration of the room."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "prasan.operations"
    verbose_name = "งานดูแลระบบ"
