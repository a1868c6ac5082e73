"""Addresses of the room."""

from django.urls import path

from prasan.delivery import stopping
from prasan.delivery.views import mail_settings, public, staff

urlpatterns = [
    path("desk/delivery/", staff.deliveries, name="deliveries"),
    path("desk/delivery/sheet.<str:kind>", staff.delivery_sheet, name="delivery_sheet"),
    path("desk/delivery/mail/", mail_settings.mail_settings, name="mail_settings"),
    path("desk/delivery/mail/quota/", mail_settings.mail_quota, name="mail_quota"),
    path("desk/delivery/<int:pk>/", staff.delivery, name="delivery"),
    path("desk/delivery/<int:pk>/decide/", staff.decide, name="delivery_decide"),
    path(f"{stopping.PATH}<str:token>/", public.stop_news, name="stop_news"),
]
