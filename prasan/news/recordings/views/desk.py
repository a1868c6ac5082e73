"""Sound and film of a version on the desk: added, described, captioned, given a poster, taken out or down."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.news import policies
from prasan.news.models import StoryRecording
from prasan.news.recordings import take_down
from prasan.news.recordings.forms import NewRecordingForm, TakeDownEverywhereForm
from prasan.news.recordings.views import working
from prasan.news.recordings.views.working import RELATED
from prasan.news.views.loading import load_version
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@staff_only
def recordings(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """What is there, what is on its way, and one more. Without scripts the form sends the file whole."""
    version = load_version(pk, number)
    form = NewRecordingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (made := working.added(request, request.user, version, form)):
        return redirect("news:recording", pk, number, made.pk)
    context = {
        "version": version,
        "refusal": policies.why_not_edit(version, request.user),
        **working.listed(version, request.user, is_own=False, form=form),
    }
    return render(request, "news/recordings/list.html", context)


@get_or_post
@staff_only
def recording(request: StaffRequest, pk: int, number: int, recording: int) -> HttpResponse:
    return working.describe(request, request.user, load_version(pk, number), recording, is_own=False)


@require_POST
@staff_only
def poster(request: StaffRequest, pk: int, number: int, recording: int) -> HttpResponse:
    return working.set_poster(request, request.user, load_version(pk, number), recording, is_own=False)


@require_POST
@staff_only
def remove(request: StaffRequest, pk: int, number: int, recording: int) -> HttpResponse:
    return working.remove(request, request.user, load_version(pk, number), recording, is_own=False)


@get_or_post
@staff_only
def take_down_recording(request: StaffRequest, pk: int) -> HttpResponse:
    """นำลงทุกที่: says first where it stands; asks why and who wished it."""
    found = StoryRecording.objects.select_related(*RELATED).filter(pk=pk).first()
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
