"""Addresses of the staff register."""

from django.urls import path

from prasan.agencies.views import register

urlpatterns = [
    path("desk/agencies/", register.register, name="register"),
    path("desk/agencies/<int:pk>/", register.staff_agency, name="staff_agency"),
    path("desk/agencies/<int:pk>/history/", register.agency_history, name="history"),
]
