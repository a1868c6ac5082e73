"""Addresses of the room."""

from django.urls import path

from prasan.delivery import stopping
from prasan.delivery.views import channel_settings, mail_settings, many, public, staff

urlpatterns = [
    path("desk/delivery/", staff.deliveries, name="deliveries"),
    path("desk/delivery/sheet.<str:kind>", staff.delivery_sheet, name="delivery_sheet"),
    path("desk/delivery/decide-all/", many.decide_all, name="decide_all"),
    path("desk/delivery/mail/", mail_settings.mail_settings, name="mail_settings"),
    path("desk/delivery/mail/quota/", mail_settings.mail_quota, name="mail_quota"),
    path("desk/delivery/channels/", channel_settings.channels, name="channels"),
    path("desk/delivery/watch/", channel_settings.patience, name="watch_patience"),
    path("desk/delivery/channels/<slug:name>/", channel_settings.channel, name="channel_settings"),
    path("desk/delivery/channels/<slug:name>/connect/", channel_settings.connect, name="channel_connect"),
    path(
        "desk/delivery/channels/<slug:name>/disconnect/",
        channel_settings.disconnect,
        name="channel_disconnect",
    ),
    path("desk/delivery/channels/<slug:name>/try/", channel_settings.try_out, name="channel_try"),
    path("desk/delivery/<int:pk>/", staff.delivery, name="delivery"),
    path("desk/delivery/<int:pk>/decide/", staff.decide, name="delivery_decide"),
    path(f"{stopping.PATH}<str:token>/", public.stop_news, name="stop_news"),
]
