"""Addresses of the public directory."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
