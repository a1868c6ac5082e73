"""Registration of the room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "prasan.site"
    verbose_name = "เว็บสาธารณะ"
