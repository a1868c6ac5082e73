"""Registration of the room."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "prasan.contacts"
    verbose_name = "สมุดรายชื่อ"
