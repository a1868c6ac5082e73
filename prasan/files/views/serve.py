"""A download that no browser mistakes for a page of the house."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase

from prasan.files.kinds import JPEG, PDF, PNG, UNKNOWN, WEBP
from prasan.files.models import Attachment

_SHOWN_IN_PLACE = frozenset({PDF, JPEG, PNG, WEBP})


def serve(attachment: Attachment, *, in_place: bool = False) -> HttpResponseBase:
    """The file under its own name. `in_place` lets the browser show pictures and PDF instead of saving them.

    The caller has asked whether this person may see it. The sandbox keeps scripts inside a file from
    speaking for the house; browsers show no PDF in a sandbox, and run none of its scripts in ours.
    An erased file is answered with 410.
    """
    if attachment.erased_at:
        return HttpResponse("ไฟล์นี้ลบแล้ว", status=410, content_type="text/plain; charset=utf-8")
    shown = in_place and attachment.content_type in _SHOWN_IN_PLACE
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=not shown,
        filename=attachment.name,
        content_type=attachment.content_type or UNKNOWN,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    sandbox = "" if attachment.content_type == PDF else "; sandbox"
    response["Content-Security-Policy"] = f"default-src 'none'{sandbox}"
    return response
