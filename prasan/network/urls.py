"""Addresses of the network."""

from django.urls import path

from prasan.network.views import duplicates, groups, public, sheets, staff

app_name = "network"
urlpatterns = [
    path("desk/network/", staff.members, name="members"),
    path("desk/network/new/", staff.new, name="new"),
    path("desk/network/notes/", staff.notes, name="notes"),
    path("desk/network/notes/<int:pk>/done/", staff.note_done, name="note_done"),
    path("desk/network/groups/", groups.groups, name="groups"),
    path("desk/network/groups/new/", groups.new_group, name="new_group"),
    path("desk/network/groups/<int:pk>/", groups.group, name="group"),
    path("desk/network/groups/<int:pk>/add/", groups.add_to_group, name="add_to_group"),
    path("desk/network/groups/<int:pk>/drop/<int:member>/", groups.drop_from_group, name="drop_from_group"),
    path("desk/network/groups/<int:pk>/delete/", groups.drop_group, name="drop_group"),
    path("desk/network/duplicates/", duplicates.duplicates, name="duplicates"),
    path("desk/network/merges/<int:pk>/undo/", duplicates.part, name="part"),
    path("desk/network/imports/", sheets.sheets, name="imports"),
    path("desk/network/imports/<int:pk>/", sheets.sheet, name="import"),
    path("desk/network/imports/<int:pk>/take/", sheets.take_sheet, name="take_sheet"),
    path("desk/network/imports/<int:pk>/columns/", sheets.columns, name="import_columns"),
    path("desk/network/imports/<int:pk>/undo/", sheets.undo, name="undo_import"),
    path("desk/network/imports/<int:pk>/rest.xlsx", sheets.rest_of_sheet, name="rest_of_sheet"),
    path("desk/network/register.pdf", sheets.register_paper, name="register"),
    path("desk/network/files/<str:name>", sheets.export, name="export"),
    path("desk/network/<int:pk>/form.pdf", sheets.form_paper, name="form"),
    path("desk/network/<int:pk>/", staff.member, name="member"),
    path("desk/network/<int:pk>/edit/", staff.edit, name="edit"),
    path("desk/network/<int:pk>/renew/", staff.renew, name="renew"),
    path("desk/network/<int:pk>/link/", staff.send_link, name="send_link"),
    path("desk/network/<int:pk>/merge/<int:member>/", duplicates.merge, name="merge"),
    path("desk/network/<int:pk>/tie/<int:agency>/", duplicates.tie_to_agency, name="tie"),
    path("desk/network/<int:pk>/<str:act>/", staff.turn, name="turn"),
    path("network/join/", public.join, name="join"),
    path("network/join/sent/", public.join_sent, name="join_sent"),
    path("network/join/<str:token>/", public.confirm, name="confirm"),
    path("network/me/<str:token>/", public.own, name="own"),
    path("network/me/<str:token>/new-link/", public.new_link, name="new_link"),
    path("network/me/<str:token>/turn/", public.turn_own, name="turn_own"),
    path("network/me/<str:token>/prefer/", public.prefer, name="prefer"),
    path("network/me/<str:token>/correct/", public.correct, name="correct"),
    path("network/leave/<str:token>/", public.leaving, name="leaving"),
]
