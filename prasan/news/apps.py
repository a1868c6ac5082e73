"""Registration of the room."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "prasan.news"
    verbose_name = "ข่าวสารและผลงาน"
