"""What everybody may read: published stories and their pictures, and nothing else."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prasan.news.casepage import agency_name
from prasan.news.models import Story, StoryPhoto, StoryVersion
from prasan.news.views.pictures import SIZES, picture

PER_PAGE = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The newest stories first."""
    rows = StoryVersion.objects.public().newest_first().select_related("story").prefetch_related("photos")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "news/public/home.html", {"page_obj": page})


@require_safe
def story(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """One story with its gallery; of one taken down, the notice."""
    found = Story.objects.select_related("replaced_by").filter(year=year, number=number).first()
    if found is None:
        raise Http404
    if found.taken_down:
        return render(request, "news/public/taken_down.html", {"story": found}, status=410)
    version = found.versions.public().select_related("story").first()
    if version is None:
        raise Http404
    photos = list(version.photos.all())
    context = {
        "story": found,
        "version": version,
        "lead": photos[0] if photos else None,
        "gallery": photos[1:],
        "agency_name": agency_name(version),
    }
    return render(request, "news/public/story.html", context)


@require_safe
def photo(request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
    """A picture of what is published now; of anything else there is none."""
    public = StoryVersion.objects.public().values("pk")
    found = StoryPhoto.objects.select_related("web", "small").filter(pk=pk, version__in=public).first()
    if found is None or size not in SIZES:
        raise Http404
    return picture(found, size, is_public=True)
