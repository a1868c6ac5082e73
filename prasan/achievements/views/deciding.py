"""The case of a version: decided, recorded from paper, recalled, printed."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.achievements import papers
from prasan.achievements.actions import proposing
from prasan.achievements.models import AchievementVersion
from prasan.achievements.views.loading import load_version
from prasan.achievements.views.staff import version_context
from prasan.approvals import views as cases
from prasan.approvals.models import Case
from prasan.office.access import StaffRequest, staff_only

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _load(pk: int, number: int) -> tuple[AchievementVersion, Case]:
    """A version that was proposed by itself; the case of several has its own page."""
    version = load_version(pk, number)
    if version.case is None or version.case.url != version.staff_url:
        raise Http404
    return version, version.case


@require_POST
@staff_only
def decide(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    version, case = _load(pk, number)
    return cases.decide(request, case, context=lambda: version_context(request, version))


@get_or_post
@staff_only
def paper(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    _, case = _load(pk, number)
    return cases.record_paper(request, case)


@get_or_post
@staff_only
def recall(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """Ask first; then the case ends and it is a draft again."""
    version, case = _load(pk, number)
    return cases.recall(
        request,
        case,
        act=lambda remark: proposing.recall(version, by=request.user, at=timezone.now(), remark=remark),
        said="เรียกเรื่องคืนแล้ว ผลงานกลับเป็นร่าง แก้แล้วเสนอใหม่ได้",
    )


@require_safe
@staff_only
def memo(request: StaffRequest, pk: int, number: int) -> HttpResponse:
    """บันทึกข้อความ of the case."""
    version, case = _load(pk, number)
    return cases.pdf(lambda: papers.memo_pdf(version, at=timezone.now()), f"memo-{case.pk}.pdf")


@require_safe
@staff_only
def scan(request: StaffRequest, pk: int, number: int, decision: int) -> HttpResponseBase:
    _, case = _load(pk, number)
    return cases.scan(case, decision)
