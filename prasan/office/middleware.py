"""Before an office is set up, every page says so."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.log import log_response

from prasan.office.actions.setup import is_set_up

OPEN_BEFORE = ("/setup/", "/healthz", settings.STATIC_URL)


class SetUpFirst:
    """One query a request until the office is there, none afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.is_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.is_set_up = self.is_set_up or is_set_up()
        if self.is_set_up or request.path.startswith(OPEN_BEFORE):
            return self.get_response(request)
        return _not_yet(request)


def _not_yet(request: HttpRequest) -> HttpResponse:
    """503 for caches and probes, though nothing is wrong: no error in the log."""
    response = render(request, "office/setup/not_yet.html", status=503)
    log_response("office not set up: %s", request.path, response=response, request=request, level="info")
    return response
