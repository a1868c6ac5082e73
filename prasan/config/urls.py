"""Addresses of the house. A new address without a row in the table of who may fails a test."""

from django.urls import include, path

handler500 = "prasan.operations.views.trouble.server_error"

urlpatterns = [
    path("", include("prasan.accounts.urls")),
    path("", include("prasan.operations.urls")),
    path("", include("prasan.delivery.urls")),
    path("desk/office/", include("prasan.office.urls")),
    path("desk/", include("prasan.desk.urls")),
    path("setup/<str:token>/", include("prasan.office.setup_urls")),
    path("ui/", include("prasan.ui.urls")),
    path("", include("prasan.achievements.urls")),
    path("", include("prasan.news.urls")),
    path("", include("prasan.network.urls")),
    path("", include("prasan.agencies.urls")),
    path("", include("prasan.site.urls")),
]
