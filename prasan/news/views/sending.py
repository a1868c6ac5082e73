"""The report of a story: who got it, who did not, why, and the acts that follow."""

from __future__ import annotations

import tempfile
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from prasan.delivery import actions as delivery
from prasan.delivery.models import Delivery
from prasan.delivery.states import DeliveryState
from prasan.files.kinds import XLSX
from prasan.news import policies, reporting, ways
from prasan.news.actions.sending import notice_topic, topic_of
from prasan.news.letters import plain
from prasan.news.models import StoryVersion
from prasan.news.newsletter.telling import line_text
from prasan.news.states import WAS_PUBLIC
from prasan.news.unheard import unheard, unheard_of
from prasan.news.views.loading import load_story
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

_LINK = URLValidator(schemes=["http", "https"])


@require_safe
@staff_only
def deliveries(request: StaffRequest, pk: int) -> HttpResponse:
    """Sums, reasons and names of one version (the latest that was public, unless another is asked for)."""
    story = load_story(pk)
    versions = list(StoryVersion.objects.filter(story=story, state__in=WAS_PUBLIC).order_by("-number"))
    if not versions:
        raise Http404
    asked = request.GET.get("version", "")
    version = next((row for row in versions if str(row.number) == asked), versions[0])
    words = {name: request.GET.get(name, "") for name in ("part", "state", "reason", "q")}
    context = reporting.report_of(story, version.number) | {
        "story": story,
        "version": version,
        "versions": versions,
        "page_obj": reporting.names_of(story, version.number, words, request.GET.get("page")),
        "asked": words,
        "is_filtered": any(words.values()),
        "line_text": line_text(version),
        "copy_text": plain(version, version.note),
        "photos": version.photos.all(),
        "own_channels": [name for name, way in ways.carriers().items() if way.own_address is not None],
        "unheard": unheard_of(version, at=timezone.now()),
        "topic": topic_of(story),
        "has_handover": Delivery.objects.filter(topic=topic_of(story), channel="handover").exists(),
        "posts_left": reporting.posts_left(story),
        "notices": Delivery.objects.filter(topic=notice_topic(story)).count(),
    }
    return render(request, "news/staff/deliveries.html", context)


@require_safe
@staff_only
def unheard_stories(request: StaffRequest) -> HttpResponse:
    """Every story that reached nobody, why, and where it is mended."""
    return render(request, "news/staff/unheard.html", {"found": unheard(at=timezone.now())})


@require_safe
@staff_only
def handover(request: StaffRequest, pk: int) -> HttpResponse:
    """What is carried by hand, for one thumb: text, picture, then name after name."""
    return render(request, "news/staff/handover.html", _handover(pk))


@require_safe
@staff_only
def handover_print(request: StaffRequest, pk: int) -> HttpResponse:
    """The same on paper: the text, and a line to sign for each."""
    return render(request, "news/staff/handover_print.html", _handover(pk))


def _handover(pk: int) -> dict[str, Any]:
    story = load_story(pk)
    version = StoryVersion.objects.filter(story=story, state__in=WAS_PUBLIC).order_by("-number").first()
    if version is None:
        raise Http404
    rows = Delivery.objects.filter(topic=topic_of(story), channel="handover", version=version.number)
    rows = rows.exclude(state=DeliveryState.SUPPRESSED)
    listed = (
        rows.select_related("contact_point").prefetch_related("decisions__by").order_by("recipient", "pk")
    )
    return {
        "story": story,
        "version": version,
        "rows": listed.order_by("recipient", "pk"),
        "left": rows.filter(state=DeliveryState.WAITING).count(),
        "copy_text": plain(version, version.note),
        "line_text": line_text(version),
        "photos": version.photos.all(),
        "own_channels": [],
        "back": "handover",
    }


@require_safe
@staff_only
def sheet(request: StaffRequest, pk: int) -> HttpResponseBase:
    """All rows as a spreadsheet."""
    story = load_story(pk)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    reporting.write_sheet(file, story)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"story-{pk}-deliveries.xlsx", content_type=XLSX)


@require_POST
@staff_only
def decide_delivery(request: StaffRequest, pk: int, row: int) -> HttpResponse:
    """What a person says of one row: handed over, not after all, send again, take as sent."""
    story = load_story(pk)
    found = Delivery.objects.filter(topic__in=[topic_of(story), notice_topic(story)], pk=row)
    one = found.select_related("contact_point", "content").first()
    if one is None:
        raise Http404
    try:
        if refusal := policies.why_not_work_on_news(request.user, request.standing):
            raise Refused(refusal)
        messages.success(request, f"{one.recipient}: {_act(request, one)}")
    except Refused as refused:
        messages.error(request, str(refused))
    if request.POST.get("back") == "handover":
        return redirect(f"{reverse('news:handover', args=[pk])}#row-{one.pk}")
    where = reverse("news:deliveries", args=[pk])
    return redirect(f"{where}?version={one.version}" if one.version else where)


def _act(request: StaffRequest, row: Delivery) -> str:
    by, at = request.user, timezone.now()
    match request.POST.get("act"):
        case "handed_over":
            delivery.hand_over(row, by=by, at=at, link=_link(request.POST.get("link", "")))
            return "บันทึกว่าส่งมอบแล้ว"
        case "not_handed_over":
            delivery.take_back(row, by=by, at=at)
            return "กลับเป็นรอส่งมอบ"
        case "send_again":
            delivery.resend(row, by=by, at=at)
            return "สั่งส่งใหม่แล้ว"
        case "take_as_sent":
            delivery.take_as_sent(row, by=by, at=at)
            return "ถือว่าส่งแล้ว"
    raise Http404


def _link(text: str) -> str:
    """Where it can be seen; only an address of the web is one."""
    if not text.strip():
        return ""
    try:
        _LINK(text.strip())
    except ValidationError:
        raise Refused("ลิงก์ต้องขึ้นต้นด้วย https:// เว้นว่างไว้ได้") from None
    return text.strip()[:500]
