"""นำภาพลงทุกที่ on the desk: first where it is, then who asked and why; afterwards what people must still do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.delivery.channels.registry import channel as channel_named
from prasan.news.models import PictureSentOut, PictureTakeDown, StoryPhoto
from prasan.news.pictures_down import acts
from prasan.news.pictures_down.finding import Copies, copies_of, digests_of, letters_sent, sent_with
from prasan.news.pictures_down.places import mails_with, places_of
from prasan.news.recordings.forms import TakeDownEverywhereForm
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

PER_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def take_down(request: StaffRequest, pk: int) -> HttpResponse:
    """Says first where it is and what stays; asks why and who wished it."""
    rows = StoryPhoto.everything.select_related("original", "web", "small", "version__story", "taken_down")
    photo = rows.filter(pk=pk).first()
    if photo is None:
        raise Http404
    if photo.taken_down:
        return redirect(photo.taken_down.staff_url)
    form = TakeDownEverywhereForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act = acts.take_down_everywhere(photo, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"นำภาพลงทุกที่แล้ว {len(act.places)} แห่ง ไฟล์ลบออกจากระบบแล้ว")
            return redirect(act.staff_url)
    copies = copies_of(digests_of(photo))
    context = {"photo": photo, "form": form, "places": places_of(copies), "sent": sent_with(copies)}
    return render(request, "news/pictures_down/take_down.html", context | _staying(copies))


def _staying(copies: Copies) -> dict[str, Any]:
    return {"letters": letters_sent(copies), "mails": mails_with(copies.digests)}


@require_safe
@staff_only
def all_taken_down(request: StaffRequest) -> HttpResponse:
    """The register of it, the newest first, with what is still to be done outside."""
    left = Count("sent_out", filter=Q(sent_out__removed_at=None))
    rows = PictureTakeDown.objects.select_related("by").annotate(left=left).order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "news/pictures_down/list.html", {"page_obj": page})


@require_safe
@staff_only
def taken_down(request: StaffRequest, pk: int) -> HttpResponse:
    """Who, when, why; where it was; what is left to do by hand, and what stays in the house."""
    act = PictureTakeDown.objects.select_related("by").filter(pk=pk).first()
    if act is None:
        raise Http404
    rows = act.sent_out.select_related("delivery__content", "removed_by")
    sent = [_shown(row) for row in rows.prefetch_related("delivery__attempts", "delivery__decisions")]
    context = {"act": act, "sent": sent, "left": sum(one["row"].removed_at is None for one in sent)}
    context |= _staying(copies_of(act.digests, act))
    return render(request, "news/pictures_down/one.html", context)


def _shown(row: PictureSentOut) -> dict[str, Any]:
    """A post or what was carried, with the address at which it can be seen, where that is known."""
    way = channel_named(row.delivery.channel)
    told = [way.seen_at(attempt.text) for attempt in row.delivery.attempts.all()]
    told += [decision.link for decision in row.delivery.decisions.all()]
    return {"row": row, "way": way, "url": next(filter(None, reversed(told)), "")}


@require_POST
@staff_only
def removed(request: StaffRequest, pk: int, row: int) -> HttpResponse:
    """ลบแล้ว: a person saw to it outside."""
    found = PictureSentOut.objects.filter(take_down=pk, pk=row).first()
    if found is None:
        raise Http404
    try:
        acts.mark_removed(found, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("news:picture_taken_down", pk)
