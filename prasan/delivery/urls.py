"""Addresses of the room."""

from django.urls import path

from prasan.delivery.views import staff

urlpatterns = [
    path("desk/delivery/", staff.deliveries, name="deliveries"),
    path("desk/delivery/<int:pk>/send-again/", staff.send_again, name="delivery_send_again"),
]
