"""Registration of the room."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "prasan.delivery"
    verbose_name = "การส่ง"
