"""Handing out a large file by ranges (RFC 9110, section 14), so that a player can jump about in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from prasan.files.models import Attachment

_PIECE = 1 << 16
_ONE_RANGE = re.compile(r"\s*bytes\s*=\s*(\d{0,20})\s*-\s*(\d{0,20})\s*")


def serve_ranged(
    request: HttpRequest,
    attachment: Attachment,
    *,
    content_type: str,
    is_public: bool,
    as_download: bool = False,
) -> HttpResponseBase:
    """200, 206, 304 or 416; HEAD too. The caller has asked whether this person may have it.

    Where nginx can read the files (`FILES_ACCEL`) it hands them out itself, ranges and all.
    """
    etag = f'"{attachment.sha256[:32]}"'
    response = _answer(request, attachment, etag)
    response["Content-Type"] = content_type
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=300" if is_public else "private, no-cache"
    disposition = content_disposition_header(as_download, attachment.name)
    if disposition:
        response["Content-Disposition"] = disposition
    return response


def _answer(request: HttpRequest, attachment: Attachment, etag: str) -> HttpResponseBase:
    if request.headers.get("If-None-Match") in {etag, f"W/{etag}"}:
        return HttpResponse(status=304)
    if settings.FILES_ACCEL:
        return HttpResponse(headers={"X-Accel-Redirect": f"{settings.FILES_ACCEL}{attachment.file.name}"})
    size = attachment.size
    asked = _asked(request, size, etag)
    if asked is not None and asked[0] >= asked[1]:
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        )
    start, end = asked or (0, size)
    headers = {"Accept-Ranges": "bytes", "Content-Length": str(end - start)}
    if asked is not None:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    pieces = _pieces(attachment, start, end)
    return StreamingHttpResponse(pieces, status=200 if asked is None else 206, headers=headers)


def _asked(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """From and up to which byte; None = the whole: no range, several, of another version, or a HEAD."""
    if request.method == "HEAD" or request.headers.get("If-Range", etag) != etag:
        return None
    found = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        return (max(0, size - int(last)), size) if int(last) else (size, size)
    if last and int(last) < int(first):
        return None
    return int(first), min(size, int(last) + 1) if last else size


def _pieces(attachment: Attachment, start: int, end: int) -> Iterator[bytes]:
    with attachment.file.open("rb") as file:
        file.seek(start)
        left = end - start
        while left > 0 and (piece := file.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
