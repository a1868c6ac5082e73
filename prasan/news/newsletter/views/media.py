"""Media of one version on the desk: the newsletter in its designs, the texts, the number."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.news import body as bodies
from prasan.news import policies as news
from prasan.news.forms import StoryForm
from prasan.news.models import NewsletterIssue, StoryVersion
from prasan.news.models.newsletter_issue import Design
from prasan.news.newsletter import issuing, kept, policies, telling
from prasan.news.newsletter.making import KINDS, Made, made
from prasan.news.newsletter.paper import Draft, asked_of
from prasan.news.newsletter.views.answering import hand_out
from prasan.news.states import OF_THE_SENDER
from prasan.news.views.loading import load_version
from prasan.office.access import StaffRequest, staff_only
from prasan.printing.papers.newsletter import MOST_PHOTOS
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _load(pk: int, number: int) -> StoryVersion:
    """A version that the office has; what an agency still writes is not there."""
    version = load_version(pk, number)
    if version.state in OF_THE_SENDER:
        raise Http404
    return version


def _design(asked: str, issue: NewsletterIssue | None) -> str:
    return asked if asked in Design.values else issue.design if issue else Design.A


@require_safe
@staff_only
def media(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """The newsletter as one design shows it, what may be done with it, and the texts."""
    version = _load(pk, number)
    issue = issuing.issue_of(version)
    design = _design(request.GET.get("design", ""), issue)
    context = {
        "version": version,
        "issue": issue,
        "design": design,
        "designs": Design.choices,
        "why_not_issue": news.why_not_work_on_news(request.user, request.standing)
        or policies.why_not_issue(version, issue),
        "is_numbered_now": policies.why_not_number(version) is None,
        "tellings": telling.tellings(version) if version.title else [],
    }
    return render(request, "news/newsletter/media.html", context)


@get_or_post
@staff_only
def preview(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """The page as it will look; of a form that is sent, as it would look with what was just typed.

    A part of a page for htmx, else a page of its own.
    """
    version = _load(pk, number)
    design = _design(request.GET.get("design", "") or request.POST.get("design", ""), None)
    form = _typed(version, request)
    context = {
        "version": version,
        "design": design,
        "photo_count": version.photos.count(),
        "most": MOST_PHOTOS,
    }
    if form is not None and not form.is_valid():
        context["form"] = form
    else:
        context["made"] = _made(version, design, "preview", form)
    template = "_preview" if request.htmx else "preview"  # type: ignore[attr-defined]
    return render(request, f"news/newsletter/{template}.html", context)


def _typed(version: StoryVersion, request: StaffRequest) -> StoryForm | None:
    """What was just typed; a page can be looked at before one has said what is corrected."""
    if request.method != "POST":
        return None
    form = StoryForm(version, request.POST)
    if "note" in form.fields:
        form.fields["note"].required = False
    return form


def _made(version: StoryVersion, design: str, kind: str, form: StoryForm | None = None) -> Made:
    """Only the design that is out bears the number."""
    issue = issuing.issue_of(version)
    own = issue if issue and issue.design == design and form is None else None
    return made(asked_of(version, design, own, _draft(form) if form else None), kind)


def _draft(form: StoryForm) -> Draft:
    writing = form.writing()
    return Draft(writing.title, bodies.paragraphs(writing.body), form.cleaned_data.get("note", ""))


@require_safe
@staff_only
def preview_picture(request: StaffRequest, digest: str) -> HttpResponseBase:
    """A preview that was just made."""
    try:
        path = kept.find(f"{digest}.{KINDS['preview']}")
    except ValueError:
        path = None
    if path is None:
        raise Http404
    return hand_out(request, path, "preview.png")


@require_safe
@staff_only
def staff_file(request: StaffRequest, pk: int, number: int, design: str, kind: str) -> HttpResponseBase:
    """PDF or PNG of any version; one that can't be printed says why on its page."""
    version = _load(pk, number)
    if design not in Design.values or kind not in {"pdf", "png"}:
        raise Http404
    found = _made(version, design, kind)
    if found.path is None:
        return redirect("news:newsletter_preview", pk, number)
    return hand_out(request, found.path, _name(issuing.issue_of(version), kind))


def _name(issue: NewsletterIssue | None, kind: str) -> str:
    called = f"{issue.number}-{issue.be_year}" if issue and issue.number else "ฉบับร่าง"
    return f"จดหมายข่าว-{called}.{kind}"


@require_POST
@staff_only
def issue(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """ออกจดหมายข่าว in a design, or not after all."""
    version = _load(pk, number)
    design = request.POST.get("design", "")
    try:
        if design:
            row = issuing.issue(version, design=design, by=request.user, at=timezone.now())
            messages.success(request, _said(row))
        else:
            issuing.drop(version, by=request.user, at=timezone.now())
            messages.success(request, "ข่าวนี้ไม่ออกจดหมายข่าวแล้ว")
    except Refused as refused:
        messages.error(request, f"ยังออกจดหมายข่าวไม่ได้ {refused}")
    return redirect("news:media", pk, number)


def _said(row: NewsletterIssue) -> str:
    return f"ออกจดหมายข่าวแล้ว {row}" if row.number else "เลือกแบบแล้ว จดหมายข่าวจะออกพร้อมข่าวเมื่อเผยแพร่"


@require_safe
@staff_only
def text(request: StaffRequest, pk: int, number: int, name: str) -> HttpResponse:
    """One of the texts as a file that every editor opens: marked as UTF-8, lines ended as on Windows."""
    found = next((one for one in telling.tellings(_load(pk, number)) if one.name == name), None)
    if found is None:
        raise Http404
    content = "\r\n".join(found.text.splitlines()).encode("utf-8-sig")
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="story-{pk}-{name}.txt"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
    }
    return HttpResponse(content, content_type="text/plain; charset=utf-8", headers=headers)
