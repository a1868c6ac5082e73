"""The page of an error nobody foresaw, and of the one that says what to do: the disk is full."""

from __future__ import annotations

import errno
import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

_FULL_IN_POSTGRES = "53100"
INSUFFICIENT_STORAGE = 507


def server_error(request: HttpRequest) -> HttpResponse:
    """Called while the exception is being handled (`handler500`)."""
    if is_disk_full(sys.exc_info()[1]):
        page = render_to_string("operations/disk_full.html")  # without request: no query, nothing to write
        return HttpResponse(page, status=INSUFFICIENT_STORAGE)
    return defaults.server_error(request)


def is_disk_full(error: BaseException | None) -> bool:
    """Whether the error, or one that it came from, is a disk without room."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        if isinstance(error, DatabaseError) and "disk is full" in str(error):  # SQLite
            return True
        if getattr(error, "sqlstate", None) == _FULL_IN_POSTGRES:
            return True
        error = error.__cause__ or error.__context__
    return False
