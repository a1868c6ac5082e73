"""Files of the public register: data at the level “open”, papers at the level “web”."""

from __future__ import annotations

import tempfile
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from prasan.agencies import tasks
from prasan.agencies.exports import catalog, files, kept, making, papers
from prasan.agencies.exports.papers import Edition
from prasan.office.models import OfficeProfile

_LABELS = {"register": "ทะเบียน", "phonebook": "สมุดโทรศัพท์"}


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What can be downloaded; a large register is made on the way, and the page says how far it is."""
    edition = papers.edition()
    names = making.names(edition)
    is_large = making.is_large(edition)
    ready = kept.made(edition.digest) if is_large else set(names)
    if is_large and len(ready) < len(names) and kept.begin(edition.digest):
        tasks.make_papers.enqueue(edition.digest)
    context = {
        "edition": edition,
        "is_large": is_large,
        "done": len(ready & set(names)),
        "total": len(names),
        "papers": [(_LABELS[paper], _parts(edition, paper, ready)) for paper in papers.PAPERS],
    }
    return render(request, "agencies/public/data.html", context)


def _parts(edition: Edition, paper: str, ready: set[str]) -> list[dict[str, Any]]:
    return [
        {"number": part, "name": name, "is_ready": name in ready}
        for part in range(1, edition.parts + 1)
        for name in [f"{paper}-{part}.pdf"]
    ]


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file. Papers of a large register are there once they are made; data are made when asked for."""
    edition = papers.edition()
    write = making.writer(edition, name)
    if write is None:
        raise Http404
    if not making.is_large(edition):
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        write(file)
        file.seek(0)
        return _answer(file, name)
    if name in making.DATA:
        return _answer(kept.keep(edition.digest, name, write), name)
    found = kept.open_kept(edition.digest, name)
    if found is None:
        raise Http404
    return _answer(found, name)


def _answer(file: Any, name: str) -> FileResponse:
    content_type = files.CONTENT_TYPES.get(name.rsplit(".", 1)[1], "application/pdf")
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    """The data dictionary for people."""
    office = OfficeProfile.current()
    items = [(catalog.CATALOG_LABELS[key], key, value) for key, value in catalog.catalog(office).items()]
    return render(
        request,
        "agencies/public/dictionary.html",
        {"items": items, "fields": catalog.fields(), "levels": _LEVELS},
    )


_LEVELS = (
    ("internal", "ใช้ในสำนักงานเท่านั้น"),
    ("web", "แสดงที่หน้าเว็บ สมุดโทรศัพท์ ทะเบียนที่พิมพ์ และ vCard"),
    ("open", "แสดงที่หน้าเว็บ และอยู่ในชุดข้อมูลเปิด"),
)


@require_safe
def dictionary_json(request: HttpRequest) -> JsonResponse:
    """The data dictionary for programs."""
    return JsonResponse(
        catalog.dictionary(OfficeProfile.current()), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
