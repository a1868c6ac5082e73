"""Registration of the room."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "prasan.delivery"
    verbose_name = "การส่ง"

    def ready(self) -> None:
        from prasan.accounts.signals import account_mail
        from prasan.delivery import receivers

        account_mail.connect(receivers.write_account_mail)
