"""Addresses of the public directory."""

from django.urls import path

from prasan.agencies.views import downloads, public

urlpatterns = [
    path("agencies/", public.directory, name="directory"),
    path("agencies/<int:pk>/", public.agency, name="agency"),
    path("agencies/<int:pk>/card.vcf", public.card, name="card"),
    path("agencies/data/", downloads.data, name="data"),
    path("agencies/data/dictionary/", downloads.dictionary, name="dictionary"),
    path("agencies/data/dictionary.json", downloads.dictionary_json, name="dictionary_json"),
    path("agencies/data/<str:name>", downloads.download, name="download"),
]
