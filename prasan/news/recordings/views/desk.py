"""Sound and film of a version on the desk: added, described, captioned, given a poster, taken out or down."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.news import policies
from prasan.news.models import StoryRecording, StoryVersion
from prasan.news.recordings import adding, take_down
from prasan.news.recordings.forms import NewRecordingForm, PosterForm, RecordingForm, TakeDownEverywhereForm
from prasan.news.recordings.policies import MOST_RECORDINGS, what_is_missing
from prasan.news.recordings.uploads import PIECE
from prasan.news.views.loading import load_photo, load_version
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_RELATED = ("version__story", "file", "poster", "poster_photo", "confirmed_by", "taken_down_by")


def load_recording(version: StoryVersion, pk: int) -> StoryRecording:
    found = version.recordings.select_related(*_RELATED).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@get_or_post
@staff_only
def recordings(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """What is there, what is on its way, and one more. Without scripts the form sends the file whole."""
    version = load_version(pk, number)
    form = NewRecordingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = adding.add(
                version, uploaded=form.cleaned_data["file"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "เพิ่มสื่อแล้ว กรอกรายละเอียดและคำบรรยายต่อ")
            return redirect("news:recording", pk, number, added.pk)
    rows = version.recordings.select_related(*_RELATED)
    context = {
        "version": version,
        "form": form,
        "rows": [(row, what_is_missing(row) if row.is_shown else []) for row in rows],
        "uploads": version.uploads.filter(begun_by=request.user),
        "refusal": policies.why_not_edit(version, request.user),
        "most": MOST_RECORDINGS,
        "piece": PIECE,
    }
    return render(request, "news/recordings/list.html", context)


@get_or_post
@staff_only
def recording(request: StaffRequest, pk: int, number: int, recording: int) -> HttpResponse:
    """What is said of one, with its captions; its player and its poster stand beside."""
    version = load_version(pk, number)
    found = load_recording(version, recording)
    form = RecordingForm(found, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _saved(request, form, found):
        messages.success(request, "บันทึกแล้ว")
        return redirect("news:recording", pk, number, recording)
    found = load_recording(version, recording)
    context = {
        "version": version,
        "recording": found,
        "recordings": [found],
        "form": form,
        "poster_form": PosterForm(),
        "photos": version.photos.all(),
        "missing": what_is_missing(found),
        "refusal": policies.why_not_edit(version, request.user),
    }
    return render(request, "news/recordings/one.html", context)


def _saved(request: StaffRequest, form: RecordingForm, found: StoryRecording) -> bool:
    """Words first; captions that are refused leave the words saved and say their line."""
    by, at = request.user, timezone.now()
    try:
        adding.describe(found, said=form.said(), by=by, at=at)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    try:
        if sent := form.cleaned_data["captions"]:
            adding.caption(found, data=sent.read(), by=by, at=at)
        elif form.cleaned_data.get("drop_captions"):
            adding.caption(found, data=b"", by=by, at=at)
    except Refused as refused:
        form.add_error("captions", str(refused))
        return False
    return True


@require_POST
@staff_only
def poster(request: StaffRequest, pk: int, number: int, recording: int) -> HttpResponse:
    """A picture that was sent or grabbed from the film, one of the story's photos, or none."""
    version = load_version(pk, number)
    found = load_recording(version, recording)
    wants_json = request.headers.get("Accept") == "application/json"
    chosen = request.POST.get("photo", "")
    try:
        photo = load_photo(version, int(chosen)) if chosen.isdecimal() else None
        adding.set_poster(
            found, picture=request.FILES.get("file"), photo=photo, by=request.user, at=timezone.now()
        )
    except Refused as refused:
        if wants_json:
            return JsonResponse({"refused": str(refused)}, status=409)
        messages.error(request, str(refused))
    else:
        if wants_json:
            return JsonResponse({"refused": None})
        messages.success(request, "บันทึกภาพปกแล้ว")
    return redirect("news:recording", pk, number, recording)


@require_POST
@staff_only
def remove(request: StaffRequest, pk: int, number: int, recording: int) -> HttpResponse:
    version = load_version(pk, number)
    try:
        adding.remove(load_recording(version, recording), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "เอาสื่อออกจากข่าวแล้ว")
    return redirect("news:recordings", pk, number)


@get_or_post
@staff_only
def take_down_recording(request: StaffRequest, pk: int) -> HttpResponse:
    """นำลงทุกที่: says first where it stands; asks why and who wished it."""
    found = StoryRecording.objects.select_related(*_RELATED).filter(pk=pk).first()
    if found is None:
        raise Http404
    form = TakeDownEverywhereForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = take_down.take_down_everywhere(
                found, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"นำลงทุกที่แล้ว {count} แห่ง ไฟล์ลบออกจากระบบแล้ว")
            return redirect(found.version.staff_url)
    places = StoryRecording.objects.filter(sha256=found.sha256, file__isnull=False)
    context = {"recording": found, "form": form, "places": places.select_related("version__story")}
    return render(request, "news/recordings/take_down.html", context)
