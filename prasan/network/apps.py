"""Registration of the room."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "prasan.network"
    verbose_name = "เครือข่ายประชาสัมพันธ์"
