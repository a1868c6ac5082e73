"""Several achievements as one case: chosen from the list, proposed, decided, sent again, printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.achievements import bundlepapers, casepage, policies
from prasan.achievements.actions import bundles
from prasan.achievements.bundlepage import bundle_context, sorted_out, titles_of
from prasan.achievements.filters import Query
from prasan.achievements.forms import BundleForm
from prasan.achievements.models import AchievementVersion, Bundle
from prasan.achievements.models.version import AchievementVersionQuerySet
from prasan.achievements.states import AchievementState
from prasan.approvals import actions as approvals
from prasan.approvals import page
from prasan.approvals import views as cases
from prasan.approvals.models import Case
from prasan.approvals.progress import progress
from prasan.approvals.states import CaseState
from prasan.office.access import StaffRequest, staff_only
from prasan.ui.refusal import Refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
_SHOWN = 30


@get_or_post
@staff_only
def new(request: StaffRequest) -> HttpResponse:
    """What was chosen, what of it cannot go and why; then one case of the rest. The choice stands in the
    address: `pick` keys of versions, or `import` a sheet, or whatever the list was filtered by."""
    chosen = _chosen(request.GET)
    good, bad = sorted_out(chosen.prefetch_related("agencies", "evidence"), request.user)
    form = BundleForm(request.POST or None, initial={"title": f"ผลงาน {len(good):,} รายการ"})
    refusal = policies.why_not_together(len(good))
    if request.method == "POST" and form.is_valid():
        try:
            bundle = bundles.propose_together(
                [row.pk for row in good], **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, f"ยังเสนอไม่ได้ {refused}")
        else:
            return _sent(request, bundle)
    context = {
        "form": form,
        "good": good[:_SHOWN],
        "count": len(good),
        "rest": max(len(good) - _SHOWN, 0),
        "bad": bad[:_SHOWN],
        "bad_count": len(bad),
        "refusal": refusal,
        "chain_ahead": casepage.chain_ahead(request.user),
    }
    return render(request, "achievements/staff/bundle_new.html", context)


def _chosen(params: QueryDict) -> AchievementVersionQuerySet:
    """Drafts alone: what is under way already is in a case of its own."""
    drafts = AchievementVersion.objects.filter(state=AchievementState.DRAFT, achievement__taken_down="")
    if picked := [int(pk) for pk in params.getlist("pick") if _is_number(pk)]:
        return drafts.filter(pk__in=picked).in_thai_order()
    source = params.get("import", "")
    if source:
        return drafts.filter(source=int(source) if _is_number(source) else 0).in_thai_order()
    if params.get("all") != "1":
        return drafts.none()
    wanted = replace(Query.read(params), state=str(AchievementState.DRAFT)).on_desk().values("pk")
    return drafts.filter(pk__in=wanted).in_thai_order()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _sent(request: StaffRequest, bundle: Bundle) -> HttpResponse:
    assert bundle.case is not None
    messages.success(request, f"เสนอแล้ว{page.goes_to(progress(bundle.case, request.standing))}")
    return redirect(bundle.staff_url)


def _load(pk: int) -> tuple[Bundle, Case]:
    rows = Bundle.objects.select_related("by", "case__proposer", "case__proposer_post__unit")
    bundle = rows.filter(pk=pk).first()
    if bundle is None or bundle.case is None:
        raise Http404
    return bundle, bundle.case


@require_safe
@staff_only
def bundle(request: StaffRequest, pk: int) -> HttpResponse:
    """The case with its achievements; reading it is remembered once it is shown."""
    found, case = _load(pk)
    response = render(request, "achievements/staff/bundle.html", _context(request, found, case))
    if case.state == CaseState.OPEN:
        approvals.mark_read(case, by=request.user, at=timezone.now())
    return response


def _context(request: StaffRequest, bundle: Bundle, case: Case) -> dict[str, Any]:
    context = page.case_context(case, request.user, request.standing)
    returned = context["last_return"]
    reasons = returned.item_remarks if returned else {}
    shown = bundle_context(
        bundle, request.user, reasons=reasons, tab=request.GET.get("tab", ""), page=request.GET.get("page")
    )
    named = _named(bundle, reasons)
    context["given_back"] = [{**entry, "url": f"{bundle.staff_url}?tab=back"} for entry in named]
    context["annexes"] = range(1, bundlepapers.annex_count(bundle) + 1)
    return context | shown


def _named(bundle: Bundle, marks: Mapping[str, str]) -> list[dict[str, str]]:
    titles = titles_of(bundle, marks)
    return [{"key": key, "label": titles.get(key, key), "reason": reason} for key, reason in marks.items()]


@require_POST
@staff_only
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    found, case = _load(pk)
    return cases.decide(
        request,
        case,
        context=lambda: _context(request, found, case),
        name_items=lambda marks: _named(found, {k: why for k, why in marks.items() if _is_in(found, k)}),
    )


def _is_in(bundle: Bundle, key: str) -> bool:
    return key.isdecimal() and int(key) in bundle.digests


@require_POST
@staff_only
def again(request: StaffRequest, pk: int) -> HttpResponse:
    """The proposer sends what came back up again, whole or without what is taken out of it: `out` keys of
    versions, or "back" for all that were given back by name."""
    found, case = _load(pk)
    try:
        if request.POST.get("act") == "again":
            return _sent(request, bundles.propose_again(found, by=request.user, at=timezone.now()))
        count = bundles.take_out(found, _out(request, case), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"แยก {count:,} ผลงานออกเป็นร่างแล้ว ที่เหลือเสนอใหม่ได้")
    return redirect(found.staff_url)


def _out(request: StaffRequest, case: Case) -> list[int]:
    wanted = request.POST.getlist("out")
    if wanted == ["back"]:
        returned = page.case_context(case, request.user, request.standing)["last_return"]
        wanted = list(returned.item_remarks) if returned else []
    return [int(key) for key in wanted if _is_number(key)]


@get_or_post
@staff_only
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    return cases.record_paper(request, _load(pk)[1])


@get_or_post
@staff_only
def recall(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask first; then the case ends and all of it are drafts again."""
    found, case = _load(pk)
    return cases.recall(
        request,
        case,
        act=lambda remark: bundles.recall(found, by=request.user, at=timezone.now(), remark=remark),
        said="เรียกเรื่องคืนแล้ว ผลงานทุกรายการกลับเป็นร่าง",
    )


@require_safe
@staff_only
def memo(request: StaffRequest, pk: int) -> HttpResponse:
    """บันทึกข้อความ of the case."""
    found, case = _load(pk)
    return cases.pdf(lambda: bundlepapers.memo_pdf(found, at=timezone.now()), f"memo-{case.pk}.pdf")


@require_safe
@staff_only
def annex(request: StaffRequest, pk: int, part: int) -> HttpResponse:
    """The list of its achievements, as the memo names it."""
    found, case = _load(pk)
    return cases.pdf(
        lambda: bundlepapers.annex_pdf(found, part, at=timezone.now()), f"annex-{case.pk}-{part}.pdf"
    )


@require_safe
@staff_only
def scan(request: StaffRequest, pk: int, decision: int) -> HttpResponseBase:
    return cases.scan(_load(pk)[1], decision)
