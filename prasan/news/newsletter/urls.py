"""Addresses of the newsletter, the texts and the journal; part of `prasan.news.urls`."""

from django.urls import path

from prasan.news.newsletter.views import journals, media, public

_STORY = "news/<int:year>/<int:number>/"
_VERSION = "desk/news/<int:pk>/<int:number>/"
urlpatterns = [
    path("news/newsletters/", public.issues, name="public_issues"),
    path("news/journals/<int:year>/<int:number>.pdf", public.journal_file, name="journal_file"),
    path("desk/news/newsletters/", journals.issues, name="issues"),
    path("desk/news/newsletters/settings/", journals.settings, name="newsletter_settings"),
    path("desk/news/journals/new/", journals.new_journal, name="new_journal"),
    path("desk/news/journals/<int:pk>/", journals.journal, name="journal"),
    path("desk/news/journals/<int:pk>/edit/", journals.edit_journal, name="edit_journal"),
    path("desk/news/journals/<int:pk>/act/", journals.journal_act, name="journal_act"),
    path("desk/news/journals/<int:pk>/journal.pdf", journals.journal_staff_file, name="journal_staff_file"),
    path(f"{_STORY}newsletter.<slug:kind>", public.newsletter_file, name="newsletter_file"),
    path("desk/news/newsletters/preview-<slug:digest>.png", media.preview_picture, name="newsletter_picture"),
    path(f"{_VERSION}media/", media.media, name="media"),
    path(f"{_VERSION}media/<slug:name>.txt", media.text, name="media_text"),
    path(f"{_VERSION}newsletter/", media.preview, name="newsletter_preview"),
    path(f"{_VERSION}newsletter/issue/", media.issue, name="newsletter_issue"),
    path(f"{_VERSION}newsletter-<slug:design>.<slug:kind>", media.staff_file, name="newsletter_staff_file"),
]
