"""An agency's own people send in achievements, and see where each stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.accounts.models import User
from prasan.achievements import policies
from prasan.achievements.actions import evidence as proofs
from prasan.achievements.actions import submissions
from prasan.achievements.forms import NewEvidenceForm, SendForm
from prasan.achievements.models import AchievementVersion
from prasan.achievements.names import names_of
from prasan.achievements.states import OF_THE_SENDER, AchievementState
from prasan.achievements.views.editing import change_evidence, described
from prasan.achievements.views.loading import load_evidence
from prasan.agencies.fields import Level as Reach
from prasan.agencies.models import Version
from prasan.agencies.views.mine import NO_AGENCY
from prasan.files.views import serve
from prasan.news.views.own import signed_in
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
View = Callable[..., HttpResponseBase]
_SHOWN = 200


def _own(view: View) -> View:
    """To anyone but the people of its agency an achievement that was sent in is not there."""

    @signed_in
    @wraps(view)
    def guarded(request: HttpRequest, user: User, pk: int, **kwargs: Any) -> HttpResponseBase:
        version = _of(user).filter(achievement=pk).order_by("-number").first()
        if version is None:
            raise Http404
        return view(request, user, version, **kwargs)

    return guarded


def _of(user: User) -> QuerySet[AchievementVersion]:
    """What their agencies wrote; of corrections that the office made only those that were public."""
    theirs = Q(number=1) | Q(published_at__isnull=False)
    rows = AchievementVersion.objects.filter(theirs, achievement__sender__members=user)
    return rows.select_related("achievement__sender", "case")


def _agencies(user: User) -> list[Version]:
    return list(Version.objects.current().filter(agency__members=user, closed_on=None).in_thai_order())


def _no_agency(request: HttpRequest) -> HttpResponse:
    return render(request, "403.html", {"reason": NO_AGENCY, "exception": NO_AGENCY}, status=403)


@require_safe
@signed_in
def mine(request: HttpRequest, user: User) -> HttpResponse:
    """What my agencies wrote and sent in, with where it stands and why it came back."""
    agencies = _agencies(user)
    if not agencies:
        return _no_agency(request)
    rows = _of(user).exclude(state=AchievementState.CANCELLED).order_by("-achievement_id", "-number")
    shown = {row.achievement_id: row for row in reversed(rows[:_SHOWN])}
    context = {"agencies": agencies, "rows": sorted(shown.values(), key=lambda row: -row.achievement_id)}
    return render(request, "achievements/mine/list.html", context)


@get_or_post
@signed_in
def new(request: HttpRequest, user: User) -> HttpResponse:
    """The form; what proves it comes on the next page."""
    agencies = {str(row.agency_id): row for row in _agencies(user)}
    asked = request.POST.get("agency") or request.GET.get("agency", "")
    chosen = agencies.get(asked) or next(iter(agencies.values()), None)
    if chosen is None:
        return _no_agency(request)
    form = SendForm(None, chosen.agency, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = submissions.begin(chosen.agency, content=form.content(), by=user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกแล้ว เพิ่มหลักฐาน แล้วส่งถึงสำนักงาน")
            return redirect("achievements:mine_one", version.achievement_id)
    return render(request, "achievements/mine/form.html", {"form": form, "agency": chosen})


@require_safe
@_own
def mine_one(request: HttpRequest, user: User, version: AchievementVersion) -> HttpResponse:
    """What it says, its files, and the button that sends it; afterwards what became of it."""
    return render(request, "achievements/mine/one.html", _context(version, user, NewEvidenceForm()))


def _context(version: AchievementVersion, user: User, form: NewEvidenceForm) -> dict[str, Any]:
    rows = list(version.evidence.select_related("file", "confirmed_by"))
    returned = None
    if version.case and version.state == AchievementState.RETURNED:
        returned = version.case.decisions.filter(outcome="returned").order_by("-pk").first()
    return {
        "version": version,
        "achievement": version.achievement,
        "agencies": names_of(version.agencies.values_list("pk", flat=True), Reach.INTERNAL),
        "is_open": version.state in OF_THE_SENDER,
        "rows": [(row, described(row)) for row in rows],
        "form": form,
        "returned": returned,
        "why_not_send": policies.why_not_send(version, user, rows),
    }


@get_or_post
@_own
def edit(request: HttpRequest, user: User, version: AchievementVersion) -> HttpResponse:
    if version.state not in OF_THE_SENDER:
        return redirect("achievements:mine_one", version.achievement_id)
    assert version.achievement.sender is not None  # `_of` finds only what an agency wrote
    form = SendForm(version, version.achievement.sender, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            submissions.keep(version, content=form.content(), by=user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกแล้ว")
            return redirect("achievements:mine_one", version.achievement_id)
    agency = Version.objects.current().filter(agency=version.achievement.sender_id).first()
    context = {"form": form, "version": version, "agency": agency}
    return render(request, "achievements/mine/form.html", context)


@require_POST
@_own
def add_file(request: HttpRequest, user: User, version: AchievementVersion) -> HttpResponse:
    form = NewEvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            proofs.add_evidence(version, **form.cleaned_data, by=user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "เพิ่มหลักฐานแล้ว")
            return redirect("achievements:mine_one", version.achievement_id)
    return render(request, "achievements/mine/one.html", _context(version, user, form))


@require_POST
@_own
def change_file(request: HttpRequest, user: User, version: AchievementVersion, row: int) -> HttpResponse:
    """One button each: save what is said, take out."""
    act = request.POST.get("act", "save")
    if act not in {"save", "remove"}:
        raise Http404
    try:
        said = change_evidence(request, load_evidence(version, row), user, act)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("achievements:mine_one", version.achievement_id)


@require_safe
@_own
def open_file(request: HttpRequest, user: User, version: AchievementVersion, row: int) -> HttpResponseBase:
    """The evidence as it was handed in."""
    return serve(load_evidence(version, row).file, in_place=True)


@require_POST
@_own
def send(request: HttpRequest, user: User, version: AchievementVersion) -> HttpResponse:
    try:
        version = submissions.send(version, by=user, at=timezone.now())
    except Refused as refused:
        messages.error(request, f"ยังส่งไม่ได้ {refused}")
    else:
        messages.success(request, f"ส่งถึงสำนักงานแล้ว เลขรับผลงาน {version.achievement.receipt}")
    return redirect("achievements:mine_one", version.achievement_id)


@require_POST
@_own
def drop(request: HttpRequest, user: User, version: AchievementVersion) -> HttpResponse:
    try:
        submissions.drop(version, by=user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("achievements:mine_one", version.achievement_id)
    messages.success(request, "ทิ้งแล้ว")
    return redirect("achievements:mine")
