"""What a signed-in person sees is theirs: no proxy keeps it, and a browser asks again before showing it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class KeepPrivate:
    """Marks every answer to a browser that carries a session, and every answer that sets a cookie, unless the
    view has said itself how long its answer keeps."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_personal = settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies
        if is_personal and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_cache=True)
        return response
