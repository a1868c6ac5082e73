"""Registration of the room."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "prasan.approvals"
    verbose_name = "การพิจารณา"
