"""Who may open what an agency writes and sends in: its own people, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from prasan.accounts.models import User
from prasan.news.models import StoryVersion
from prasan.news.states import StoryState

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        return view(request, request.user, *args, **kwargs)

    return never_cache(guarded)


def own(view: View) -> View:
    """To anyone but the people of its agency a story that was sent in is not there."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, user: User, pk: int, **kwargs: Any) -> HttpResponseBase:
        found = versions_of(user).select_related("story", "agency", "case").filter(story=pk)
        version = found.order_by("-number").first()
        if version is None:
            raise Http404
        return view(request, user, version, **kwargs)

    return guarded


def versions_of(user: User) -> QuerySet[StoryVersion]:
    """What their agencies wrote or sent in. A draft that the office wrote of them is the office's own."""
    theirs = Q(state=StoryState.WRITING) | Q(story__received_at__isnull=False) | Q(state=StoryState.PUBLISHED)
    return StoryVersion.objects.filter(theirs, agency__members=user)
