"""The one-time link. Opening it shows a button; only pressing that uses it up, so no mail scanner can."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from prasan.accounts.models import SignInLink, User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        link = SignInLink.redeem(token, at=timezone.now())
        if link:
            enter(request, link.user, method="link")
            return HttpResponseRedirect(safe_next(request, link.next_url))
    else:
        link = SignInLink.usable(token, at=timezone.now())
        if link:
            return render(request, "accounts/link.html", {"link": link})
    return render(request, "accounts/link_spent.html", status=410)


def enter(request: HttpRequest, user: User, *, method: str) -> None:
    """Sign `user` in without a password, say how in the session, and list the device with the others."""
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method=method)
    UserSession.objects.create_from_request(request)


def safe_next(request: HttpRequest, url: str) -> str:
    """`url` when it leads into this house, else the page after sign-in."""
    if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        return url
    return settings.LOGIN_REDIRECT_URL
