"""Pages that exist with sample data alone: signing in as one of the cast, reading the mail that it gets, and
what LINE and Facebook got."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from prasan.accounts.models import User
from prasan.accounts.views.link import enter, safe_next
from prasan.delivery.standin.box import CHANNELS, FAULTS, Box
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


@require_safe
@sample_only
def posts(request: HttpRequest) -> HttpResponse:
    """What the stand-in took, and what it is asked to do next."""
    box = _box()
    asked = {name: box.asked(name) for name in CHANNELS}
    context = {
        "posts": box.posts(),
        "faults": FAULTS.items(),
        "channels": [
            (name, [FAULTS[fault] for fault in faults], stays) for name, (faults, stays) in asked.items()
        ],
        "account": box.account(),
    }
    return render(request, "operations/posts.html", context)


@require_safe
@sample_only
def post_picture(request: HttpRequest, post_id: str) -> HttpResponse:
    found = _box().picture(post_id)
    if found is None:
        raise Http404
    content, content_type = found
    return HttpResponse(content, content_type=content_type, headers={"X-Content-Type-Options": "nosniff"})


@require_POST
@sample_only
def misbehave(request: HttpRequest) -> HttpResponse:
    """Ask the stand-in to fail the next call, every call, or none any more."""
    channel, fault = request.POST.get("channel", ""), request.POST.get("fault", "")
    if channel not in CHANNELS or (fault and fault not in FAULTS):
        raise Http404
    _box().ask_for(channel, [fault] if fault else [], stays="stays" in request.POST)
    return redirect("sample_posts")


def _box() -> Box:
    return Box(settings.DATA / "standin")
