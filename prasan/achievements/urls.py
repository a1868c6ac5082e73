"""Addresses of the achievements."""

from django.urls import path

from prasan.achievements.views import bundles, deciding, editing, linking, public, sheets, staff

app_name = "achievements"
_VERSION = "desk/achievements/<int:pk>/<int:number>/"
_BUNDLE = "desk/achievements/together/<int:pk>/"
urlpatterns = [
    path("achievements/", public.wall, name="wall"),
    path("achievements/schools/", public.schools, name="schools"),
    path("achievements/download/<str:name>", public.download, name="download"),
    path("achievements/<int:pk>/", public.achievement, name="achievement"),
    path("achievements/<int:pk>/evidence-<int:row>/", public.evidence, name="evidence"),
    path("desk/achievements/", staff.achievements, name="achievements"),
    path("desk/achievements/new/", editing.new, name="new"),
    path("desk/achievements/sheet/<str:name>", sheets.export, name="export"),
    path("desk/achievements/imports/", sheets.imports, name="imports"),
    path("desk/achievements/imports/<int:pk>/", sheets.preview, name="import"),
    path("desk/achievements/imports/<int:pk>/take/", sheets.take_sheet, name="take_sheet"),
    path("desk/achievements/together/", bundles.new, name="new_bundle"),
    path(_BUNDLE, bundles.bundle, name="bundle"),
    path(f"{_BUNDLE}decide/", bundles.decide, name="bundle_decide"),
    path(f"{_BUNDLE}again/", bundles.again, name="bundle_again"),
    path(f"{_BUNDLE}paper/", bundles.paper, name="bundle_paper"),
    path(f"{_BUNDLE}recall/", bundles.recall, name="bundle_recall"),
    path(f"{_BUNDLE}memo.pdf", bundles.memo, name="bundle_memo"),
    path(f"{_BUNDLE}annex-<int:part>.pdf", bundles.annex, name="bundle_annex"),
    path(f"{_BUNDLE}scan-<int:decision>/", bundles.scan, name="bundle_scan"),
    path("desk/achievements/<int:pk>/", staff.latest, name="staff_achievement"),
    path("desk/achievements/<int:pk>/correct/", editing.correct, name="correct"),
    path("desk/achievements/<int:pk>/take-down/", editing.take_down, name="take_down"),
    path(_VERSION, staff.version_page, name="version"),
    path(f"{_VERSION}edit/", editing.edit, name="edit"),
    path(f"{_VERSION}files/", editing.files, name="files"),
    path(f"{_VERSION}files/<int:row>/", editing.change_file, name="change_file"),
    path(f"{_VERSION}files/<int:row>/open/", staff.open_file, name="open_file"),
    path(f"{_VERSION}stories/", linking.stories, name="stories"),
    path(f"{_VERSION}write-story/", linking.write_story, name="write_story"),
    path(f"{_VERSION}propose/", editing.propose, name="propose"),
    path(f"{_VERSION}cancel/", editing.cancel, name="cancel"),
    path(f"{_VERSION}decide/", deciding.decide, name="decide"),
    path(f"{_VERSION}paper/", deciding.paper, name="paper"),
    path(f"{_VERSION}memo.pdf", deciding.memo, name="memo"),
    path(f"{_VERSION}recall/", deciding.recall, name="recall"),
    path(f"{_VERSION}scan-<int:decision>/", deciding.scan, name="scan"),
]
