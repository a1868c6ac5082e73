"""Registration of the room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "prasan.files"
    verbose_name = "ไฟล์"
