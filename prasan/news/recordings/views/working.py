"""Sound and film of a version while it is written: the same work on the desk and on the page of an agency."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from prasan.accounts.models import User
from prasan.news import policies
from prasan.news.models import StoryRecording, StoryVersion
from prasan.news.recordings import adding
from prasan.news.recordings.forms import NewRecordingForm, PosterForm, RecordingForm
from prasan.news.recordings.policies import MOST_RECORDINGS, what_is_missing
from prasan.news.recordings.uploads import PIECE
from prasan.news.views.loading import load_photo
from prasan.ui.refusal import Refused

RELATED = ("version__story", "file", "poster", "poster_photo", "confirmed_by", "taken_down_by")


def load_recording(version: StoryVersion, pk: int) -> StoryRecording:
    found = version.recordings.select_related(*RELATED).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def address(name: str, version: StoryVersion, *more: int, is_own: bool) -> str:
    """Of `name` ("recordings", "recording", "recording_poster" …) on the desk or on the agency's page."""
    if is_own:
        return reverse(f"news:mine_{name}", args=[version.story_id, *more])
    return reverse(f"news:{name}", args=[version.story_id, version.number, *more])


def home(version: StoryVersion, *, is_own: bool) -> str:
    """Where the recordings of a version are listed."""
    if is_own:
        return f"{reverse('news:mine_one', args=[version.story_id])}#recordings"
    return address("recordings", version, is_own=False)


def listed(
    version: StoryVersion, user: User, *, is_own: bool, form: NewRecordingForm | None = None
) -> dict[str, Any]:
    """What is there, what is on its way, and one more."""
    rows = version.recordings.select_related(*RELATED)
    return {
        "recording_form": form or NewRecordingForm(),
        "recording_rows": [
            (
                row,
                what_is_missing(row, needs_words=not is_own) if row.is_shown else [],
                address("recording", version, row.pk, is_own=is_own),
            )
            for row in rows
        ],
        "uploads": version.uploads.filter(begun_by=user),
        "most_recordings": MOST_RECORDINGS,
        "piece": PIECE,
        "begin": address("upload_begin", version, is_own=is_own),
        "add_whole": address("recordings", version, is_own=is_own),
    }


def added(
    request: HttpRequest, user: User, version: StoryVersion, form: NewRecordingForm
) -> StoryRecording | None:
    """What a plain form sent whole; None with the reason in `form`."""
    if not form.is_valid():
        return None
    try:
        made = adding.add(version, uploaded=form.cleaned_data["file"], by=user, at=timezone.now())
    except Refused as refused:
        form.add_error("file", str(refused))
        return None
    messages.success(request, "เพิ่มสื่อแล้ว กรอกรายละเอียดและคำบรรยายต่อ")
    return made


def describe(
    request: HttpRequest, user: User, version: StoryVersion, pk: int, *, is_own: bool
) -> HttpResponse:
    """What is said of one, with its captions; its player and its poster stand beside."""
    form = RecordingForm(load_recording(version, pk), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _saved(user, form, load_recording(version, pk)):
        messages.success(request, "บันทึกแล้ว")
        return redirect(address("recording", version, pk, is_own=is_own))
    found = load_recording(version, pk)
    context = {
        "version": version,
        "recording": found,
        "recordings": [found],
        "is_own": is_own,
        "list_url": home(version, is_own=is_own),
        "poster_url": address("recording_poster", version, pk, is_own=is_own),
        "remove_url": address("recording_remove", version, pk, is_own=is_own),
        "form": form,
        "poster_form": PosterForm(),
        "photos": version.photos.all(),
        "missing": what_is_missing(found, needs_words=not is_own),
        "refusal": policies.why_not_edit(version, user),
    }
    return render(request, "news/mine/recording.html" if is_own else "news/recordings/one.html", context)


def _saved(user: User, form: RecordingForm, found: StoryRecording) -> bool:
    """Words first; captions that are refused leave the words saved and say their line."""
    at = timezone.now()
    try:
        adding.describe(found, said=form.said(), by=user, at=at)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    try:
        if sent := form.cleaned_data["captions"]:
            adding.caption(found, data=sent.read(), by=user, at=at)
        elif form.cleaned_data.get("drop_captions"):
            adding.caption(found, data=b"", by=user, at=at)
    except Refused as refused:
        form.add_error("captions", str(refused))
        return False
    return True


def set_poster(
    request: HttpRequest, user: User, version: StoryVersion, pk: int, *, is_own: bool
) -> HttpResponse:
    """A picture that was sent or grabbed from the film, one of the story's photos, or none."""
    found = load_recording(version, pk)
    wants_json = request.headers.get("Accept") == "application/json"
    chosen = request.POST.get("photo", "")
    try:
        photo = load_photo(version, int(chosen)) if chosen.isdecimal() else None
        adding.set_poster(found, picture=request.FILES.get("file"), photo=photo, by=user, at=timezone.now())
    except Refused as refused:
        if wants_json:
            return JsonResponse({"refused": str(refused)}, status=409)
        messages.error(request, str(refused))
    else:
        if wants_json:
            return JsonResponse({"refused": None})
        messages.success(request, "บันทึกภาพปกแล้ว")
    return redirect(address("recording", version, pk, is_own=is_own))


def remove(request: HttpRequest, user: User, version: StoryVersion, pk: int, *, is_own: bool) -> HttpResponse:
    try:
        adding.remove(load_recording(version, pk), by=user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "เอาสื่อออกจากข่าวแล้ว")
    return redirect(home(version, is_own=is_own))
