"""คลังสื่อ, for everybody and for the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import conditional_page, require_POST, require_safe

from prasan.files.names import clean_name
from prasan.news.media_archive import acts
from prasan.news.media_archive.finding import KINDS, found, places_of
from prasan.news.media_archive.forms import QuestionForm
from prasan.news.models import StoryPhoto, StoryVersion
from prasan.news.states import OF_THE_SENDER
from prasan.news.views.loading import load_story
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused


def _context(request: HttpRequest, *, is_public: bool) -> dict[str, Any]:
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    form = QuestionForm(request.GET, is_public=is_public)
    question = form.question(kind=kind, story=request.GET.get("story", ""))
    return {
        "form": form,
        "page_obj": found(question, request.GET.get("page"), is_public=is_public),
        "kinds": [("", "ทุกชนิด", not kind), *((code, word, code == kind) for code, word in KINDS.items())],
        "kind": kind,
        "story": question.story,
        "is_asked": question != type(question)(),
        "is_public": is_public,
    }


@require_safe
@conditional_page
def public_archive(request: HttpRequest) -> HttpResponse:
    """What stands in published stories."""
    return render(request, "news/media/public.html", _context(request, is_public=True))


@require_safe
@staff_only
def desk_archive(request: StaffRequest) -> HttpResponse:
    """Everything, with where it is used and the consent for children."""
    return render(request, "news/media/desk.html", _context(request, is_public=False))


def _photo(pk: int) -> StoryPhoto:
    rows = StoryPhoto.objects.select_related("version__story", "original", "confirmed_by")
    found = rows.exclude(version__state__in=OF_THE_SENDER).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
@staff_only
def photo(request: StaffRequest, pk: int) -> HttpResponse:
    """One picture: where it is, what was confirmed of it, and using it again."""
    one = _photo(pk)
    context = {"photo": one, "places": places_of(one), "drafts": acts.open_drafts(request.user)}
    return render(request, "news/media/photo.html", context)


@require_POST
@staff_only
def reuse(request: StaffRequest, pk: int) -> HttpResponse:
    """Into one of one's own drafts."""
    chosen = request.POST.get("into", "")
    drafts = StoryVersion.objects.select_related("story", "written_by", "agency")
    into = drafts.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 12 else None
    try:
        if into is None:
            raise Refused("เลือกข่าวร่างที่จะใช้ภาพนี้")
        acts.reuse(_photo(pk), into=into, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("news:media_photo", pk)
    messages.success(request, "เพิ่มภาพในข่าวร่างแล้ว ตรวจคำบรรยายและยืนยันเรื่องภาพเด็กของข่าวนี้")
    return redirect("news:photos", into.story_id, into.number)


@require_safe
@staff_only
def event_files(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The pictures, sound and film of one event as a ZIP, sent while it is made."""
    story = load_story(pk)
    files = acts.files_of(story)
    if not files:
        raise Http404
    response = StreamingHttpResponse(acts.zipped(files), content_type="application/zip")
    name = clean_name(f"สื่อข่าว {story.number or story.pk}-{story.year or 'ร่าง'}.zip", "application/zip")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
