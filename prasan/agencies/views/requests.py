"""Change requests and their cases on the desk: read, decide, record paper, propose, recall, print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.agencies import casepage, papers, policies
from prasan.agencies.actions import change_requests, copying
from prasan.agencies.changes import item_labels
from prasan.agencies.models import ChangeRequest
from prasan.agencies.states import RequestState
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


@require_safe
@staff_only
def request_list(request: StaffRequest) -> HttpResponse:
    """My drafts and what was returned to me, then everything under way, then what has ended."""
    rows = ChangeRequest.objects.select_related("case__proposer", "created_by")
    mine = rows.filter(created_by=request.user, state__in=[RequestState.DRAFT, RequestState.RETURNED])
    ended = rows.exclude(state__in=[RequestState.DRAFT, RequestState.RETURNED, RequestState.OPEN])
    context = {
        "mine": mine[:100],
        "open": rows.filter(state=RequestState.OPEN)[:100],
        "ended": ended[:50],
    }
    return render(request, "agencies/staff/requests/list.html", context)


@require_safe
@staff_only
def request_page(request: StaffRequest, pk: int) -> HttpResponse:
    """The case as its reader may judge it; reading it is remembered once it is shown."""
    change = _load(pk)
    context = _page_context(request, change)
    response = render(request, "agencies/staff/requests/page.html", context)
    if change.case and change.case.state == CaseState.OPEN:
        approvals.mark_read(change.case, by=request.user, at=timezone.now())
    return response


def _page_context(request: StaffRequest, change: ChangeRequest) -> dict[str, Any]:
    context: dict[str, Any] = {
        "change": change,
        "effect_template": "agencies/staff/requests/_effect.html",
        "told_text": casepage.told_text(change),
    }
    decisions: list[Decision] = []
    if change.case:
        context |= page.case_context(change.case, request.user, request.standing)
        decisions = context["decisions"]
    if change.state in (RequestState.DRAFT, RequestState.RETURNED):
        context |= casepage.draft_context(
            change, request.user, request.standing, returned=context.get("last_return")
        )
    if returned := context.get("last_return"):
        may_edit = context.get("may_edit", False)
        context["given_back"] = casepage.given_back(change, returned, may_edit=may_edit)
    context |= casepage.item_context(
        change,
        request.user,
        decisions,
        tab=request.GET.get("tab", "all"),
        page=request.GET.get("page"),
        opened=request.GET.get("item"),
    )
    context["confirm_warning"] = casepage.confirm_warning(context["warnings"])
    context["may_copy"] = policies.why_not_copy(change, request.user, request.standing) is None
    if change.state == RequestState.WITHDRAWN:
        context["copied_as"] = change.living_copy()
    context["annexes"] = range(1, papers.annex_count(change) + 1) if change.case else ()
    context["source_file"] = copying.import_of(change)
    return context | casepage.outcome_context(change, context["effect"])


@require_POST
@staff_only
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """First the question, then, once confirmed, the act. Refused: back to the case with the reason."""
    change = _load_case(pk)
    choice = request.POST.get("confirmed") or request.POST.get("choice", "")
    if choice not in Choice.values:
        raise Http404
    marks = page.marks_of(request.POST)
    assert change.case is not None
    is_first = change.case.position == 0
    if "confirmed" not in request.POST:
        return _ask(request, change, DecisionForm(Choice(choice), marks, is_first=is_first))
    form = DecisionForm(Choice(choice), marks, request.POST, is_first=is_first)
    if not form.is_valid():
        return _ask(request, change, form)
    try:
        case = approvals.decide(
            change.case,
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
        return redirect("agencies:request", pk)
    messages.success(request, page.what_next(Choice(choice), progress(case, request.standing)))
    return redirect("agencies:request", pk)


def _ask(request: StaffRequest, change: ChangeRequest, form: DecisionForm) -> HttpResponse:
    """The page that asks once more; without scripts it stands for the dialog."""
    assert change.case is not None
    context = _page_context(request, change)
    if not context["may_decide"]:
        messages.error(request, str(context["why_not_decide"]))
        return redirect("agencies:request", change.pk)
    context |= {"form": form, "choice": form.choice, "marks": _named(change, form.marks)}
    return render(request, "approvals/staff/confirm.html", context)


def _named(change: ChangeRequest, marks: Mapping[str, str]) -> list[dict[str, str]]:
    labels = item_labels(change, marks)
    return [{"key": key, "label": labels[key], "reason": reason} for key, reason in marks.items()]


@get_or_post
@staff_only
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """A superior signed on paper: who, what, and the scan."""
    change = _load_case(pk)
    assert change.case is not None
    form = PaperForm(change.case, timezone.localdate(), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = _record_paper(request, change, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            end = "" if case.state == CaseState.OPEN else f" ผลคือ{CaseState(case.state).label}"
            where = page.goes_to(progress(case, request.standing))
            messages.success(request, f"บันทึกผลจากเอกสารที่ลงนามแล้ว{where or end}")
            return redirect("agencies:request", pk)
    waiting = page.waiting_title(progress(change.case, request.standing))
    context = {"case": change.case, "number": change.case.number, "form": form, "waiting": waiting}
    return render(request, "approvals/staff/paper.html", context)


def _record_paper(request: StaffRequest, change: ChangeRequest, form: PaperForm) -> Case:
    assert change.case is not None
    scan = store(form.cleaned_data["scan"], by=request.user, limit_mb=SCAN_MB, allowed=SCANS)
    return approvals.decide(
        change.case,
        by=form.signer,
        choice=form.cleaned_data["choice"],
        at=timezone.now(),
        remark=form.cleaned_data["remark"],
        seen=page.seen_of(request.POST),
        paper=approvals.Paper(recorded_by=request.user, scan=scan, signed_on=form.cleaned_data["signed_on"]),
    )


@require_POST
@staff_only
def submit(request: StaffRequest, pk: int) -> HttpResponse:
    """เสนอ a draft, or again after a return."""
    change = _load(pk)
    try:
        change = change_requests.submit(change, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, f"ยังเสนอไม่ได้ {refused}")
        return redirect("agencies:request", pk)
    assert change.case is not None
    messages.success(request, f"เสนอแล้ว{page.goes_to(progress(change.case, request.standing))}")
    return redirect("agencies:request", pk)


@get_or_post
@staff_only
def recall(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask first; then the draft is dropped or the case recalled."""
    change = _load(pk)
    if request.method == "POST":
        try:
            change_requests.withdraw(
                change, by=request.user, at=timezone.now(), remark=request.POST.get("remark", "").strip()
            )
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "ยกเลิกแล้ว")
        return redirect("agencies:request", pk)
    if change.case:
        return render(request, "approvals/staff/recall.html", {"case": change.case})
    return render(request, "agencies/staff/requests/drop_draft.html", {"change": change})


