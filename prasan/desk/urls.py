"""Addresses of the desk, under /desk/."""

from django.urls import path

from prasan.desk import views

app_name = "desk"
urlpatterns = [path("", views.home, name="home")]
