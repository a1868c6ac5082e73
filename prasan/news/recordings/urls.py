"""Addresses of sound and film; part of `prasan.news.urls`."""

from django.urls import path

from prasan.news.recordings.views import desk, mine, serving, uploading

_VERSION = "desk/news/<int:pk>/<int:number>/recordings/"
_ONE = f"{_VERSION}<int:recording>/"
_OWN = "news/send/<int:pk>/recordings/"
_UPLOAD = "news/uploads/<uuid:upload>/"
urlpatterns = [
    path("news/recordings/<int:pk>/<slug:part>", serving.public, name="recording_file"),
    path("desk/news/recordings/<int:pk>/take-down/", desk.take_down_recording, name="recording_take_down"),
    path("desk/news/recordings/<int:pk>/<slug:part>", serving.staff, name="staff_recording_file"),
    path("news/recordings/<int:pk>/own/<slug:part>", serving.own, name="own_recording_file"),
    path(_OWN, mine.recordings, name="mine_recordings"),
    path(f"{_OWN}begin/", uploading.begin_own, name="mine_upload_begin"),
    path(f"{_OWN}<int:recording>/", mine.recording, name="mine_recording"),
    path(f"{_OWN}<int:recording>/poster/", mine.poster, name="mine_recording_poster"),
    path(f"{_OWN}<int:recording>/remove/", mine.remove, name="mine_recording_remove"),
    path(_UPLOAD, uploading.upload, name="upload"),
    path(f"{_UPLOAD}finish/", uploading.finish, name="upload_finish"),
    path(f"{_UPLOAD}drop/", uploading.drop, name="upload_drop"),
    path(_VERSION, desk.recordings, name="recordings"),
    path(f"{_VERSION}begin/", uploading.begin, name="upload_begin"),
    path(_ONE, desk.recording, name="recording"),
    path(f"{_ONE}poster/", desk.poster, name="recording_poster"),
    path(f"{_ONE}remove/", desk.remove, name="recording_remove"),
]
