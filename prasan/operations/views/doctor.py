"""What is wrong with the running house, and what to do about it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from prasan.office.access import StaffRequest, manager_only
from prasan.operations.doctor import examine


@require_safe
@never_cache
@manager_only
def doctor(request: StaffRequest) -> HttpResponse:
    findings = examine(at=timezone.now())
    wrong = [finding for finding in findings if not finding.ok]
    return render(request, "operations/doctor.html", {"findings": findings, "wrong": wrong})
