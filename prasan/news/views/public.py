"""What everybody may read: published stories and their pictures, and nothing else."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import feedgenerator
from django.utils.text import Truncator
from django.views.decorators.http import conditional_page, require_safe

from prasan.agencies.fields import Level
from prasan.agencies.models import Version
from prasan.news.listing import first_recordings, headlines, month_name, months, newest, page_of
from prasan.news.models import Story, StoryPhoto, StoryRecording, StoryVersion
from prasan.news.models.version import StoryVersionQuerySet
from prasan.news.signals import story_shown
from prasan.news.states import Category
from prasan.news.views import pictures
from prasan.news.views.pictures import SIZES, picture
from prasan.office.models import OfficeProfile
from prasan.ui.panels import panels_of

_FEED = 20
_MORE = 5
_SUMMARY = 160
"""Letters of the first paragraph that search engines and shared links show."""
_SHOWN = (
    "state", "is_on_web", "title", "body", "note", "category", "agency", "approved_at", "published_at",
    "story__year", "story__number", "story__first_published_at",
    "newsletter__version", "newsletter__year", "newsletter__number", "newsletter__edition",
)  # fmt: skip
"""What the page of a story needs of a version."""
_SHOWN_OF_A_PHOTO = ("version", "width", "height", "formats", "caption", "alt")


def _list(request: HttpRequest, rows: StoryVersionQuerySet, **context: Any) -> HttpResponse:
    context |= {"page_obj": page_of(rows, request.GET.get("page")), "categories": _categories()}
    return render(request, "news/public/home.html", context)


@cache
def _categories() -> tuple[tuple[str, str, str], ...]:
    """(code, word, address) of each; looked up once, not for every page."""
    return tuple((code, label, reverse("news:category", args=[code])) for code, label in Category.choices)


@require_safe
@conditional_page
def home(request: HttpRequest) -> HttpResponse:
    """The newest stories first."""
    return _list(request, newest(), heading="ข่าว")


@require_safe
@conditional_page
def category(request: HttpRequest, category: str) -> HttpResponse:
    if category not in Category.values:
        raise Http404
    rows = newest().filter(category=category)
    return _list(request, rows, heading=Category(category).label, current=category)


@require_safe
@conditional_page
def of_agency(request: HttpRequest, agency: int) -> HttpResponse:
    """Of one school or unit, while its name is public."""
    name = public_name(agency)
    if not name:
        raise Http404
    return _list(request, newest().filter(agency=agency), heading=f"ข่าวของ{name}", agency=agency)


@require_safe
@conditional_page
def archive(request: HttpRequest) -> HttpResponse:
    """How many in each month of each พ.ศ. year."""
    return render(request, "news/public/archive.html", {"years": months()})


@require_safe
@conditional_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if month not in range(1, 13):
        raise Http404
    rows = newest().filter(listed_month=year * 100 + month)
    return _list(request, rows, heading=f"ข่าวเดือน{month_name(month)} {year}", is_archive=True)


def public_name(agency: int | None) -> str:
    """The name of an agency as everybody may read it; "" when it is not public."""
    return next(iter(_names().filter(agency=agency)), "") if agency else ""


@cache
def _names() -> QuerySet[Version, str]:
    """Built once, like all of the page of a story: to build a query costs more than to run it."""
    return Version.objects.current().listed(Level.WEB).order_by().values_list("name", flat=True)


@require_safe
@conditional_page
def story(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One story with its gallery; of one taken down, the notice."""
    version = next(iter(_shown().filter(story__year=year, story__number=number)), None)
    if version is None:
        return _taken_down(request, year, number)
    photos = list(version.photos.only(*_SHOWN_OF_A_PHOTO))
    name = public_name(version.agency_id)
    paragraphs = version.paragraphs
    recordings = version.recordings.exclude(file=None).select_related("poster", "poster_photo")
    context = {
        "story": version.story,
        "version": version,
        "lead": photos[0] if photos else None,
        "gallery": photos[1:],
        "recordings": list(recordings) if version.is_heard else [],
        "summary": Truncator(paragraphs[0] if paragraphs else "").chars(_SUMMARY),
        "agency_name": name,
        "others": headlines(_MORE, agency=version.agency_id if name else None, without=version.pk),
        "origin": settings.ORIGIN,
        "panels": panels_of(story_shown, Story, story=version.story_id),
    }
    return render(request, "news/public/story.html", context)


@cache
def _shown() -> Any:
    """One at most of a story; `is_heard`: it has recordings, which few have."""
    heard = StoryRecording.objects.filter(version=OuterRef("pk"), file__isnull=False).order_by()
    public = StoryVersion.objects.public().filter(story__taken_down="").order_by()
    return public.select_related("story", "newsletter").only(*_SHOWN).annotate(is_heard=Exists(heard))


def _taken_down(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The notice that stands where a story was; Http404 where none was."""
    taken_down = Story.objects.exclude(taken_down="").select_related("replaced_by")
    found = taken_down.filter(year=year, number=number).first()
    if found is None:
        raise Http404
    return render(request, "news/public/taken_down.html", {"story": found}, status=410)


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """RSS 2.0 of the newest stories, whole; a story's first sound or film is its one enclosure."""
    office = OfficeProfile.current()
    name = office.short_name if office else "ประสาน"
    made = feedgenerator.Rss201rev2Feed(
        title=f"ข่าว {name}",
        link=f"{settings.ORIGIN}{reverse('news:home')}",
        description=f"ข่าวสารและผลงานของ{office.name if office else name}",
        language="th",
        feed_url=f"{settings.ORIGIN}{reverse('news:feed')}",
    )
    versions = list(newest()[:_FEED])
    recordings = first_recordings(versions)
    for version in versions:
        url = f"{settings.ORIGIN}{version.story.public_url}"
        made.add_item(
            title=version.title,
            link=url,
            unique_id=url,
            description=version.body,
            pubdate=version.listed_at,
            updateddate=version.published_at,
            categories=[version.get_category_display()],
            enclosures=[_enclosure(recordings[version.pk])] if version.pk in recordings else [],
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _enclosure(recording: StoryRecording) -> feedgenerator.Enclosure:
    url = f"{settings.ORIGIN}{reverse('news:recording_file', args=[recording.pk, 'play'])}"
    return feedgenerator.Enclosure(url=url, length=str(recording.size), mime_type=recording.content_type)


def _public_photo(pk: int) -> StoryPhoto:
    """A picture of what is published now; of anything else there is none."""
    public = StoryVersion.objects.public().values("pk")
    photos = StoryPhoto.objects.select_related("web", "small", "original")
    found = photos.filter(pk=pk, version__in=public).first()
    if found is None:
        raise Http404
    return found


@require_safe
def photo(request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
    """The JPEG, for what knows nothing else."""
    if size not in SIZES:
        raise Http404
    return picture(request, _public_photo(pk), size, is_public=True)


@require_safe
def rendition(request: HttpRequest, pk: int, width: int, kind: str) -> HttpResponseBase:
    return pictures.rendition(request, _public_photo(pk), width, kind)
