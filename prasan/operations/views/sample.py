"""Pages that exist with sample data alone: signing in as one of the cast, and reading the mail it gets."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from prasan.accounts.models import User
from prasan.accounts.views.link import enter, safe_next
from prasan.office.models import OfficeProfile
from prasan.operations import mailbox
from prasan.operations.cast import CAST, cast

View = Callable[..., HttpResponse]


def sample_only(view: View) -> View:
    """In an office with real data these pages do not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        profile = OfficeProfile.current()
        if profile is None or not profile.is_sample:
            raise Http404
        return never_cache(view)(request, *args, **kwargs)

    return guarded


@require_safe
@sample_only
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "operations/sample.html", {"cast": cast(), "next": request.GET.get("next", "")})


@require_POST
@sample_only
def sign_in(request: HttpRequest) -> HttpResponse:
    """One click. Only the cast: a person added while trying things out keeps their own sign-in."""
    key = request.POST.get("person", "")
    user = get_object_or_404(User, key=key if key in CAST else None, is_active=True)
    enter(request, user, method="sample")
    return redirect(safe_next(request, request.POST.get("next") or "/desk/"))


@require_safe
@sample_only
def mails(request: HttpRequest) -> HttpResponse:
    return render(request, "operations/mails.html", {"mails": mailbox.mails()})


@require_safe
@sample_only
def mail(request: HttpRequest, mail_id: str) -> HttpResponse:
    found = mailbox.mail(mail_id)
    if found is None:
        raise Http404
    return render(request, "operations/mail.html", {"mail": found})
