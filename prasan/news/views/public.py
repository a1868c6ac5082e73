"""What everybody may read: published stories and their pictures, and nothing else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import feedgenerator
from django.views.decorators.http import conditional_page, require_safe

from prasan.agencies.fields import Level
from prasan.agencies.models import Version
from prasan.news.listing import bounds, month_name, months, shown
from prasan.news.models import Story, StoryPhoto, StoryVersion
from prasan.news.models.version import StoryVersionQuerySet
from prasan.news.states import Category
from prasan.news.views.pictures import SIZES, picture
from prasan.office.models import OfficeProfile

PER_PAGE = 12
_FEED = 20
_MORE = 5


def _list(request: HttpRequest, rows: StoryVersionQuerySet, **context: Any) -> HttpResponse:
    # Keys first, from the index alone: a far page does not read the texts of all those before it.
    page = Paginator(rows.prefetch_related(None).values_list("pk", flat=True), PER_PAGE)
    shown_page: Any = page.get_page(request.GET.get("page"))
    shown_page.object_list = list(rows.filter(pk__in=list(shown_page.object_list)))
    context |= {
        "page_obj": shown_page,
        "categories": Category.choices,
    }
    return render(request, "news/public/home.html", context)


@require_safe
@conditional_page
def home(request: HttpRequest) -> HttpResponse:
    """The newest stories first."""
    return _list(request, shown(), heading="ข่าว")


@require_safe
@conditional_page
def category(request: HttpRequest, category: str) -> HttpResponse:
    if category not in Category.values:
        raise Http404
    return _list(
        request, shown().filter(category=category), heading=Category(category).label, current=category
    )


@require_safe
@conditional_page
def of_agency(request: HttpRequest, agency: int) -> HttpResponse:
    """Of one school or unit, while its name is public."""
    name = public_name(agency)
    if not name:
        raise Http404
    return _list(request, shown().filter(agency=agency), heading=f"ข่าวของ{name}", agency=agency)


@require_safe
@conditional_page
def archive(request: HttpRequest) -> HttpResponse:
    """How many in each month of each พ.ศ. year."""
    return render(request, "news/public/archive.html", {"years": months()})


@require_safe
@conditional_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    span = bounds(year, month)
    if span is None:
        raise Http404
    rows = shown().filter(listed_at__gte=span[0], listed_at__lt=span[1])
    return _list(request, rows, heading=f"ข่าวเดือน{month_name(month)} {year}", is_archive=True)


def public_name(agency: int | None) -> str:
    """The name of an agency as everybody may read it; "" when it is not public."""
    names = Version.objects.current().listed(Level.WEB).filter(agency=agency).values_list("name", flat=True)
    return names.first() or "" if agency else ""


@require_safe
@conditional_page
def story(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One story with its gallery; of one taken down, the notice."""
    found = Story.objects.select_related("replaced_by").filter(year=year, number=number).first()
    if found is None:
        raise Http404
    if found.taken_down:
        return render(request, "news/public/taken_down.html", {"story": found}, status=410)
    version = found.versions.public().first()
    if version is None:
        raise Http404
    photos = list(version.photos.all())
    name = public_name(version.agency_id)
    others = shown().exclude(pk=version.pk)
    context = {
        "story": found,
        "version": version,
        "lead": photos[0] if photos else None,
        "gallery": photos[1:],
        "agency_name": name,
        "others": (others.filter(agency=version.agency_id) if name else others)[:_MORE],
        "origin": settings.ORIGIN,
    }
    return render(request, "news/public/story.html", context)


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """RSS 2.0 of the newest stories, whole."""
    office = OfficeProfile.current()
    name = office.short_name if office else "ประสาน"
    made = feedgenerator.Rss201rev2Feed(
        title=f"ข่าว {name}",
        link=f"{settings.ORIGIN}{reverse('news:home')}",
        description=f"ข่าวสารและผลงานของ{office.name if office else name}",
        language="th",
        feed_url=f"{settings.ORIGIN}{reverse('news:feed')}",
    )
    for version in shown()[:_FEED]:
        url = f"{settings.ORIGIN}{version.story.public_url}"
        made.add_item(
            title=version.title,
            link=url,
            unique_id=url,
            description=version.body,
            pubdate=version.listed_at,
            updateddate=version.published_at,
            categories=[version.get_category_display()],
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


@require_safe
def photo(request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
    """A picture of what is published now; of anything else there is none."""
    public = StoryVersion.objects.public().values("pk")
    found = StoryPhoto.objects.select_related("web", "small").filter(pk=pk, version__in=public).first()
    if found is None or size not in SIZES:
        raise Http404
    return picture(found, size, is_public=True)
