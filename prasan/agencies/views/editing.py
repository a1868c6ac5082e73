"""Writing a change request by hand: one agency's form, a draft, and what is mended after a return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.forms.boundfield import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from prasan.agencies import policies
from prasan.agencies.actions import edit_requests
from prasan.agencies.agency_form import AgencyForm
from prasan.agencies.directory import index
from prasan.agencies.fields import BY_KEY, Kind, Level, Scope
from prasan.agencies.filters import Query
from prasan.agencies.models import ChangeItem, ChangeRequest, Version
from prasan.agencies.request_forms import AboutForm
from prasan.agencies.states import ItemAction
from prasan.approvals.states import Outcome
from prasan.approvals.wording import case_number
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

_MOST_NAMES = 8
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@staff_only
def new_agency(request: StaffRequest) -> HttpResponse:
    """A form that is empty but for the kind that was asked for."""
    kind = request.GET.get("kind", Kind.SCHOOL)
    start = {
        "kind": kind if kind in Kind.values else Kind.SCHOOL,
        "scope": Scope.INTERNAL if kind in (Kind.SCHOOL, Kind.UNIT) else Scope.EXTERNAL,
    }
    form = AgencyForm(request.POST or None, values=start, levels={}, before_values={}, before_levels={})
    return _draft(request, form, None, title="เพิ่มหน่วยงาน")


@get_or_post
@staff_only
def edit_agency(request: StaffRequest, pk: int) -> HttpResponse:
    """What the register holds, to be changed; the draft holds only what differs."""
    version = get_object_or_404(Version.objects.current(), agency=pk)
    form = AgencyForm(
        request.POST or None, values=version.values, levels=version.levels, held=held_fields(pk)
    )
    return _draft(request, form, version, title=f"แก้ไข: {version.name}")


def _draft(request: StaffRequest, form: AgencyForm, version: Version | None, *, title: str) -> HttpResponse:
    about = AboutForm(request.POST or None)
    refusal = policies.why_not_work_on_register(request.user, request.standing)
    if request.method == "POST" and form.is_valid() & about.is_valid() and refusal is None:
        try:
            change = edit_requests.draft_from_values(
                version.agency_id if version else None,
                form.values,
                form.levels,
                by=request.user,
                at=timezone.now(),
                source=form.source,
                reason=about.cleaned_data["reason"],
                audience=about.audience_value,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกร่างแล้ว ตรวจแล้วกดเสนอ")
            return redirect("agencies:request", change.pk)
    context = {
        "form": form,
        "about": about,
        "version": version,
        "title": title,
        "refusal": refusal,
        "keep": f"agency-{version.agency_id if version else 'new'}",
        "faults": faults(form, about),
    }
    return render(request, "agencies/staff/requests/edit.html", context)


def faults(*forms: Form) -> list[dict[str, str]]:
    """Everything that is to be mended, each with the id of its field."""
    found = [
        {"anchor": "", "label": "", "text": str(text)} for form in forms for text in form.non_field_errors()
    ]
    for form in forms:
        for bound in (form[name] for name in form.errors if name in form.fields):
            found += [
                {"anchor": bound.auto_id, "label": _label(bound), "text": str(text)} for text in bound.errors
            ]
    return found


def _label(bound: BoundField) -> str:
    """What stands beside the field; a publish level is named by the field of the register whose it is."""
    spec = BY_KEY.get(bound.name.removesuffix("_level"))
    return str(bound.label) if bound.label or spec is None else f"วิธีเผยแพร่ {spec.label}"


def held_fields(agency: int, *, but: ChangeRequest | None = None) -> dict[str, str]:
    """{field: number of the case that has it} for the open requests of an agency."""
    items = ChangeItem.objects.holding().filter(agency=agency).select_related("request__case")
    held: dict[str, str] = {}
    for item in items.exclude(request=but) if but else items:
        assert item.request.case is not None
        keys = BY_KEY.keys() if item.action == ItemAction.REMOVE else item.values.keys() | item.levels.keys()
        held |= dict.fromkeys(keys, case_number(item.request.case))
    return held


@get_or_post
@staff_only
def edit_item(request: StaffRequest, pk: int, item: int) -> HttpResponse:
    """One item of a draft or of a returned request, with the reasons beside the fields."""
    change, row = _item(pk, item)
    version = Version.objects.current().filter(agency=row.agency_id).first()
    form = AgencyForm(
        request.POST or None,
        **_start(row, version),
        held=held_fields(row.agency_id, but=change),
        reasons=_reasons(change, row),
    )
    refusal = policies.why_not_edit_request(change, request.user)
    if request.method == "POST" and form.is_valid() and refusal is None:
        try:
            edit_requests.edit_item(
                row,
                values=form.values,
                levels=form.levels,
                by=request.user,
                at=timezone.now(),
                source=form.source,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "แก้รายการแล้ว ตรวจแล้วกดเสนอ")
            return redirect("agencies:request", pk)
    context = {
        "form": form,
        "change": change,
        "version": version,
        "title": f"แก้ไข: {row.name}",
        "refusal": refusal,
        "keep": f"item-{row.pk}",
        "faults": faults(form),
    }
    return render(request, "agencies/staff/requests/edit.html", context)


def _start(row: ChangeItem, version: Version | None) -> dict[str, Any]:
    """The register's content with the item laid over it, and the register's own beside it."""
    values, levels = (version.values, version.levels) if version else ({}, {})
    laid = {**values, **row.values}
    return {
        "values": {key: value for key, value in laid.items() if value is not None},
        "levels": {**levels, **row.levels},
        "before_values": values,
        "before_levels": levels,
    }


def _reasons(change: ChangeRequest, row: ChangeItem) -> Mapping[str, Sequence[str]]:
    if change.case is None:
        return {}
    last = change.case.decisions.filter(outcome=Outcome.RETURNED).last()
    prefix = f"{row.agency_id}:"
    remarks = last.item_remarks if last else {}
    return {key.removeprefix(prefix): [text] for key, text in remarks.items() if key.startswith(prefix)}


@require_POST
@staff_only
def drop(request: StaffRequest, pk: int, item: int) -> HttpResponse:
    """Take an agency, or one of its fields, out of the request."""
    _, row = _item(pk, item)
    field = request.POST.get("field", "")
    try:
        if field:
            edit_requests.drop_field(row, field, by=request.user, at=timezone.now())
        else:
            edit_requests.drop_item(row, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "ตัดรายการออกแล้ว")
    return redirect("agencies:request", pk)


@get_or_post
@staff_only
def edit_about(request: StaffRequest, pk: int) -> HttpResponse:
    """Why it is proposed and who is told."""
    change = get_object_or_404(ChangeRequest.objects.select_related("case", "created_by"), pk=pk)
    form = AboutForm(request.POST or None, initial=_about(change))
    refusal = policies.why_not_edit_request(change, request.user)
    if request.method == "POST" and form.is_valid() and refusal is None:
        try:
            edit_requests.set_about(
                change,
                reason=form.cleaned_data["reason"],
                audience=form.audience_value,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "บันทึกแล้ว")
            return redirect("agencies:request", pk)
    context = {"form": form, "change": change, "refusal": refusal}
    return render(request, "agencies/staff/requests/about.html", context)


@require_POST
@staff_only
def names(request: StaffRequest) -> HttpResponse:
    """Open agencies whose names hold what is typed; or, with `?add=`, the list of names with one more."""
    if adding := request.GET.get("add"):
        return _with_one_more(request, adding)
    find = request.POST.get("find", "")[:120].strip()
    register = index(Level.INTERNAL)
    positions = register.find(Query(text=find)) if find else ()
    found = Version.objects.in_bulk([register.versions[position] for position in positions[:_MOST_NAMES]])
    rows = sorted(found.values(), key=lambda row: row.name_key)
    context = {"find": find, "rows": rows, "more": len(positions) - len(rows)}
    return render(request, "agencies/staff/requests/_names_found.html", context)


def _with_one_more(request: StaffRequest, adding: str) -> HttpResponse:
    number = int(adding[:18]) if adding.isdecimal() else 0
    one = Version.objects.current().filter(agency=number).first()
    lines = request.POST.get("agencies", "").splitlines()
    names = [line.strip() for line in [*lines, one.name if one else ""] if line.strip()]
    bound = AboutForm(initial={"agencies": "\n".join(dict.fromkeys(names))})["agencies"]
    context = bound.field.widget.get_context("agencies", bound.value(), {"id": bound.auto_id})
    return render(request, "agencies/staff/requests/_names_chosen.html", context)


def _about(change: ChangeRequest) -> dict[str, Any]:
    chosen = Version.objects.current().filter(agency__in=change.audience.get("agencies", []))
    return {
        "reason": change.reason,
        "audience": change.audience.get("kind", "nobody"),
        "agencies": "\n".join(chosen.values_list("name", flat=True)),
    }


def _item(pk: int, item: int) -> tuple[ChangeRequest, ChangeItem]:
    change = get_object_or_404(ChangeRequest.objects.select_related("case", "created_by"), pk=pk)
    row = change.items.filter(pk=item).first()
    if row is None or row.action == ItemAction.REMOVE:
        raise Http404
    return change, row
