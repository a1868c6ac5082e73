"""Addresses of the room."""

from django.urls import path

from prasan.delivery import stopping
from prasan.delivery.views import public, staff

urlpatterns = [
    path("desk/delivery/", staff.deliveries, name="deliveries"),
    path("desk/delivery/<int:pk>/send-again/", staff.send_again, name="delivery_send_again"),
    path(f"{stopping.PATH}<str:token>/", public.stop_news, name="stop_news"),
]
