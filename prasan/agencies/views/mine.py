"""The page of an agency's own people: what the office holds of it, what is public, what they sent in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.accounts.models import User
from prasan.agencies import own_page
from prasan.agencies.actions import corrections, upkeep
from prasan.agencies.models import Agency, Version
from prasan.agencies.policies import why_not_of_agency
from prasan.agencies.upkeep_forms import CorrectionForm
from prasan.agencies.views.verify import base_version, keep_key, number
from prasan.ui.refusal import Refused

NO_AGENCY = "บัญชีของท่านยังไม่ได้ดูแลข้อมูลของหน่วยงานใด ขอให้สำนักงานเพิ่มท่านเป็นผู้ดูแลข้อมูลของหน่วยงาน"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The only agency of the reader, or a choice of several."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    versions = list(Version.objects.current().filter(agency__members=request.user).in_thai_order())
    if not versions:
        context = {"reason": NO_AGENCY, "exception": NO_AGENCY}
        return render(request, "403.html", context, status=403)
    if len(versions) == 1:
        return redirect("agencies:mine_one", versions[0].agency_id)
    return render(request, "agencies/public/upkeep/mine_list.html", {"versions": versions})


View = Callable[[HttpRequest, User, Version], HttpResponse]


def _own(view: View) -> Callable[[HttpRequest, int], HttpResponse]:
    """Strangers sign in; to anyone else the page of another agency is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponse:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        agency = Agency.objects.filter(pk=pk).first()
        version = upkeep.current_of(pk)
        if agency is None or version is None or why_not_of_agency(agency, request.user):
            raise Http404
        return view(request, request.user, version)

    return never_cache(guarded)


@require_safe
@_own
def mine_one(request: HttpRequest, user: User, version: Version) -> HttpResponse:
    context = {
        "version": version,
        "sections": own_page.sections(version),
        "last": own_page.last_verification(version.agency_id),
        "corrections": own_page.corrections_of(version.agency_id),
        "gone": upkeep.why_gone(version, at=timezone.now()),
        "has_others": user.agencies.count() > 1,
        "keep": keep_key(version),
    }
    return render(request, "agencies/public/upkeep/mine.html", context)


@require_POST
@_own
def confirm(request: HttpRequest, user: User, version: Version) -> HttpResponse:
    seen = number(request.POST.get("version"))
    try:
        upkeep.confirm_own(version.agency, seen=seen, by=user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "ขอบคุณ บันทึกแล้วว่าข้อมูลของหน่วยงานยังถูกต้อง")
    return redirect("agencies:mine_one", version.agency_id)


@get_or_post
@_own
def correct(request: HttpRequest, user: User, version: Version) -> HttpResponse:
    base = base_version(request, version)
    form = CorrectionForm(base, request.POST or None, asks_name=False)
    if request.method == "POST" and form.is_valid():
        try:
            corrections.send_correction(
                version.agency,
                values=form.changed,
                note=form.cleaned_data["note"],
                sent_by_name=user.name,
                sent_by=user,
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "ส่งถึงเจ้าหน้าที่แล้ว ดูผลได้ที่หัวข้อ “สิ่งที่แจ้งไว้” ในหน้านี้")
            return redirect(f"{reverse('agencies:mine_one', args=[version.agency_id])}?sent=1")
    context = {"form": form, "version": base, "keep": keep_key(version)}
    return render(request, "agencies/public/upkeep/correct.html", context)
