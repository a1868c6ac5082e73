"""A recording in pieces, for the script: begin, ask how far, a piece, the end. Answers are JSON.

Officers and the people of an agency begin each at their own place and go on at the same: one's own upload.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from prasan.accounts.models import User
from prasan.news.models import RecordingUpload, StoryVersion
from prasan.news.recordings import uploads
from prasan.news.recordings.views import working
from prasan.news.states import OF_THE_SENDER
from prasan.news.views.loading import load_version
from prasan.news.views.own import own, signed_in
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused


def _refusals_as_json(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return JsonResponse({"refused": str(refused)}, status=409)

    return never_cache(answered)


def _load(key: UUID, user: User) -> RecordingUpload:
    """One's own; another's is not there."""
    found = RecordingUpload.objects.select_related("version__story", "version__written_by", "version__agency")
    upload = found.filter(key=key, begun_by=user).first()
    if upload is None:
        raise Http404
    return upload


@require_POST
@staff_only
@_refusals_as_json
def begin(request: StaffRequest, pk: int, number: int) -> HttpResponseBase:
    """{"url", "received"}: where pieces go, and how much is there of a file that was begun before."""
    return _begun(request, request.user, load_version(pk, number))


@require_POST
@own
@_refusals_as_json
def begin_own(request: HttpRequest, user: User, version: StoryVersion) -> HttpResponseBase:
    """As `begin`, for the people of the agency that writes the story."""
    return _begun(request, user, version)


def _begun(request: HttpRequest, user: User, version: StoryVersion) -> HttpResponseBase:
    size = request.POST.get("size", "")
    upload = uploads.begin(
        version,
        name=request.POST.get("name", ""),
        size=int(size) if size.isdecimal() and len(size) < 16 else 0,
        by=user,
        at=timezone.now(),
    )
    return JsonResponse({"url": reverse("news:upload", args=[upload.key]), "received": upload.received})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@_refusals_as_json
def upload(request: HttpRequest, user: User, upload: UUID) -> HttpResponseBase:
    """{"received"}; a POST brings a piece as its body, from the byte that `offset` of the address says."""
    found = _load(upload, user)
    if request.method != "POST":
        return JsonResponse({"received": found.received})
    try:
        data = request.body
    except RequestDataTooBig:
        raise Refused("ส่วนของไฟล์ที่ส่งมาใหญ่เกินไป โหลดหน้านี้ใหม่แล้วส่งต่อ") from None
    offset = request.GET.get("offset", "")
    received = uploads.take(
        found,
        offset=int(offset) if offset.isdecimal() and len(offset) < 16 else -1,
        data=data,
        sha256=request.headers.get("X-Piece-SHA256", ""),
        by=user,
        at=timezone.now(),
    )
    return JsonResponse({"received": received})


@require_POST
@signed_in
@_refusals_as_json
def finish(request: HttpRequest, user: User, upload: UUID) -> HttpResponseBase:
    """{"url"}: the page of the recording that came of it."""
    found = _load(upload, user)
    version = found.version
    made = uploads.finish(found, digest=request.POST.get("digest", ""), by=user, at=timezone.now())
    is_own = version.state in OF_THE_SENDER
    return JsonResponse({"url": working.address("recording", version, made.pk, is_own=is_own)})


@require_POST
@signed_in
def drop(request: HttpRequest, user: User, upload: UUID) -> HttpResponse:
    """A plain button: it works without the script too."""
    found = _load(upload, user)
    version = found.version
    uploads.drop(found, by=user, at=timezone.now())
    return redirect(working.home(version, is_own=version.state in OF_THE_SENDER))
