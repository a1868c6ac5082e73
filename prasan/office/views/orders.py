"""Orders: who acts for whom, from when to when."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prasan.office.access import StaffRequest, manager_only, staff_only
from prasan.office.actions.orders import enter_order, shorten_order, withdraw_order
from prasan.office.forms import WORDINGS, LastDayForm, OrderForm
from prasan.office.models import Holder, Order, Post
from prasan.office.overview import with_scope_names
from prasan.office.policies import why_not_order
from prasan.office.views.page import form_page, page
from prasan.thai import dates
from prasan.ui.widgets import HouseForm

TAB = "orders"
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def orders(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = with_scope_names(Order.objects.select_related("user", "post").order_by("-from_on", "-pk"))
    ended = [row for row in rows if row.to_on and row.to_on < today]
    coming = [row for row in rows if row.in_force_from > today]
    now = [row for row in rows if row not in ended and row not in coming]
    parts = [("มีผลวันนี้", now), ("จะมีผล", coming), ("สิ้นสุดแล้ว", ended)]
    return page(request, "office/staff/orders.html", TAB, parts=parts, has_orders=bool(rows))


@get_or_post
@manager_only
def new_order(request: StaffRequest) -> HttpResponse:
    form = _order_form(request)
    context: dict[str, Any] = {"title": "บันทึกคำสั่ง", "submit": "บันทึกคำสั่ง", "wordings": WORDINGS, "tab": TAB}
    if "preview" in request.POST:
        effect = order_effect(form)
        return page(
            request,
            "office/staff/order_form.html",
            form=form,
            effect=effect,
            back_url=reverse("office:orders"),
            **context,
        )
    return form_page(
        request, form, lambda **words: enter_order(**words, by=request.user),
        done=reverse("office:orders"), message="บันทึกคำสั่งแล้ว",
        template="office/staff/order_form.html", **context,
    )  # fmt: skip


def _order_form(request: StaffRequest) -> OrderForm:
    post = request.GET.get("post", "")
    initial = {
        "post": post if post.isdecimal() else None,
        "dated_on": timezone.localdate(),
        "wording": WORDINGS[0],
    }
    return OrderForm(
        request.POST or None,
        initial=initial,
        posts=Post.objects.open_on(timezone.localdate()).exclude(kind="officer").select_related("unit"),
    )


@require_POST
@manager_only
def effect(request: StaffRequest) -> HttpResponse:
    """The fragment below the form, as one types."""
    return render(request, "office/staff/_effect.html", {"effect": order_effect(_order_form(request))})


def order_effect(form: OrderForm) -> dict[str, Any]:
    """What the order as typed would do: sentences, or why it cannot stand. Empty while it cannot be read."""
    if not form.is_valid():
        return {}
    words = {**form.cleaned_data, "scope": form.cleaned_data["scope"] or None}
    order = Order(**words)
    if refusal := why_not_order(order):
        return {"refused": refusal.message}
    names = dict(form.fields["scope"].choices)  # type: ignore[attr-defined]
    scope = (
        "งาน " + " ".join(f"“{names[kind]}”" for kind in order.scope) + " " if order.scope else "งานทุกประเภท"
    )
    period = (
        f" {dates.span(order.in_force_from, order.to_on)}"
        if order.to_on
        else f" {dates.short(order.in_force_from)} เป็นต้นไป"
    )
    return {
        "sentence": f"ตั้งแต่{period} {order.user.name} พิจารณา{scope}แทนตำแหน่ง{order.post.title} ได้",
        "beside": _beside(order),
        "prints": f"{order.wording} {order.post.title}",
    }


def _beside(order: Order) -> str:
    held = Holder.objects.on(order.in_force_from).filter(post=order.post).select_related("user").first()
    if held is None:
        return "ตำแหน่งนี้ว่างในวันเริ่ม ผู้ได้รับคำสั่งจึงพิจารณาได้ผู้เดียว เว้นแต่มีคำสั่งอื่น"
    if held.user_id == order.user_id:
        return f"{held.user.name} ดำรงตำแหน่งนี้เองอยู่แล้วในวันเริ่ม"
    return f"{held.user.name} ผู้ดำรงตำแหน่งยังพิจารณาได้ด้วย ใครพิจารณาก่อนถือเป็นผล"


@get_or_post
@manager_only
def end_order(request: StaffRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(Order.objects.select_related("user", "post"), pk=pk)
    form = LastDayForm(request.POST or None, initial={"to_on": timezone.localdate()})
    return form_page(
        request, form, lambda to_on: shorten_order(order, to_on=to_on, by=request.user),
        tab=TAB, done=reverse("office:orders"), message=f"คำสั่งที่ {order.no} สิ้นสุดตามวันที่กำหนด",
        title=f"ให้คำสั่งที่ {order.no} สิ้นสุด", subtitle=f"{order.user.name} {order.wording} {order.post.title}",
        submit="บันทึก", notice="ความเห็นที่ให้ไว้แล้วตามคำสั่งนี้ยังมีผล เรื่องที่รออยู่จะย้ายไปหาผู้ที่พิจารณาได้",
    )  # fmt: skip


@get_or_post
@manager_only
def drop_order(request: StaffRequest, pk: int) -> HttpResponse:
    order = get_object_or_404(Order.objects.select_related("user", "post"), pk=pk)
    return form_page(
        request, HouseForm(request.POST if request.method == "POST" else None),
        lambda: withdraw_order(order, by=request.user),
        tab=TAB, done=reverse("office:orders"), message=f"ลบคำสั่งที่ {order.no} แล้ว",
        title=f"ลบคำสั่งที่ {order.no}", subtitle=f"{order.user.name} {order.wording} {order.post.title}",
        submit="ลบคำสั่ง", danger=True, notice="ลบได้เพราะยังไม่ถึงวันมีผล เมื่อลบแล้วต้องกรอกใหม่หากจะใช้",
    )  # fmt: skip
