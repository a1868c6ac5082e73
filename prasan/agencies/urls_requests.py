"""Addresses of change requests and their cases."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
