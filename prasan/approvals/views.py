"""What every room's desk does with a case: decide, record from paper, recall, show the scan, print.

A room's view loads its subject, asks who may come in and says where its page is; the rest is one for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from prasan.approvals import actions, page
from prasan.approvals.forms import DecisionForm, PaperForm
from prasan.approvals.models import Case, Decision
from prasan.approvals.progress import progress
from prasan.approvals.states import CaseState, Choice
from prasan.files.actions import store
from prasan.files.kinds import SCANS
from prasan.files.views import serve
from prasan.office.access import StaffRequest
from prasan.printing.compile import PrintError
from prasan.ui.refusal import Refused

SCAN_MB = 20
Context = Callable[[], dict[str, Any]]
Naming = Callable[[Mapping[str, str]], list[dict[str, str]]]


def decide(
    request: StaffRequest, case: Case, *, context: Context, name_items: Naming | None = None
) -> HttpResponse:
    """First the question, then, once confirmed, the act. Refused: back to the case with the reason.

    `context` gives what the page of the case shows (`page.case_context` and the room's own); `name_items`
    {item key: reason} → [{"key", "label", "reason"}], for subjects whose items are returned one by one.
    """
    choice = request.POST.get("confirmed") or request.POST.get("choice", "")
    if choice not in Choice.values:
        raise Http404
    marks = page.marks_of(request.POST) if name_items else {}
    is_confirmed = "confirmed" in request.POST
    data = request.POST if is_confirmed else None
    form = DecisionForm(Choice(choice), marks, data, is_first=case.position == 0)
    if not is_confirmed or not form.is_valid():
        return _ask(request, case, form, context(), name_items)
    try:
        case = actions.decide(
            case,
            by=request.user,
            choice=choice,
            at=timezone.now(),
            remark=form.cleaned_data["remark"],
            item_remarks=form.marks,
            resume_here=form.resumes_here,
            seen=page.seen_of(request.POST),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, page.what_next(Choice(choice), progress(case, request.standing)))
    return redirect(case.url)


def _ask(
    request: StaffRequest, case: Case, form: DecisionForm, context: dict[str, Any], name_items: Naming | None
) -> HttpResponse:
    """The page that asks once more; without scripts it stands for the dialog."""
    if not context["may_decide"]:
        messages.error(request, str(context["why_not_decide"]))
        return redirect(case.url)
    marks = name_items(form.marks) if name_items else []
    return render(
        request,
        "approvals/staff/confirm.html",
        context | {"form": form, "choice": form.choice, "marks": marks},
    )


def record_paper(request: StaffRequest, case: Case) -> HttpResponse:
    """A superior signed on paper: who, when, what, and the scan."""
    form = PaperForm(case, timezone.localdate(), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = _take_paper(request, case, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            end = "" if case.state == CaseState.OPEN else f" ผลคือ{CaseState(case.state).label}"
            where = page.goes_to(progress(case, request.standing))
            messages.success(request, f"บันทึกผลจากเอกสารที่ลงนามแล้ว{where or end}")
            return redirect(case.url)
    waiting = page.waiting_title(progress(case, request.standing))
    context = {"case": case, "number": case.number, "form": form, "waiting": waiting}
    return render(request, "approvals/staff/paper.html", context)


def _take_paper(request: StaffRequest, case: Case, form: PaperForm) -> Case:
    scan = store(form.cleaned_data["scan"], by=request.user, limit_mb=SCAN_MB, allowed=SCANS)
    return actions.decide(
        case,
        by=form.signer,
        choice=form.cleaned_data["choice"],
        at=timezone.now(),
        remark=form.cleaned_data["remark"],
        seen=page.seen_of(request.POST),
        paper=actions.Paper(recorded_by=request.user, scan=scan, signed_on=form.cleaned_data["signed_on"]),
    )


def recall(request: StaffRequest, case: Case, *, act: Callable[[str], object], said: str) -> HttpResponse:
    """Ask first; then the case ends. `act` takes it back with the proposer's remark and may raise `Refused`;
    `said` (Thai) is the answer to it."""
    if request.method != "POST":
        return render(request, "approvals/staff/recall.html", {"case": case})
    try:
        act(request.POST.get("remark", "").strip())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect(case.url)


def scan(case: Case, decision: int) -> HttpResponseBase:
    """The scan of a signed paper."""
    row = Decision.objects.select_related("scan").filter(case=case, pk=decision).first()
    if row is None or row.scan is None:
        raise Http404
    return serve(row.scan, in_place=True)


def pdf(make: Callable[[], bytes | None], name: str) -> HttpResponse:
    """A paper, made now and shown in the browser; None: there is no such paper."""
    try:
        made = make()
    except PrintError as error:
        return HttpResponse(error.message_th, status=500, content_type="text/plain; charset=utf-8")
    if made is None:
        raise Http404
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
