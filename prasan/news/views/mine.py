"""An agency's own people send in news (form 7.2): saved as they type, picture by picture, from a phone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.accounts.models import User
from prasan.agencies.models import Version
from prasan.agencies.views.mine import NO_AGENCY
from prasan.news import policies
from prasan.news.actions import photos, submissions
from prasan.news.forms import PICTURE_ENDINGS, SubmissionForm
from prasan.news.house_style import paragraph_of, title_of
from prasan.news.models import StoryPhoto, StoryVersion
from prasan.news.recordings.views import working
from prasan.news.states import Children, StoryState
from prasan.news.views.own import own, signed_in, versions_of
from prasan.news.views.pictures import SIZES, picture
from prasan.news.writing import Picture
from prasan.thai import dates
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _agencies(user: User) -> list[Version]:
    return list(Version.objects.current().filter(agency__members=user).in_thai_order())


@require_safe
@signed_in
def mine(request: HttpRequest, user: User) -> HttpResponse:
    """What my agencies wrote and sent in, with where it stands and why it came back."""
    agencies = _agencies(user)
    if not agencies:
        return render(request, "403.html", {"reason": NO_AGENCY, "exception": NO_AGENCY}, status=403)
    rows = versions_of(user).select_related("story", "case")
    rows = rows.exclude(state=StoryState.CANCELLED).order_by("-story_id", "-number")
    shown = {row.story_id: row for row in reversed(rows[:200])}
    context = {"agencies": agencies, "rows": sorted(shown.values(), key=lambda row: -row.story_id)}
    return render(request, "news/mine/list.html", context)


@require_POST
@signed_in
def begin(request: HttpRequest, user: User) -> HttpResponse:
    """A new sheet of one of my agencies."""
    agencies = {str(row.agency_id): row for row in _agencies(user)}
    chosen = agencies.get(request.POST.get("agency", "")) or next(iter(agencies.values()), None)
    if chosen is None:
        return render(request, "403.html", {"reason": NO_AGENCY, "exception": NO_AGENCY}, status=403)
    version = submissions.begin(chosen.agency, by=user, at=timezone.now())
    return redirect("news:mine_one", version.story_id)


@get_or_post
@own
def mine_one(request: HttpRequest, user: User, version: StoryVersion) -> HttpResponse:
    """The form while it is written, else what became of it. Without scripts its buttons save and send."""
    if version.state != StoryState.WRITING:
        return render(request, "news/mine/sent.html", _sent_context(version))
    form = SubmissionForm(version, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, user, version, form)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "version": version,
        "form": form,
        "photos": version.photos.select_related("small"),
        "agency": _named(version),
        "children": Children.choices,
        "accept": ",".join(PICTURE_ENDINGS),
        "most": policies.MOST_PHOTOS,
        **working.listed(version, user, is_own=True),
        "why_not_send": policies.why_not_send(version, user, list(version.photos.all())),
    }
    return render(request, "news/mine/form.html", context)


def _saved(request: HttpRequest, user: User, version: StoryVersion, form: SubmissionForm) -> HttpResponse:
    """What was typed is saved first, whatever the button asks for besides."""
    at, act = timezone.now(), request.POST.get("act", "save")
    kept = form.kept()
    if act == "assemble":
        kept |= _assembled(version, kept)
    version = submissions.keep(version, **kept, by=user, at=at)
    if act == "send":
        try:
            submissions.send(version, by=user, at=at)
        except Refused as refused:
            messages.error(request, f"ยังส่งไม่ได้ {refused}")
        else:
            messages.success(request, f"ส่งถึงสำนักงานแล้ว เลขรับ {_receipt(version)}")
    elif act == "save":
        messages.success(request, "บันทึกแล้ว")
    return redirect("news:mine_one", version.story_id)


def _receipt(version: StoryVersion) -> str:
    version.story.refresh_from_db()
    return version.story.receipt


def _assembled(version: StoryVersion, kept: dict[str, Any]) -> dict[str, str]:
    facts = kept["facts"]
    return {
        "title": title_of(_named(version), facts) or kept["title"],
        "text": paragraph_of(facts) or kept["text"],
    }


def _named(version: StoryVersion) -> str:
    names = Version.objects.current().filter(agency=version.agency_id).values_list("name", flat=True)
    return names.first() or ""


def _sent_context(version: StoryVersion) -> dict[str, Any]:
    """Where it stands, and the reason of the last return by a superior."""
    returned = None
    if version.case and version.state == StoryState.RETURNED:
        returned = version.case.decisions.filter(outcome="returned").order_by("-pk").first()
    photos = list(version.photos.all())
    recordings = version.recordings.select_related("poster", "poster_photo")
    context = {"version": version, "returned": returned, "recordings": recordings, "is_own": True}
    return {**context, "lead": photos[0] if photos else None, "photos": photos}


@require_POST
@own
def save(request: HttpRequest, user: User, version: StoryVersion) -> JsonResponse:
    """For the script that saves as one types: {"saved_at", "written"} or {"refused"}; `written` is the
    moment that the page names too, by which the script knows whether it shows what was written last."""
    form = SubmissionForm(version, request.POST)
    form.is_valid()
    try:
        version = submissions.keep(version, **form.kept(), by=user, at=timezone.now())
    except Refused as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    at = timezone.localtime(version.written_at)
    return JsonResponse({"saved_at": dates.clock(at), "written": at.isoformat()})


@require_POST
@own
def add_photos(request: HttpRequest, user: User, version: StoryVersion) -> HttpResponse:
    """Each file by itself: one that is refused does not hold back the others. The script sends one a time
    under an id of its own, so a picture that arrived and was not acknowledged is not there twice."""
    refusals = []
    for sent in request.FILES.getlist("files")[: policies.MOST_PHOTOS]:
        chosen = Picture(sent, request.POST.get("caption", ""), "", request.POST.get("children", ""))
        try:
            photos.add_photo(
                version, picture=chosen, by=user, at=timezone.now(), mark=request.POST.get("mark", "")
            )
        except Refused as refused:
            refusals.append(f"{sent.name}: {refused}")
    if request.headers.get("Accept") == "application/json":
        data = {"refused": " ".join(refusals) or None, "count": version.photos.count()}
        return JsonResponse(data, status=409 if refusals else 200)
    for line in refusals:
        messages.error(request, line)
    return redirect("news:mine_one", version.story_id)


@require_POST
@own
def change_photo(request: HttpRequest, user: User, version: StoryVersion, photo: int) -> HttpResponse:
    """What is said of a picture, or take it out."""
    found = _photo(version, photo)
    try:
        if request.POST.get("act") == "remove":
            photos.remove_photo(found, by=user, at=timezone.now())
        else:
            said = {name: request.POST.get(name, "") for name in ("caption", "children")}
            photos.describe_photo(found, **said, alt=found.alt, by=user, at=timezone.now())
    except Refused as refused:
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"refused": str(refused)}, status=409)
        messages.error(request, str(refused))
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"refused": None})
    return redirect("news:mine_one", version.story_id)


def _photo(version: StoryVersion, pk: int) -> StoryPhoto:
    found = StoryPhoto.objects.select_related("version__story", "version__agency", "original", "web", "small")
    photo = found.filter(version=version, pk=pk).first()
    if photo is None:
        raise Http404
    return photo


@require_safe
@own
def own_photo(
    request: HttpRequest, user: User, version: StoryVersion, photo: int, size: str
) -> HttpResponseBase:
    if size not in SIZES:
        raise Http404
    return picture(request, _photo(version, photo), size)


@require_POST
@own
def drop(request: HttpRequest, user: User, version: StoryVersion) -> HttpResponse:
    try:
        submissions.drop(version, by=user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("news:mine_one", version.story_id)
    messages.success(request, "ทิ้งร่างแล้ว")
    return redirect("news:mine")