@require_POST
@staff_only
def copy(request: StaffRequest, pk: int) -> HttpResponse:
    """A recalled case becomes a draft of whoever asks."""
    try:
        made = copying.copy_as_draft(_load_case(pk), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("agencies:request", pk)
    messages.success(request, "คัดลอกเป็นร่างแล้ว ตรวจแล้วกดเสนอ")
    return redirect("agencies:request", made.pk)


@require_safe
@staff_only
def memo(request: StaffRequest, pk: int) -> HttpResponse:
    """บันทึกข้อความ of the case."""
    change = _load_case(pk)
    return _pdf(lambda: papers.memo_pdf(change, at=timezone.now()), f"memo-{change.case_id}.pdf")


@require_safe
@staff_only
def annex(request: StaffRequest, pk: int, part: int) -> HttpResponse:
    """One annex of the memo."""
    change = _load_case(pk)
    return _pdf(
        lambda: papers.annex_pdf(change, part, at=timezone.now()), f"annex-{change.case_id}-{part}.pdf"
    )


def _pdf(make: Any, name: str) -> HttpResponse:
    try:
        made = make()
    except PrintError as error:
        return HttpResponse(error.message_th, status=500, content_type="text/plain; charset=utf-8")
    if made is None:
        raise Http404
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_safe
@staff_only
def scan(request: StaffRequest, pk: int, decision: int) -> HttpResponseBase:
    """The scan of a signed paper."""
    change = _load_case(pk)
    row = Decision.objects.select_related("scan").filter(case=change.case, pk=decision).first()
    if row is None or row.scan is None:
        raise Http404
    return serve(row.scan, in_place=True)


def _load(pk: int) -> ChangeRequest:
    change = casepage.load(pk)
    if change is None:
        raise Http404
    return change


def _load_case(pk: int) -> ChangeRequest:
    """A request that was proposed."""
    change = _load(pk)
    if change.case is None:
        raise Http404
    return change
