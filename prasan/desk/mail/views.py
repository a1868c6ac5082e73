"""What came in by mail: the list, one mail, its files, and what a person calls it."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from prasan.delivery.actions.answer_mail import answer_mail, mark_answered, unmark_answered
from prasan.delivery.actions.sort_mail import sort_mail
from prasan.delivery.inbound.kept import read_again
from prasan.delivery.inbound.kinds import MailKind
from prasan.delivery.models import InboundMail
from prasan.desk.mail.listing import Asked, line, page_of, tabs
from prasan.files.kinds import UNKNOWN, sniff
from prasan.files.names import clean_name
from prasan.files.views.serve import serve
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

_PER_PAGE = 30


@require_safe
@staff_only
def mails(request: StaffRequest) -> HttpResponse:
    asked = Asked.of(request.GET)
    page = Paginator(asked.rows(), _PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "lines": [line(row) for row in page], "tabs": tabs(asked), "asked": asked}
    return render(request, "desk/mail/list.html", context)


@require_safe
@staff_only
def mail(request: StaffRequest, pk: int) -> HttpResponse:
    row = _row(pk)
    context = page_of(row)
    last = context["last"]
    if last and request.GET.get("done") == str(last.pk) and last.by == request.user:
        context["undo"] = reverse("desk:mail_undo", args=[pk])
    return render(request, "desk/mail/mail.html", context)


def _row(pk: int) -> InboundMail:
    return get_object_or_404(
        InboundMail.objects.select_related("original", "answers__content", "follows", "answered_by"), pk=pk
    )


@require_POST
@staff_only
def mail_sort(request: StaffRequest, pk: int) -> HttpResponse:
    """One press; the page that follows offers to take it back."""
    row = _row(pk)
    page = reverse("desk:mail", args=[pk])
    if not _is_sorted(request, row, request.POST.get("kind", "")):
        return redirect(page)
    last = row.sortings.last()
    return redirect(f"{page}?done={last.pk if last else ''}")


@require_POST
@staff_only
def mail_undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Back to what it was before somebody called it something else."""
    row = _row(pk)
    last = row.sortings.last()
    if last is None:
        raise Http404
    if _is_sorted(request, row, last.before):
        messages.success(request, f"จดหมายกลับเป็น{MailKind(last.before).label}แล้ว")
    return redirect("desk:mail", pk)


def _is_sorted(request: StaffRequest, row: InboundMail, kind: str) -> bool:
    try:
        sort_mail(row, kind=kind, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True


@require_POST
@staff_only
def mail_answer(request: StaffRequest, pk: int) -> HttpResponse:
    """What was written goes to the ledger; refused, it stands in the form again."""
    row, text = _row(pk), request.POST.get("text", "")
    try:
        answer_mail(row, text=text, by=request.user, at=timezone.now())
    except Refused as refused:
        context = page_of(row) | {"answer_error": str(refused), "answer_text": text}
        return render(request, "desk/mail/mail.html", context, status=422)
    messages.success(request, f"คำตอบรอส่งถึง {row.answer_to} แล้ว")
    return redirect("desk:mail", pk)


@require_POST
@staff_only
def mail_answered(request: StaffRequest, pk: int) -> HttpResponse:
    """Answered in another way, or, with `undo`, not answered after all."""
    act = unmark_answered if "undo" in request.POST else mark_answered
    try:
        act(_row(pk), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:mail", pk)


@require_safe
@staff_only
def mail_original(request: StaffRequest, pk: int) -> HttpResponseBase:
    """The bytes as they came, to be saved."""
    return serve(_row(pk).original)


@require_safe
@staff_only
def mail_file(request: StaffRequest, pk: int, part: int) -> HttpResponse:
    """One of its files, to be saved and never shown in place: nobody knows what is in it."""
    found = read_again(_row(pk)).attachments
    if part >= len(found):
        raise Http404
    file = found[part]
    response = HttpResponse(file.content, content_type=UNKNOWN)
    name = clean_name(file.name, sniff(BytesIO(file.content)))
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
