"""Registration of the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "prasan.desk"
    verbose_name = "โต๊ะทำงาน"
