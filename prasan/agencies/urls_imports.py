"""Addresses of imports."""

from django.urls import path

from prasan.agencies.views import import_settling, imports

urlpatterns = [
    path("desk/imports/", imports.import_list, name="imports"),
    path("desk/imports/<int:pk>/", imports.import_page, name="import"),
    path("desk/imports/<int:pk>/settle/", import_settling.settle, name="import_settle"),
    path("desk/imports/<int:pk>/rule/", import_settling.settle_by_rule, name="import_rule"),
    path("desk/imports/<int:pk>/rule/undo/", import_settling.undo_rule, name="import_rule_undo"),
    path("desk/imports/<int:pk>/settled/", import_settling.settled, name="import_settled"),
    path(
        "desk/imports/<int:pk>/settled/<int:choice>/undo/",
        import_settling.undo_choice,
        name="import_choice_undo",
    ),
    path("desk/imports/<int:pk>/columns/", import_settling.columns, name="import_columns"),
    path("desk/imports/<int:pk>/levels/", import_settling.levels, name="import_levels"),
    path("desk/imports/<int:pk>/held.xlsx", imports.held_sheet, name="import_held"),
    path("desk/imports/<int:pk>/file/", imports.source_file, name="import_file"),
    path("desk/imports/<int:pk>/undo/", imports.undo, name="import_undo"),
]
