"""Addresses of verification, history and corrections."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
