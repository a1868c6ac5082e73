"""Addresses of taking a picture down; part of `prasan.news.urls`."""

from django.urls import path

from prasan.news.pictures_down import views

urlpatterns = [
    path("desk/news/photos/<int:pk>/take-down/", views.take_down, name="photo_take_down"),
    path("desk/news/taken-down/", views.all_taken_down, name="pictures_taken_down"),
    path("desk/news/taken-down/<int:pk>/", views.taken_down, name="picture_taken_down"),
    path("desk/news/taken-down/<int:pk>/sent/<int:row>/", views.removed, name="picture_removed_outside"),
]
