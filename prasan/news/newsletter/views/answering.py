"""Made files on their way out."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone

from prasan.files.kinds import PDF, PNG
from prasan.news.models import JournalIssue
from prasan.news.newsletter import journals, tasks
from prasan.news.newsletter.journals import JournalFile

_TYPES = {".pdf": PDF, ".png": PNG}


def hand_out(request: HttpRequest, path: Path, name: str, *, is_public: bool = False) -> HttpResponseBase:
    """The file, shown in place, under a name that people know. A public one may be kept a few minutes:
    what is taken down must be gone soon."""
    etag = f'"{path.stem}"'
    answer: HttpResponseBase
    if etag in request.headers.get("If-None-Match", ""):
        answer = HttpResponseNotModified()
    else:
        answer = FileResponse(path.open("rb"), filename=name, content_type=_TYPES[path.suffix])
    answer["ETag"] = etag
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'"
    answer["Cache-Control"] = "public, max-age=300" if is_public else "private, no-cache"
    return answer


def file_or_begin(issue: JournalIssue) -> JournalFile:
    """The file of a journal; when it does not lie there a task is asked for it, once."""
    file = journals.file_of(issue)
    if file.is_making and journals.begin(issue, file.digest, at=timezone.now()):
        tasks.make_journal.enqueue(issue.pk)
        issue.refresh_from_db()
        file = journals.file_of(issue)
    return file
