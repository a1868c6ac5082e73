"""Achievements on the desk: written, corrected, proved by files, proposed, taken down."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.accounts.models import User
from prasan.achievements import policies
from prasan.achievements.actions import drafts, proposing, publishing
from prasan.achievements.actions import evidence as proofs
from prasan.achievements.forms import AchievementForm, EvidenceForm, NewEvidenceForm, TakeDownForm
from prasan.achievements.models import Evidence
from prasan.achievements.views.loading import load_achievement, load_evidence, load_version
from prasan.approvals import page
from prasan.approvals.progress import progress
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@staff_only
def new(request: StaffRequest) -> HttpResponse:
    """A first draft; files come on its page."""
    form = AchievementForm(None, request.POST or None)
    refusal = policies.why_not_keep_achievements(request.user, request.standing)
    if request.method == "POST" and form.is_valid():
        try:
            version = drafts.write_draft(content=form.content(), by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกร่างแล้ว เพิ่มหลักฐานแล้วเสนอได้จากหน้านี้")
            return redirect(version.staff_url)
    return render(request, "achievements/staff/edit.html", {"form": form, "refusal": refusal})


@get_or_post
@staff_only
def edit(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    refusal = policies.why_not_edit(version, request.user)
    form = AchievementForm(version, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            drafts.edit_draft(version, content=form.content(), by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกแล้ว")
            return redirect(version.staff_url)
    context = {"form": form, "version": version, "refusal": refusal}
    return render(request, "achievements/staff/edit.html", context)


@require_POST
@staff_only
def propose(request: StaffRequest, pk: int, number: int) -> HttpResponse:
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
def cancel(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version = load_version(pk, number)
    try:
        drafts.cancel(version, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(version.staff_url)
    messages.success(request, "ทิ้งร่างแล้ว")
    return redirect("achievements:achievements")


@require_POST
@staff_only
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin a correction: a draft that says what is public now."""
    achievement = load_achievement(pk)
    try:
        version = drafts.correct(achievement, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("achievements:staff_achievement", pk)
    messages.success(request, "ทำฉบับแก้ไขแล้ว ฉบับที่เผยแพร่ยังอยู่จนกว่าฉบับแก้ไขจะอนุมัติ")
    return redirect("achievements:edit", pk, version.number)


@get_or_post
@staff_only
def take_down(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask why first."""
    achievement = load_achievement(pk)
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publishing.take_down(
                achievement, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "ถอนผลงานจากการเผยแพร่แล้ว")
            return redirect("achievements:staff_achievement", pk)
    context = {"form": form, "achievement": achievement, "version": drafts.public_of(achievement)}
    return render(request, "achievements/staff/take_down.html", context)


@get_or_post
@staff_only
def files(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Add a file; describe and take out those that are there."""
    version = load_version(pk, number)
    form = NewEvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            proofs.add_evidence(version, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "เพิ่มหลักฐานแล้ว")
            return redirect("achievements:files", pk, number)
    rows = version.evidence.select_related("file", "confirmed_by")
    context = {
        "version": version,
        "form": form,
        "rows": [(row, described(row)) for row in rows],
        "refusal": policies.why_not_edit(version, request.user),
    }
    return render(request, "achievements/staff/files.html", context)


def described(row: Evidence) -> EvidenceForm:
    initial = {name: getattr(row, name) for name in ("caption", "is_public", "children")}
    return EvidenceForm(initial=initial, prefix=f"file{row.pk}")


@require_POST
@staff_only
def change_file(request: StaffRequest, pk: int, number: int, row: int) -> HttpResponse:
    """One button each: save what is said, take out."""
    version = load_version(pk, number)
    act = request.POST.get("act", "save")
    if act not in {"save", "remove"}:
        raise Http404
    try:
        said = change_evidence(request, load_evidence(version, row), request.user, act)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("achievements:files", pk, number)


def change_evidence(request: HttpRequest, row: Evidence, by: User, act: str) -> str:
    """Save what is said of a file or take it out; what to tell of it. Raises `Refused`."""
    at = timezone.now()
    if act == "remove":
        proofs.remove_evidence(row, by=by, at=at)
        return "เอาไฟล์ออกแล้ว"
    form = EvidenceForm(request.POST, prefix=f"file{row.pk}")
    if not form.is_valid():
        raise Refused("บอกว่าไฟล์นี้คืออะไร ไม่เกิน 300 อักษร")
    proofs.describe_evidence(row, **form.cleaned_data, by=by, at=at)
    return "บันทึกแล้ว"
