"""Addresses of the first run, under /setup/<token>/."""

from django.urls import path

from prasan.office.views import setup

app_name = "setup"
urlpatterns = [
    path("", setup.start, name="start"),
    path("file/", setup.from_file, name="file"),
    path("review/", setup.review, name="review"),
    path("<slug:name>/", setup.question, name="question"),
]
