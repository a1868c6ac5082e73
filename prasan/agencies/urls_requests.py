"""Addresses of change requests and their cases."""

from django.urls import path

from prasan.agencies.views import editing, requests

urlpatterns = [
    path("desk/requests/", requests.request_list, name="requests"),
    path("desk/requests/<int:pk>/", requests.request_page, name="request"),
    path("desk/requests/<int:pk>/decide/", requests.decide, name="request_decide"),
    path("desk/requests/<int:pk>/paper/", requests.paper, name="request_paper"),
    path("desk/requests/<int:pk>/submit/", requests.submit, name="request_submit"),
    path("desk/requests/<int:pk>/recall/", requests.recall, name="request_recall"),
    path("desk/requests/<int:pk>/copy/", requests.copy, name="request_copy"),
    path("desk/requests/<int:pk>/memo.pdf", requests.memo, name="request_memo"),
    path("desk/requests/<int:pk>/annex-<int:part>.pdf", requests.annex, name="request_annex"),
    path("desk/requests/<int:pk>/scan-<int:decision>/", requests.scan, name="request_scan"),
    path("desk/requests/<int:pk>/about/", editing.edit_about, name="request_about"),
    path("desk/requests/<int:pk>/items/<int:item>/", editing.edit_item, name="request_item"),
    path("desk/requests/<int:pk>/items/<int:item>/drop/", editing.drop, name="request_drop"),
    path("desk/agencies/names/", editing.names, name="names"),
    path("desk/agencies/new/", editing.new_agency, name="new"),
    path("desk/agencies/<int:pk>/edit/", editing.edit_agency, name="edit"),
]
