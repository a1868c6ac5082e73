"""Registration of the room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "prasan.accounts"
    verbose_name = "บัญชีผู้ใช้"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_save

        from prasan.accounts import receivers
        from prasan.accounts.models import User

        post_save.connect(receivers.keep_address, sender=User)
        user_logged_in.connect(receivers.record_sign_in)
