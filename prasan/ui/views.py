"""The gallery: every component in every state, to look at and to test."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from prasan.ui.gallery import context


def gallery(request: HttpRequest) -> HttpResponse:
    """For whoever builds screens: open in DEBUG, otherwise after sign-in."""
    if not (settings.DEBUG or request.user.is_authenticated):
        return redirect_to_login(request.get_full_path())
    return render(request, "ui/gallery.html", context(request))
