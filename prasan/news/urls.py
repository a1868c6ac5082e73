"""Addresses of the stories."""

from django.urls import path

from prasan.news.media_archive.urls import urlpatterns as media_archive
from prasan.news.newsletter.urls import urlpatterns as newsletters
from prasan.news.pictures_down.urls import urlpatterns as pictures_down
from prasan.news.recordings.urls import urlpatterns as recordings
from prasan.news.views import deciding, editing, inbox, mine, pictures, public, publishing, sending, stories

app_name = "news"
_VERSION = "desk/news/<int:pk>/<int:number>/"
urlpatterns = [
    *media_archive,
    *newsletters,
    *pictures_down,
    *recordings,
    path("news/", public.home, name="home"),
    path("news/category/<slug:category>/", public.category, name="category"),
    path("news/of/<int:agency>/", public.of_agency, name="of_agency"),
    path("news/archive/", public.archive, name="archive"),
    path("news/archive/<int:year>/<int:month>/", public.month, name="month"),
    path("news/feed.xml", public.feed, name="feed"),
    path("news/<int:year>/<int:number>/", public.story, name="story"),
    path("news/photos/<int:pk>-<slug:size>.jpg", public.photo, name="photo"),
    path("news/photos/<int:pk>-<int:width>.<slug:kind>", public.rendition, name="rendition"),
    path("news/send/", mine.mine, name="mine"),
    path("news/send/new/", mine.begin, name="mine_begin"),
    path("news/send/<int:pk>/", mine.mine_one, name="mine_one"),
    path("news/send/<int:pk>/save/", mine.save, name="mine_save"),
    path("news/send/<int:pk>/drop/", mine.drop, name="mine_drop"),
    path("news/send/<int:pk>/photos/", mine.add_photos, name="mine_photos"),
    path("news/send/<int:pk>/photos/<int:photo>/", mine.change_photo, name="mine_photo"),
    path("news/send/<int:pk>/photos/<int:photo>-<slug:size>.jpg", mine.own_photo, name="own_photo"),
    path("desk/news/", stories.story_list, name="stories"),
    path("desk/news/new/", editing.new_story, name="new"),
    path("desk/news/photos/<int:pk>-<slug:size>.jpg", pictures.staff_photo, name="staff_photo"),
    path("desk/news/unheard/", sending.unheard_stories, name="unheard"),
    path("desk/news/<int:pk>/", stories.staff_story, name="staff_story"),
    path("desk/news/<int:pk>/correct/", editing.correct_story, name="correct"),
    path("desk/news/<int:pk>/take-down/", publishing.take_down, name="take_down"),
    path("desk/news/<int:pk>/handover/", sending.handover, name="handover"),
    path("desk/news/<int:pk>/handover/print/", sending.handover_print, name="handover_print"),
    path("desk/news/<int:pk>/deliveries/", sending.deliveries, name="deliveries"),
    path("desk/news/<int:pk>/deliveries.xlsx", sending.sheet, name="deliveries_sheet"),
    path("desk/news/<int:pk>/deliveries/<int:row>/", sending.decide_delivery, name="decide_delivery"),
    path(_VERSION, stories.version_page, name="version"),
    path(f"{_VERSION}compare-<int:other>/", stories.compare_versions, name="compare"),
    path(f"{_VERSION}edit/", editing.edit_story, name="edit"),
    path(f"{_VERSION}photos/", editing.photo_list, name="photos"),
    path(f"{_VERSION}photos/<int:photo>/", editing.photo_change, name="photo_change"),
    path(f"{_VERSION}propose/", editing.propose_story, name="propose"),
    path(f"{_VERSION}cancel/", editing.cancel_story, name="cancel"),
    path(f"{_VERSION}decide/", deciding.decide, name="decide"),
    path(f"{_VERSION}paper/", deciding.paper, name="paper"),
    path(f"{_VERSION}recall/", deciding.recall, name="recall"),
    path(f"{_VERSION}memo.pdf", deciding.memo, name="memo"),
    path(f"{_VERSION}scan-<int:decision>/", deciding.scan, name="scan"),
    path(f"{_VERSION}take-up/", inbox.take_up, name="take_up"),
    path(f"{_VERSION}answer-<slug:how>/", inbox.answer, name="answer"),
    path(f"{_VERSION}merge/", inbox.merge, name="merge"),
    path(f"{_VERSION}publish/", publishing.publish, name="publish"),
    path(f"{_VERSION}schedule/", publishing.schedule, name="schedule"),
    path(f"{_VERSION}unschedule/", publishing.unschedule, name="unschedule"),
]
