"""Addresses of the newsletter, the texts and the journal; part of `prasan.news.urls`."""

from django.urls import path

from prasan.news.newsletter.views import media, public

_STORY = "news/<int:year>/<int:number>/"
_VERSION = "desk/news/<int:pk>/<int:number>/"
urlpatterns = [
    path(f"{_STORY}newsletter.<slug:kind>", public.newsletter_file, name="newsletter_file"),
    path("desk/news/newsletters/preview-<slug:digest>.png", media.preview_picture, name="newsletter_picture"),
    path(f"{_VERSION}media/", media.media, name="media"),
    path(f"{_VERSION}media/<slug:name>.txt", media.text, name="media_text"),
    path(f"{_VERSION}newsletter/", media.preview, name="newsletter_preview"),
    path(f"{_VERSION}newsletter/issue/", media.issue, name="newsletter_issue"),
    path(f"{_VERSION}newsletter-<slug:design>.<slug:kind>", media.staff_file, name="newsletter_staff_file"),
]
