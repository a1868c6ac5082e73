"""Who holds what: the office by unit, one post in time, and the forms that change them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prasan.office.access import StaffRequest, manager_only, staff_only
from prasan.office.actions.holders import appoint, end_holding, withdraw_holding
from prasan.office.actions.posts import add_post, change_post, close_post
from prasan.office.actions.units import add_unit, close_unit, rename_unit
from prasan.office.forms import (
    AppointForm,
    ClosePostForm,
    CloseUnitForm,
    DeputyForm,
    LastDayForm,
    PostForm,
    PostTitleForm,
    UnitForm,
)
from prasan.office.models import Holder, Post, PostKind, Unit
from prasan.office.overview import overview, with_scope_names
from prasan.office.policies import why_not_close_post, why_not_close_unit
from prasan.office.standing import Standing
from prasan.office.views.page import day_asked, form_page, page
from prasan.ui.widgets import HouseForm

TAB = "posts"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def posts(request: StaffRequest) -> HttpResponse:
    day, wrong = day_asked(request)
    shown = overview(request.standing if day == request.standing.day else Standing(day))
    return page(
        request,
        "office/staff/posts.html",
        TAB,
        overview=shown,
        closed=Post.objects.closed_by(day).select_related("unit"),
        day=day,
        wrong=wrong,
        typed=request.GET.get("on", ""),
    )


@require_safe
@staff_only
def post(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Post.objects.select_related("unit").prefetch_related("supervises"), pk=pk)
    return page(
        request,
        "office/staff/post.html",
        TAB,
        post=found,
        holders=found.holders.select_related("user").order_by("-from_on", "-pk"),
        orders=with_scope_names(found.orders.select_related("user", "post").order_by("-from_on", "-pk")),
        order_url=f"{reverse('office:new-order')}?post={found.pk}",
    )


def _post_url(post: Post) -> str:
    return reverse("office:post", args=[post.pk])


@get_or_post
@manager_only
def new_unit(request: StaffRequest) -> HttpResponse:
    return form_page(
        request, UnitForm(request.POST or None), lambda name: add_unit(name=name, by=request.user),
        tab=TAB, done=reverse("office:posts"), message="เพิ่มกลุ่มแล้ว", title="เพิ่มกลุ่ม/หน่วย", submit="เพิ่ม",
    )  # fmt: skip


@get_or_post
@manager_only
def edit_unit(request: StaffRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit, pk=pk)
    form = UnitForm(request.POST or None, initial={"name": unit.name})
    return form_page(
        request, form, lambda name: rename_unit(unit, name=name, by=request.user),
        tab=TAB, done=reverse("office:posts"), message="เปลี่ยนชื่อแล้ว", title=f"เปลี่ยนชื่อ{unit}", submit="บันทึก",
        more_url=reverse("office:close-unit", args=[unit.pk]), more_label="ยุบเลิกกลุ่มนี้",
    )  # fmt: skip


@get_or_post
@manager_only
def end_unit(request: StaffRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit, pk=pk)
    form = CloseUnitForm(request.POST or None, initial={"on": timezone.localdate()})
    refusal = why_not_close_unit(unit, on=timezone.localdate())
    return form_page(
        request, form, lambda on: close_unit(unit, on=on, by=request.user),
        tab=TAB, done=reverse("office:posts"), message=f"ยุบเลิก{unit}แล้ว", title=f"ยุบเลิก{unit}",
        submit="ยุบเลิก",
        danger=True, notice=refusal.message if refusal else "ยุบเลิกแล้วเปิดคืนไม่ได้ ตำแหน่งและประวัติเดิมยังอ่านได้เสมอ",
    )  # fmt: skip


@get_or_post
@manager_only
def new_post(request: StaffRequest) -> HttpResponse:
    unit = request.GET.get("unit", "")
    form = PostForm(request.POST or None, initial={"unit": unit if unit.isdecimal() else None})
    return form_page(
        request, form, lambda **words: add_post(**words, by=request.user),
        tab=TAB, done=reverse("office:posts"), message="เพิ่มตำแหน่งแล้ว ตำแหน่งว่างอยู่จนกว่าจะระบุผู้ดำรงตำแหน่ง",
        title="เพิ่มตำแหน่ง", submit="เพิ่ม",
    )  # fmt: skip


@get_or_post
@manager_only
def edit_post(request: StaffRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post, pk=pk)
    initial: dict[str, Any] = {"title": post.title, "supervises": list(post.supervises.all())}
    form_class = DeputyForm if post.kind == PostKind.DEPUTY else PostTitleForm
    return form_page(
        request, form_class(request.POST or None, initial=initial),
        lambda **words: change_post(post, **words, by=request.user),
        tab=TAB, done=_post_url(post), message="แก้ตำแหน่งแล้ว", title="แก้ตำแหน่ง", submit="บันทึก",
        more_url=reverse("office:close-post", args=[post.pk]), more_label="ยุบตำแหน่งนี้",
    )  # fmt: skip


@get_or_post
@manager_only
def end_post(request: StaffRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post, pk=pk)
    form = ClosePostForm(request.POST or None, initial={"on": timezone.localdate()})
    refusal = why_not_close_post(post, on=timezone.localdate())
    return form_page(
        request, form, lambda on: close_post(post, on=on, by=request.user),
        tab=TAB, done=_post_url(post), message="ยุบตำแหน่งแล้ว", title="ยุบตำแหน่ง", subtitle=post.title,
        submit="ยุบตำแหน่ง", danger=True,
        notice=refusal.message if refusal else "ยุบแล้วเปิดคืนไม่ได้ ผู้ที่เคยดำรงตำแหน่งและคำสั่งเดิมยังอ่านได้เสมอ",
    )  # fmt: skip


@get_or_post
@manager_only
def new_holder(request: StaffRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(Post, pk=pk)
    former = Holder.objects.on(timezone.localdate()).filter(post=post).select_related("user").first()
    form = AppointForm(request.POST or None, initial={"from_on": timezone.localdate()})
    if former is None:
        del form.fields["end_former"]
    return form_page(
        request, form, lambda user, **words: appoint(post, user, **words, by=request.user),
        tab=TAB, done=_post_url(post), message="บันทึกผู้ดำรงตำแหน่งแล้ว", title="ระบุผู้ดำรงตำแหน่ง",
        subtitle=post.title, submit="บันทึก",
        notice=f"วันนี้ {former.user.name} ดำรงตำแหน่งนี้อยู่" if former else "",
    )  # fmt: skip


@get_or_post
@manager_only
def end_holder(request: StaffRequest, pk: int) -> HttpResponse:
    holder = get_object_or_404(Holder.objects.select_related("post", "user"), pk=pk)
    form = LastDayForm(request.POST or None, initial={"to_on": holder.to_on})
    return form_page(
        request, form, lambda to_on: end_holding(holder, to_on=to_on, by=request.user),
        tab=TAB, done=_post_url(holder.post), message="บันทึกวันสุดท้ายแล้ว",
        title=f"วันสุดท้ายของ {holder.user.name}", subtitle=holder.post.title, submit="บันทึก",
    )  # fmt: skip


@get_or_post
@manager_only
def drop_holder(request: StaffRequest, pk: int) -> HttpResponse:
    holder = get_object_or_404(Holder.objects.select_related("post", "user"), pk=pk)
    return form_page(
        request, HouseForm(request.POST if request.method == "POST" else None),
        lambda: withdraw_holding(holder, by=request.user),
        tab=TAB, done=_post_url(holder.post), message="ลบการแต่งตั้งแล้ว",
        title=f"ลบการแต่งตั้ง {holder.user.name}", subtitle=holder.post.title, submit="ลบ", danger=True,
        notice="ลบได้เพราะยังไม่ถึงวันเริ่ม เมื่อลบแล้วต้องกรอกใหม่หากจะใช้",
    )  # fmt: skip
