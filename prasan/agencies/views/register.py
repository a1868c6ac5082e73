"""The staff register: everything that was consented to, the inner fields too, today and on any past day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from prasan.agencies import details, freshness, history, unreachable
from prasan.agencies.directory import index
from prasan.agencies.fields import Level
from prasan.agencies.filters import Query
from prasan.agencies.listing import MOST_MARKS, rows, title
from prasan.agencies.models import ChangeItem, ChangeRequest, Version
from prasan.agencies.views.public import CLOCK, PHONE, choices_of, ways_on
from prasan.office.access import StaffRequest, staff_only
from prasan.thai.dates import parse
from prasan.thai.errors import UnreadableError

_PER_PAGE = 20


@staff_only
@require_safe
def register(request: StaffRequest) -> HttpResponse:
    """The list; `?on=` in any Thai spelling shows the register as it was at the end of that day."""
    on, error = _day(request.GET.get("on", ""))
    query = Query.read(request.GET).change(on=on.isoformat() if on else "")
    found = index(Level.INTERNAL, on)
    positions = found.find(query)
    page = Paginator(positions, _PER_PAGE).get_page(request.GET.get("page"))
    today = on or timezone.localdate()
    versions = [found.versions[position] for position in page.object_list]
    listed = rows(versions, Level.INTERNAL, today=today, with_province=len(found.provinces) > 1)
    waiting = {} if on else open_requests([row.agency for row in listed])
    context = {
        "list_url": reverse("agencies:register"),
        "on_query": f"?on={on.isoformat()}" if on else "",
        "phone_icon": PHONE,
        "stale_icon": CLOCK,
        "query": query,
        "on": on,
        "on_text": request.GET.get("on", ""),
        "on_error": error,
        "count": len(positions),
        "page_obj": page,
        "rows": [(row, waiting.get(row.agency, [])) for row in listed],
        "marks_stale": not on and sum(row.is_stale for row in listed) <= MOST_MARKS,
        "is_empty": not found.all,
        "closed_count": len(found.closed),
        **choices_of(found, query),
    }
    if not positions:
        context |= ways_on(found, query, Level.INTERNAL)
    return render(request, "agencies/staff/register/list.html", context)


def _day(text: str) -> tuple[date | None, str]:
    """The past day that was asked for, and why it cannot be shown; today and nothing are None."""
    if not text.strip():
        return None, ""
    today = timezone.localdate()
    try:
        day = parse(text[:60], today=today)
    except UnreadableError as error:
        return None, error.message_th
    if day > today:
        return None, "วันที่ยังมาไม่ถึง ทะเบียนย้อนดูได้ถึงวันนี้"
    return (day if day < today else None), ""


def open_requests(agencies: Collection[int]) -> dict[int, list[ChangeRequest]]:
    """The requests under way for each of these agencies; one query."""
    found: dict[int, list[ChangeRequest]] = defaultdict(list)
    items = ChangeItem.objects.holding().filter(agency__in=agencies).select_related("request__case")
    # Values and sources of a large request stay where they are.
    shown = items.only("agency_id", "request__state", "request__case__url", "request__case__proposed_at")
    for item in shown.order_by("pk"):
        found[item.agency_id].append(item.request)
    return found


@staff_only
@require_safe
def staff_agency(request: StaffRequest, pk: int) -> HttpResponseBase:
    """One agency with every field and how far it goes out; `?on=` as of a past day."""
    on, error = _day(request.GET.get("on", ""))
    version = _version(pk, on)
    waiting = open_requests([pk])[pk]
    if version is None:
        return _without_version(waiting)
    today = timezone.localdate()
    confirmed_on = freshness.verified_on([pk], until=on or today).get(pk)
    context = {
        "agency": pk,
        "version": version,
        "title": title(version.values["name"]),
        "name": version.values["name"],
        "sections": details.sections(version, Level.INTERNAL),
        "on": on,
        "on_error": error,
        "waiting": waiting,
        "is_public": version.valid_to is None and version.name_level >= Level.WEB,
        "is_removed": on is None and version.valid_to is not None,
        "is_closed": version.closed_on is not None and version.closed_on <= (on or today),
        "confirmed_on": confirmed_on,
        "as_of": freshness.as_of(version, Level.INTERNAL, confirmed_on),
        "oldest_on": version.oldest_on,
        "is_stale": freshness.is_stale(version, confirmed_on, on or today),
        "failed": unreachable.failure_of(version) if on is None and version.valid_to is None else None,
    }
    return render(request, "agencies/staff/register/agency.html", context)


def _version(pk: int, on: date | None) -> Version | None:
    """What is in force, or was at the end of the day `on`; of an agency that was taken out, its last."""
    versions = Version.objects.filter(agency=pk).select_related("request__case")
    if on:
        return versions.as_of(on).first()
    return versions.order_by("-pk").first()


def _without_version(waiting: list[ChangeRequest]) -> HttpResponseBase:
    """An agency that waits for its first consent is only in its request."""
    if not waiting:
        raise Http404
    return redirect("agencies:request", waiting[0].pk)


@staff_only
@require_safe
def agency_history(request: StaffRequest, pk: int) -> HttpResponse:
    """What changed, when, by which case, who consented, from which source."""
    version = _version(pk, None)
    if version is None:
        raise Http404
    context = {
        "agency": pk,
        "name": version.values["name"],
        "title": title(version.values["name"]),
        "events": history.timeline(pk),
    }
    return render(request, "agencies/staff/register/history.html", context)
