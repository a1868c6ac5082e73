"""Keeping the register current, on the desk: what was sent in, whom to ask, what was heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.agencies import own_page, policies, stale_list, tasks
from prasan.agencies.actions import corrections as actions
from prasan.agencies.actions import upkeep
from prasan.agencies.fields import FIELDS, Scope
from prasan.agencies.models import Agency, Correction, VerificationRequest, Version
from prasan.agencies.upkeep_forms import AnswerForm, HeardForm
from prasan.agencies.views.editing import held_fields
from prasan.agencies.views.verify import number
from prasan.agencies.wording import as_text
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 50
AT_ONCE = 200
"""More are asked by the worker, with a page that says how far it is."""


@require_safe
@staff_only
def correction_list(request: StaffRequest) -> HttpResponse:
    """What waits for an officer, oldest first, and what was answered lately."""
    rows = Correction.objects.select_related("request__case", "sent_by")
    waiting = list(rows.filter(state=Correction.State.NEW).order_by("pk")[:PER_PAGE])
    answered = list(rows.exclude(state=Correction.State.NEW)[:PER_PAGE])
    names = _names([row.agency_id for row in [*waiting, *answered]])
    context = {
        "waiting": [(row, names.get(row.agency_id, ""), None) for row in waiting],
        "answered": [(row, names.get(row.agency_id, ""), own_page.progress_of(row)) for row in answered],
    }
    return render(request, "agencies/staff/upkeep/corrections.html", context)


def _names(agencies: list[int]) -> dict[int, str]:
    versions = Version.objects.current().filter(agency__in=agencies)
    return dict(versions.values_list("agency_id", "name"))


@dataclass(frozen=True, slots=True)
class Change:
    """One field that was sent in, beside the register; `held` names the case that has the field now."""

    label: str
    old: str
    new: str
    held: str

    @property
    def is_done(self) -> bool:
        return self.old == self.new


@require_safe
@staff_only
def correction(request: StaffRequest, pk: int) -> HttpResponse:
    return _correction_page(request, _correction(pk), AnswerForm())


def _correction(pk: int) -> Correction:
    return get_object_or_404(Correction.objects.select_related("request__case", "agency", "sent_by"), pk=pk)


def _correction_page(request: StaffRequest, row: Correction, form: AnswerForm) -> HttpResponse:
    version = upkeep.current_of(row.agency_id)
    context = {
        "correction": row,
        "version": version,
        "changes": _changes(row, version),
        "progress": own_page.progress_of(row),
        "is_open": row.state == Correction.State.NEW,
        "refusal": policies.why_not_work_on_register(request.user, request.standing)
        or upkeep.why_gone(version, at=timezone.now()),
        "form": form,
    }
    return render(request, "agencies/staff/upkeep/correction.html", context)


def _changes(row: Correction, version: Version | None) -> list[Change]:
    held = held_fields(row.agency_id)
    old = version.values if version else {}
    return [
        Change(
            field.label,
            as_text(field.key, old.get(field.key)),
            as_text(field.key, row.values[field.key]),
            held.get(field.key, ""),
        )
        for field in FIELDS
        if field.key in row.values
    ]


@require_POST
@staff_only
def take_up(request: StaffRequest, pk: int) -> HttpResponse:
    """To the draft's form, so that the officer looks at it before it is proposed."""
    try:
        change = actions.take_up(_correction(pk), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("agencies:correction", pk)
    messages.success(request, "รับเรื่องแล้ว เป็นร่างของท่าน ตรวจแล้วบันทึก จากนั้นกดเสนอ")
    return redirect("agencies:request_item", change.pk, change.items.get().pk)


@require_POST
@staff_only
def decline(request: StaffRequest, pk: int) -> HttpResponse:
    row, form = _correction(pk), AnswerForm(request.POST)
    if not form.is_valid():
        return _correction_page(request, row, form)
    try:
        actions.decline(row, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "บันทึกว่าไม่รับ และแจ้งเหตุผลแก่ผู้แจ้งแล้ว")
    return redirect("agencies:correction", pk)


@require_safe
@staff_only
def stale(request: StaffRequest) -> HttpResponse:
    """Those whom nobody confirmed for 180 days, longest first."""
    at, scope = timezone.now(), _scope(request.GET)
    found = stale_list.counts(at=at)
    page = Paginator(stale_list.stale_in(scope, at=at), PER_PAGE)
    page.count = found[scope]
    shown = page.get_page(request.GET.get("page"))
    context = {
        "scope": scope,
        "scopes": [("", "ทั้งหมด", found[""])] + [(s.value, s.label, found[s.value]) for s in Scope],
        "count": found[scope],
        "page_obj": shown,
        "rows": stale_list.rows(list(shown.object_list), at=at),
        "refusal": policies.why_not_work_on_register(request.user, request.standing),
    }
    return render(request, "agencies/staff/upkeep/stale.html", context)


def _scope(data: QueryDict) -> str:
    scope = data.get("scope", "")
    return scope if scope in Scope.values else ""


def _chosen(data: QueryDict, at: datetime) -> QuerySet[Version]:
    """The ticked ones, or all of the scope."""
    versions = stale_list.stale_in(_scope(data), at=at)
    if "agency" not in data:
        return versions
    return versions.filter(agency__in=[number(text) for text in data.getlist("agency")[:PER_PAGE]])


@get_or_post
@staff_only
def ask_many(request: StaffRequest) -> HttpResponse:
    """First how many and who cannot be asked, then, once confirmed, the asking."""
    at = timezone.now()
    data = request.POST if request.method == "POST" else request.GET
    versions = _chosen(data, at)
    plan = stale_list.plan(versions, at=at)
    refusal = policies.why_not_work_on_register(request.user, request.standing)
    if request.method == "POST" and refusal is None:
        return _ask_many(request, versions, plan, at)
    context = {
        "plan": plan,
        "scope": _scope(data),
        "chosen": [number(text) for text in data.getlist("agency")],
        "without": plan.without[:100],
        "refusal": refusal,
        "back": f"{reverse('agencies:stale')}?{urlencode({'scope': _scope(data)})}",
    }
    return render(request, "agencies/staff/upkeep/ask.html", context)


def _ask_many(
    request: StaffRequest, versions: QuerySet[Version], plan: stale_list.Plan, at: datetime
) -> HttpResponse:
    if len(plan.ask) > AT_ONCE:
        tasks.ask_stale.enqueue(request.user.pk, _scope(request.POST), at.isoformat())
        query = urlencode({"at": at.isoformat(), "total": str(len(plan.ask))})
        return redirect(f"{reverse('agencies:asking')}?{query}")
    asked = upkeep.ask_all(versions.filter(agency__in=plan.ask), by=request.user, at=at)
    messages.success(request, f"ส่งคำถามแล้ว {asked.asked} หน่วยงาน")
    return redirect("agencies:stale")


@require_safe
@staff_only
def asking(request: StaffRequest) -> HttpResponse:
    """How far the worker is with what this reader had asked."""
    started = parse_datetime(request.GET.get("at", "").replace(" ", "+"))
    if started is None or timezone.is_naive(started):
        raise Http404
    done = VerificationRequest.objects.filter(asked_by=request.user, asked_at=started).count()
    total = max(done, number(request.GET.get("total")))
    context: dict[str, Any] = {"done": done, "total": total, "is_done": done >= total}
    return render(request, "agencies/staff/upkeep/asking.html", context)


@require_POST
@staff_only
def ask_one(request: StaffRequest) -> HttpResponse:
    version = get_object_or_404(Version.objects.current(), agency=number(request.POST.get("agency")))
    try:
        question = upkeep.ask(version, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"ส่งคำถามถึง{version.name}แล้ว ที่ {question.email}")
    if request.POST.get("back") == "agency":
        return redirect("agencies:staff_agency", version.agency_id)
    return redirect("agencies:stale")


@require_POST
@staff_only
def trust_email(request: StaffRequest, pk: int) -> HttpResponse:
    """The central e-mail works again, says whoever asked the agency."""
    agency = get_object_or_404(Agency, pk=pk)
    try:
        address = upkeep.trust_email(agency, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"จะส่งถึง {address} อีกครั้ง")
    return redirect("agencies:staff_agency", pk)


@get_or_post
@staff_only
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """What the agency said by telephone, letter or in person, with the data to read out beside it."""
    version = get_object_or_404(Version.objects.current().select_related("agency"), agency=pk)
    form = HeardForm(request.POST or None)
    refusal = policies.why_not_work_on_register(request.user, request.standing) or upkeep.why_gone(
        version, at=timezone.now()
    )
    if request.method == "POST" and form.is_valid() and refusal is None:
        upkeep.record_verification(version.agency, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "บันทึกการยืนยันแล้ว")
        return redirect("agencies:staff_agency", pk)
    context = {
        "form": form,
        "version": version,
        "sections": own_page.sections(version),
        "last": own_page.last_verification(pk),
        "refusal": refusal,
    }
    return render(request, "agencies/staff/upkeep/record.html", context)
