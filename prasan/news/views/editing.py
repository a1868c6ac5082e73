"""Writing on the desk: a new story, its text, its pictures, and sending it up."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.approvals import page
from prasan.approvals.progress import progress
from prasan.news import policies
from prasan.news.actions import corrections, drafts, photos, proposing
from prasan.news.forms import NewPhotoForm, PhotoForm, StoryForm
from prasan.news.models import StoryVersion
from prasan.news.views.loading import load_photo, load_story, load_version
from prasan.news.writing import Picture
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@staff_only
def new_story(request: StaffRequest) -> HttpResponse:
    """A first draft; pictures come on its page."""
    form = StoryForm(None, request.POST or None)
    refusal = policies.why_not_work_on_news(request.user, request.standing)
    if request.method == "POST" and form.is_valid():
        try:
            version = drafts.write_draft(writing=form.writing(), by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกร่างแล้ว เพิ่มภาพแล้วเสนอได้จากหน้านี้")
            return redirect(version.staff_url)
    return render(request, "news/staff/edit.html", {"form": form, "refusal": refusal})


@get_or_post
@staff_only
def edit_story(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    refusal = policies.why_not_edit(version, request.user)
    form = StoryForm(version, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drafts.edit_draft(
                version,
                writing=form.writing(),
                note=form.cleaned_data.get("note", ""),
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกแล้ว")
            return redirect(version.staff_url)
    context = {"form": form, "version": version, "refusal": refusal}
    return render(request, "news/staff/edit.html", context)


@require_POST
@staff_only
def propose_story(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """เสนอ a draft, or again after a return."""
    version = load_version(pk, number)
    try:
        version = proposing.propose(version, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, f"ยังเสนอไม่ได้ {refused}")
    else:
        assert version.case is not None
        messages.success(request, f"เสนอแล้ว{page.goes_to(progress(version.case, request.standing))}")
    return redirect(version.staff_url)


@require_POST
@staff_only
def cancel_story(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    try:
        drafts.cancel(version, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "ยกเลิกข่าวฉบับนี้แล้ว")
    return redirect(version.staff_url)


@require_POST
@staff_only
def correct_story(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin a correction: a draft that says what is public now."""
    story = load_story(pk)
    try:
        version = corrections.correct(story, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("news:staff_story", pk)
    messages.success(request, "ทำฉบับแก้ไขแล้ว ฉบับที่เผยแพร่ยังอยู่จนกว่าฉบับแก้ไขจะอนุมัติ")
    return redirect("news:edit", pk, version.number)


@get_or_post
@staff_only
def photo_list(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Add a picture; describe, move and take out those that are there."""
    version = load_version(pk, number)
    form = NewPhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            photos.add_photo(version, picture=_picture(form), by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, "เพิ่มภาพแล้ว")
            return redirect("news:photos", pk, number)
    rows = list(version.photos.select_related("small", "confirmed_by"))
    context = {
        "version": version,
        "form": form,
        "rows": [(photo, _photo_form(photo)) for photo in rows],
        "refusal": policies.why_not_edit(version, request.user),
        "most": policies.MOST_PHOTOS,
    }
    return render(request, "news/staff/photos.html", context)


def _picture(form: NewPhotoForm) -> Picture:
    data = form.cleaned_data
    return Picture(data["file"], data["caption"], "", data["children"])


def _photo_form(photo: object) -> PhotoForm:
    named = {name: getattr(photo, name) for name in ("caption", "alt", "children")}
    return PhotoForm(initial=named, prefix=f"photo{getattr(photo, 'pk', '')}")


@require_POST
@staff_only
def photo_change(request: StaffRequest, pk: int, number: int, photo: int) -> HttpResponse:
    """One button each: save what is said, up, down, take out."""
    version = load_version(pk, number)
    act = request.POST.get("act", "save")
    if act not in {"save", "up", "down", "remove"}:
        raise Http404
    try:
        _change(request, version, photo, act)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("news:photos", pk, number)


def _change(request: StaffRequest, version: StoryVersion, key: int, act: str) -> None:
    photo, by, at = load_photo(version, key), request.user, timezone.now()
    if act == "remove":
        photos.remove_photo(photo, by=by, at=at)
        messages.success(request, "เอาภาพออกแล้ว")
    elif act in {"up", "down"}:
        photos.move_photo(photo, up=act == "up", by=by, at=at)
    else:
        form = PhotoForm(request.POST, prefix=f"photo{photo.pk}")
        if not form.is_valid():
            raise Refused("คำบรรยายภาพยาวเกินไป")
        photos.describe_photo(photo, **form.cleaned_data, by=by, at=at)
        messages.success(request, "บันทึกคำบรรยายแล้ว")
