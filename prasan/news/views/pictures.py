"""Renditions on their way out."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from prasan.files.views import serve
from prasan.news.models import StoryPhoto
from prasan.office.access import StaffRequest, staff_only

SIZES = ("web", "small")


def picture(photo: StoryPhoto, size: str, *, is_public: bool) -> HttpResponseBase:
    """The rendition. A public one may be kept a few minutes: what is taken down must be gone soon."""
    file = photo.web if size == "web" else photo.small
    response = serve(file, in_place=True)
    response["ETag"] = f'"{file.sha256[:32]}"'
    if is_public:
        response["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
@staff_only
def staff_photo(request: StaffRequest, pk: int, size: str) -> HttpResponseBase:
    """For the desk: of any version."""
    found = StoryPhoto.objects.select_related("web", "small").filter(pk=pk).first()
    if found is None or size not in SIZES:
        raise Http404
    return picture(found, size, is_public=False)
