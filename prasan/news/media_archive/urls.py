"""Addresses of the archive; part of `prasan.news.urls`."""

from django.urls import path

from prasan.news.media_archive import views

urlpatterns = [
    path("news/media/", views.public_archive, name="media_archive"),
    path("desk/news/media/", views.desk_archive, name="media_desk"),
    path("desk/news/media/photos/<int:pk>/", views.photo, name="media_photo"),
    path("desk/news/media/photos/<int:pk>/reuse/", views.reuse, name="media_reuse"),
    path("desk/news/media/stories/<int:pk>.zip", views.event_files, name="media_zip"),
]
