"""Recordings, their captions and posters on the way out."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from prasan.accounts.models import User
from prasan.files.views import serve, serve_ranged
from prasan.news.models import StoryRecording, StoryVersion
from prasan.news.views.own import signed_in, versions_of
from prasan.office.access import StaffRequest, staff_only

PARTS = ("play", "download", "captions", "poster")
_FILES = ("file", "poster", "poster_photo__web")


@require_safe
def public(request: HttpRequest, pk: int, part: str) -> HttpResponseBase:
    """Of what is published now; of anything else there is none."""
    shown = StoryRecording.objects.filter(version__in=StoryVersion.objects.public().values("pk"))
    return _part(request, shown.select_related(*_FILES).filter(pk=pk).first(), part, is_public=True)


@require_safe
@staff_only
def staff(request: StaffRequest, pk: int, part: str) -> HttpResponseBase:
    """For the desk: of any version."""
    found = StoryRecording.objects.select_related(*_FILES).filter(pk=pk).first()
    return _part(request, found, part, is_public=False)


@require_safe
@signed_in
def own(request: HttpRequest, user: User, pk: int, part: str) -> HttpResponseBase:
    """For the people of the agency that wrote the story."""
    theirs = StoryRecording.objects.filter(version__in=versions_of(user).values("pk"))
    return _part(request, theirs.select_related(*_FILES).filter(pk=pk).first(), part, is_public=False)


def _part(
    request: HttpRequest, found: StoryRecording | None, part: str, *, is_public: bool
) -> HttpResponseBase:
    if found is None or found.file is None:
        raise Http404
    if part in {"play", "download"}:
        as_download = part == "download"
        return serve_ranged(
            request, found.file, content_type=found.content_type, is_public=is_public, as_download=as_download
        )
    if part == "captions" and found.captions:
        return _kept_a_while(_captions(found.captions), is_public)
    if part == "poster" and found.poster_file:
        return _kept_a_while(serve(found.poster_file, in_place=True), is_public)
    raise Http404


def _captions(text: str) -> HttpResponseBase:
    response = HttpResponse(text, content_type="text/vtt; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _kept_a_while(response: HttpResponseBase, is_public: bool) -> HttpResponseBase:
    """A public one may be kept a few minutes: what is taken down must be gone soon."""
    response["Cache-Control"] = "public, max-age=300" if is_public else "private, no-cache"
    return response
