"""What everybody may read: the wall, one achievement with its stories, and evidence that is public."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prasan.achievements import table
from prasan.achievements import wall as walls
from prasan.achievements.casepage import stories_of
from prasan.achievements.filters import Query
from prasan.achievements.models import Achievement, AchievementVersion, Evidence
from prasan.achievements.names import names_of
from prasan.achievements.views.sheets import kind_of, sheet_file
from prasan.agencies.fields import Level as Reach
from prasan.files.kinds import PDF
from prasan.files.views import serve


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """By school, academic year, level and giver, with how many."""
    query = Query.read(request.GET)
    context = walls.wall(query, request.GET.get("page"))
    context["is_empty"] = not context["count"] and not AchievementVersion.objects.public().exists()
    return render(request, "achievements/public/wall.html", context)


@require_safe
def schools(request: HttpRequest) -> HttpResponse:
    """How many each school has at each level."""
    context = walls.coverage(Query.read(request.GET), request.GET.get("page"))
    return render(request, "achievements/public/schools.html", context)


@require_safe
def achievement(request: HttpRequest, pk: int) -> HttpResponse:
    """One achievement; of one taken down, the notice."""
    found = Achievement.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    if found.taken_down:
        return render(request, "achievements/public/taken_down.html", {"achievement": found}, status=410)
    version = found.versions.public().first()
    if version is None:
        raise Http404
    files = list(version.evidence.filter(is_public=True).select_related("shown"))
    context = {
        "achievement": found,
        "version": version,
        "agencies": names_of(version.agencies.values_list("pk", flat=True), Reach.WEB),
        "pictures": [row for row in files if row.shown.content_type != PDF],
        "papers": [row for row in files if row.shown.content_type == PDF],
        "stories": stories_of(found.stories.all(), only_public=True),
        "origin": settings.ORIGIN,
    }
    return render(request, "achievements/public/achievement.html", context)


@require_safe
def evidence(request: HttpRequest, pk: int, row: int) -> HttpResponseBase:
    """A file that is public, of the version that is public now; of anything else there is none."""
    public = AchievementVersion.objects.public().filter(achievement=pk)
    rows = Evidence.objects.filter(pk=row, is_public=True, version__in=public.values("pk"))
    found = rows.select_related("shown").first()
    if found is None:
        raise Http404
    response = serve(found.shown, in_place=True)
    response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def download(request: HttpRequest, name: str) -> FileResponse:
    """What the wall shows, as achievements.csv or achievements.xlsx."""
    kind = kind_of(name)
    found = Query.read(request.GET).public().greatest_first()
    return sheet_file(kind, table.HEADER, table.lines(found, Reach.WEB))
