"""The case of a version: decided, recorded from paper, recalled."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.achievements import papers
from prasan.achievements.actions import proposing
from prasan.achievements.models import AchievementVersion
from prasan.achievements.views.loading import load_version
from prasan.achievements.views.staff import version_context
from prasan.approvals import actions as approvals
from prasan.approvals import page
from prasan.approvals.forms import DecisionForm, PaperForm
from prasan.approvals.models import Case, Decision
from prasan.approvals.progress import progress
from prasan.approvals.states import CaseState, Choice
from prasan.files.actions import store
from prasan.files.kinds import SCANS
from prasan.files.views import serve
from prasan.office.access import StaffRequest, staff_only
from prasan.printing.compile import PrintError
from prasan.ui.refusal import Refused

SCAN_MB = 20
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _load(pk: int, number: int) -> tuple[AchievementVersion, Case]:
    """A version that was proposed."""
    version = load_version(pk, number)
    if version.case is None:
        raise Http404
    return version, version.case


@require_POST
@staff_only
def decide(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """First the question, then, once confirmed, the act. Refused: back to the achievement with the reason."""
    version, case = _load(pk, number)
    choice = request.POST.get("confirmed") or request.POST.get("choice", "")
    if choice not in Choice.values:
        raise Http404
    if "confirmed" not in request.POST:
        return _ask(request, version, DecisionForm(Choice(choice), {}))
    form = DecisionForm(Choice(choice), {}, request.POST)
    if not form.is_valid():
        return _ask(request, version, form)
    try:
        case = approvals.decide(
            case,
            by=request.user,
            choice=choice,
            at=timezone.now(),
            remark=form.cleaned_data["remark"],
            resume_here=form.resumes_here,
            seen=page.seen_of(request.POST),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, page.what_next(Choice(choice), progress(case, request.standing)))
    return redirect(version.staff_url)


def _ask(request: StaffRequest, version: AchievementVersion, form: DecisionForm) -> HttpResponse:
    """The page that asks once more; without scripts it stands for the dialog."""
    context = version_context(request, version)
    if not context["may_decide"]:
        messages.error(request, str(context["why_not_decide"]))
        return redirect(version.staff_url)
    context |= {"form": form, "choice": form.choice, "marks": []}
    return render(request, "approvals/staff/confirm.html", context)


@get_or_post
@staff_only
def paper(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """A superior signed on paper: who, what, and the scan."""
    version, case = _load(pk, number)
    form = PaperForm(case, timezone.localdate(), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = _record_paper(request, case, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            end = "" if case.state == CaseState.OPEN else f" ผลคือ{CaseState(case.state).label}"
            where = page.goes_to(progress(case, request.standing))
            messages.success(request, f"บันทึกผลจากเอกสารที่ลงนามแล้ว{where or end}")
            return redirect(version.staff_url)
    waiting = page.waiting_title(progress(case, request.standing))
    context = {"case": case, "number": case.number, "form": form, "waiting": waiting}
    return render(request, "approvals/staff/paper.html", context)


def _record_paper(request: StaffRequest, case: Case, form: PaperForm) -> Case:
    scan = store(form.cleaned_data["scan"], by=request.user, limit_mb=SCAN_MB, allowed=SCANS)
    return approvals.decide(
        case,
        by=form.signer,
        choice=form.cleaned_data["choice"],
        at=timezone.now(),
        remark=form.cleaned_data["remark"],
        seen=page.seen_of(request.POST),
        paper=approvals.Paper(recorded_by=request.user, scan=scan, signed_on=form.cleaned_data["signed_on"]),
    )


@get_or_post
@staff_only
def recall(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Ask first; then the case ends and it is a draft again."""
    version, case = _load(pk, number)
    if request.method == "POST":
        remark = request.POST.get("remark", "").strip()
        try:
            proposing.recall(version, by=request.user, at=timezone.now(), remark=remark)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "เรียกเรื่องคืนแล้ว ผลงานกลับเป็นร่าง แก้แล้วเสนอใหม่ได้")
        return redirect(version.staff_url)
    return render(request, "approvals/staff/recall.html", {"case": case})


@require_safe
@staff_only
def scan(request: StaffRequest, pk: int, number: int, decision: int) -> HttpResponseBase:
    """The scan of a signed paper."""
    _, case = _load(pk, number)
    row = Decision.objects.select_related("scan").filter(case=case, pk=decision).first()
    if row is None or row.scan is None:
        raise Http404
    return serve(row.scan, in_place=True)


@require_safe
@staff_only
def memo(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """บันทึกข้อความ of the case."""
    version, case = _load(pk, number)
    try:
        made = papers.memo_pdf(version, at=timezone.now())
    except PrintError as error:
        return HttpResponse(error.message_th, status=500, content_type="text/plain; charset=utf-8")
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="memo-{case.pk}.pdf"'
    return response
