"""Addresses of the house. A new address without a row in the table of who may fails a test."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("prasan.agencies.urls")),
]
