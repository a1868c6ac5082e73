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
from prasan.approvals import views as cases
from prasan.approvals.models import Case, Decision
from prasan.approvals.progress import progress
from prasan.approvals.states import CaseState
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

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
        is_decider=context.get("is_decider", False),
        tab=request.GET.get("tab", ""),
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
    change, case = _load_case(pk)
    return cases.decide(
        request,
        case,
        context=lambda: _page_context(request, change),
        name_items=lambda marks: _named(change, marks),
    )


def _named(change: ChangeRequest, marks: Mapping[str, str]) -> list[dict[str, str]]:
    labels = item_labels(change, marks)
    return [{"key": key, "label": labels[key], "reason": reason} for key, reason in marks.items()]


@get_or_post
@staff_only
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    _, case = _load_case(pk)
    return cases.record_paper(request, case)


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
        made = copying.copy_as_draft(_load_case(pk)[0], by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("agencies:request", pk)
    messages.success(request, "คัดลอกเป็นร่างแล้ว ตรวจแล้วกดเสนอ")
    return redirect("agencies:request", made.pk)


@require_safe
@staff_only
def memo(request: StaffRequest, pk: int) -> HttpResponse:
    """บันทึกข้อความ of the case."""
    change, case = _load_case(pk)
    return cases.pdf(lambda: papers.memo_pdf(change, at=timezone.now()), f"memo-{case.pk}.pdf")


@require_safe
@staff_only
def annex(request: StaffRequest, pk: int, part: int) -> HttpResponse:
    """One annex of the memo."""
    change, case = _load_case(pk)
    return cases.pdf(lambda: papers.annex_pdf(change, part, at=timezone.now()), f"annex-{case.pk}-{part}.pdf")


@require_safe
@staff_only
def scan(request: StaffRequest, pk: int, decision: int) -> HttpResponseBase:
    _, case = _load_case(pk)
    return cases.scan(case, decision)


def _load(pk: int) -> ChangeRequest:
    change = casepage.load(pk)
    if change is None:
        raise Http404
    return change


def _load_case(pk: int) -> tuple[ChangeRequest, Case]:
    """A request that was proposed."""
    change = _load(pk)
    if change.case is None:
        raise Http404
    return change, change.case
