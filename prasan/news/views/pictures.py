"""Renditions on their way out."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.views.decorators.http import require_safe

from prasan.files.views import serve
from prasan.news import renditions
from prasan.news.models import StoryPhoto
from prasan.office.access import StaffRequest, staff_only

SIZES = ("web", "small")
SMALL_ENOUGH = 700
"""Pixels of width up to which the small JPEG stands in."""
ASK_AGAIN = "public, no-cache"
"""Kept by whoever wants to, and asked for again before each use: what is taken down is gone at once."""


def picture(
    request: HttpRequest, photo: StoryPhoto, size: str, *, is_public: bool = False
) -> HttpResponseBase:
    """The JPEG of a size of `SIZES`."""
    file = photo.web if size == "web" else photo.small
    etag = f'"{file.sha256[:32]}"'
    response = _unchanged(request, etag) or serve(file, in_place=True)
    response["ETag"] = etag
    if is_public:
        response["Cache-Control"] = ASK_AGAIN
    return response


def _unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    return HttpResponseNotModified() if etag in request.headers.get("If-None-Match", "") else None


def rendition(request: HttpRequest, photo: StoryPhoto, width: int, kind: str) -> HttpResponseBase:
    """The rendition; where its file is not there (a backup was just brought back) the JPEG, which every
    browser shows whatever the address says."""
    if kind not in renditions.FORMATS or width not in renditions.widths_of(photo.width):
        raise Http404
    path = renditions.place(photo.original.sha256, width, kind)
    etag = f'"{path.parent.name[:24]}-{width}-{kind}"'
    response = _unchanged(request, etag)
    try:
        response = response or FileResponse(
            path.open("rb"), content_type=renditions.FORMATS[kind].content_type
        )
    except FileNotFoundError:
        return picture(request, photo, "small" if width < SMALL_ENOUGH else "web", is_public=True)
    response["ETag"] = etag
    response["Cache-Control"] = ASK_AGAIN
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
@staff_only
def staff_photo(request: StaffRequest, pk: int, size: str) -> HttpResponseBase:
    """For the desk: of any version."""
    found = StoryPhoto.objects.select_related("web", "small").filter(pk=pk).first()
    if found is None or size not in SIZES:
        raise Http404
    return picture(request, found, size)
