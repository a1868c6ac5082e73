"""Stopping the news by the link in a mail (RFC 8058): looking changes nothing, one bare POST does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from prasan.delivery import stopping
from prasan.delivery.actions import wishes

_PAGE = "delivery/public/stop_news.html"


@csrf_exempt  # a mail program presses it: the signed link is the proof, there is no session to abuse
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_news(request: HttpRequest, token: str) -> HttpResponse:
    point = stopping.point_of_token(token)
    if point is None:
        return render(request, _PAGE, {"point": None}, status=404)
    if request.method == "POST":
        act = wishes.want_news if request.POST.get("again") else wishes.stop_news
        act(point, at=timezone.now())
    return render(request, _PAGE, {"point": point, "is_done": request.method == "POST"})
