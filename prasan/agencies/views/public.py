"""The public directory: what the office consented to publish, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from prasan.agencies import choices, details, freshness
from prasan.agencies.directory import Index, index
from prasan.agencies.exports.vcard import vcard
from prasan.agencies.fields import Level
from prasan.agencies.filters import Query
from prasan.agencies.listing import MOST_MARKS, PER_PAGE, Row, first_phone, place_words, rows, title
from prasan.agencies.models import Agency, Version
from prasan.agencies.publication import published
from prasan.agencies.signals import agency_shown
from prasan.ui.icons import icon
from prasan.ui.panels import panels_of

PHONE = icon("phone", "i-s")
CLOCK = icon("clock")


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The list with its filters (manual job A, step 5.2: found in one keystroke)."""
    found = index(Level.WEB)
    query = Query.read(request.GET)
    positions = found.find(query)
    page = Paginator(positions, PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    versions = [found.versions[position] for position in page.object_list]
    listed = rows(versions, Level.WEB, today=today, with_province=len(found.provinces) > 1)
    context = {
        "query": query,
        "count": len(positions),
        "page_obj": page,
        "rows": listed,
        "marks_stale": sum(row.is_stale for row in listed) <= MOST_MARKS,
        "is_empty": not found.all,
        "as_of": freshness.newest(found, Level.WEB),
        "as_of_meaning": freshness.MEANING,
        "closed_count": len(found.closed),
        "phone_icon": PHONE,
        "stale_icon": CLOCK,
        "list_url": reverse("agencies:directory"),
        **choices_of(found, query),
    }
    if not positions:
        context |= ways_on(found, query, Level.WEB)
    return render(request, "agencies/public/directory.html", context)


def choices_of(found: Index, query: Query) -> dict[str, object]:
    """What the filters of a list offer."""
    return {
        "kinds": choices.of_kind(found, query),
        "scopes": choices.of_scope(found, query),
        "letters": choices.of_letter(found, query),
        "selects": [one for one in (choices.of_place(found, query), choices.of_group(found, query)) if one],
    }


def ways_on(found: Index, query: Query, level: Level) -> dict[str, object]:
    """What leads on from an empty list: the same words without filters, names that look alike."""
    bare = Query(text=query.text, on=query.on)
    near: list[Row] = []
    unfiltered = len(found.find(bare)) if query.has_filter else 0
    if query.text and not unfiltered:
        versions = [found.versions[position] for position in found.near(bare)]
        near = rows(versions, level, today=timezone.localdate())
    closed = query.change(with_closed=True)
    return {
        "near": near,
        "unfiltered": unfiltered,
        "bare_address": bare.address,
        "closed_found": 0 if query.with_closed else len(found.find(closed)),
        "closed_address": closed.address,
    }


@require_safe
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """One agency: only what goes out on the web; whoever is not public is not there."""
    version = _public_version(pk)
    confirmed_on = freshness.verified_on([pk]).get(pk)
    found = details.sections(version, Level.WEB)
    shown = published(version.values, version.levels, Level.WEB)
    phone, tel = first_phone(shown)
    context = {
        "version": version,
        "agency": pk,
        "name": shown["name"],
        "title": title(shown["name"]),
        "shown": shown,
        "sections": found,
        "phone": phone,
        "tel": tel,
        "place": place_words(shown["place"]) if "place" in shown else (),
        "district": _district(shown.get("place", "")),
        "address": details.address_text(shown),
        "map_url": _map_url(shown),
        "confirmed_on": confirmed_on,
        "as_of": freshness.as_of(version, Level.WEB, confirmed_on),
        "as_of_meaning": freshness.MEANING,
        "contact_sources": _contact_sources(version, found),
        "closed_on": _closed_on(shown),
        "panels": panels_of(agency_shown, Agency, agency=pk),
    }
    return render(request, "agencies/public/agency.html", context)


def _contact_sources(version: Version, found: Mapping[str, details.Section]) -> list[str]:
    """Of the sections ติดต่อ and ที่ตั้ง, which the page shows as one."""
    parts = [found[key] for key in ("contact", "place") if key in found]
    keys = [line.field.key for part in parts for line in part.lines]
    return details.source_lines(version, keys, Level.WEB)


def _public_version(pk: int) -> Version:
    version = Version.objects.current().listed(Level.WEB).filter(agency=pk).first()
    if version is None:
        raise Http404
    return version


def _closed_on(shown: Mapping[str, Any]) -> date | None:
    day = date.fromisoformat(shown["closed_on"]) if "closed_on" in shown else None
    return day if day and day <= timezone.localdate() else None


def _district(code: str) -> dict[str, str] | None:
    """For the way back to the list: the agency's neighbours."""
    words = place_words(code[:4]) if len(code) >= 4 else ()
    return {"code": code[:4], "label": words[0]} if words else None


def _map_url(shown: Mapping[str, Any]) -> str:
    """A page of OpenStreetMap with a mark; "" without coordinates."""
    if "coordinates" not in shown:
        return ""
    lat, lon = shown["coordinates"]
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=16/{lat}/{lon}"


@require_safe
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency as a contact for a telephone."""
    url = request.build_absolute_uri(reverse("agencies:agency", args=[pk]))
    version = _public_version(pk)
    as_of = freshness.as_of(version, Level.WEB, freshness.verified_on([pk]).get(pk))
    response = HttpResponse(vcard(version, url=url, as_of=as_of), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"agency-{pk}.vcf")
    return response
