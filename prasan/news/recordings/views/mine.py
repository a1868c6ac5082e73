"""Sound and film that an agency's own people send in with their news (form 7.2)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from prasan.accounts.models import User
from prasan.news.models import StoryVersion
from prasan.news.recordings.forms import NewRecordingForm
from prasan.news.recordings.views import working
from prasan.news.states import OF_THE_SENDER
from prasan.news.views.own import own


@require_POST
@own
def recordings(request: HttpRequest, user: User, version: StoryVersion) -> HttpResponse:
    """One more, sent whole: without scripts."""
    form = NewRecordingForm(request.POST, request.FILES)
    if made := working.added(request, user, version, form):
        return redirect("news:mine_recording", version.story_id, made.pk)
    for line in form.errors.get("file", []):
        messages.error(request, str(line))
    return redirect(working.home(version, is_own=True))


@require_http_methods(["GET", "HEAD", "POST"])
@own
def recording(request: HttpRequest, user: User, version: StoryVersion, recording: int) -> HttpResponse:
    if version.state not in OF_THE_SENDER:
        return redirect("news:mine_one", version.story_id)
    return working.describe(request, user, version, recording, is_own=True)


@require_POST
@own
def poster(request: HttpRequest, user: User, version: StoryVersion, recording: int) -> HttpResponse:
    return working.set_poster(request, user, version, recording, is_own=True)


@require_POST
@own
def remove(request: HttpRequest, user: User, version: StoryVersion, recording: int) -> HttpResponse:
    return working.remove(request, user, version, recording, is_own=True)
