"""Who may run the office's own records, and who works here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser

from prasan.accounts.models import User
from prasan.office.models import Holder, Order, Post, PostKind, Unit
from prasan.office.office_file import CHAIN_KINDS
from prasan.office.standing import Standing
from prasan.thai import dates
from prasan.ui.refusal import Refusal

NOT_STAFF = Refusal("หน้านี้สำหรับบุคลากรของสำนักงาน ท่านเข้าสู่ระบบด้วยบัญชีที่ไม่มีตำแหน่งในสำนักงานวันนี้")
NOT_ADMIN = Refusal("ผู้ดูแลระบบของสำนักงานหรือผู้อำนวยการเท่านั้นที่แก้ตำแหน่งและคำสั่งได้")


def why_not_staff(user: User | AnonymousUser, standing: Standing) -> Refusal | None:
    """Staff hold a post or an order in force on the day (or look after the system)."""
    if not isinstance(user, User) or not user.is_active:
        return NOT_STAFF
    holds = user.is_office_admin or standing.posts_of(user) or standing.orders_of(user)
    return None if holds else NOT_STAFF


def why_not_manage_office(
    user: User | AnonymousUser, *, on: date, standing: Standing | None = None
) -> Refusal | None:
    """Posts, holders, orders, chains and the calendar are kept by the admin or the director; `standing` is
    that of `on`, where it is at hand."""
    if not isinstance(user, User) or not user.is_active:
        return NOT_ADMIN
    if user.is_office_admin:
        return None
    posts = (standing or Standing(on)).posts_of(user)
    return None if any(post.kind == PostKind.DIRECTOR for post in posts) else NOT_ADMIN


def why_not_hold(
    post: Post, *, from_on: date, to_on: date | None, besides: Holder | None = None
) -> Refusal | None:
    """A post has one holder at a time (both ends included); `besides` is a holding that gives way."""
    if to_on and to_on < from_on:
        return Refusal("วันสิ้นสุดอยู่ก่อนวันเริ่ม")
    if refusal := _why_not_after_closing(post, to_on):
        return refusal
    others = Holder.objects.filter(post=post)
    if besides:
        others = others.exclude(pk=besides.pk)
    held = others.sharing_a_day(from_on, to_on).select_related("user").first()
    if held is None:
        return None
    return Refusal(
        f"{held.user.name} ดำรงตำแหน่งนี้{_period(held.from_on, held.to_on)} "
        "ตำแหน่งหนึ่งมีผู้ดำรงตำแหน่งได้คนเดียวในวันเดียวกัน ให้สิ้นสุดคนเดิมก่อน"
    )


def why_not_order(order: Order) -> Refusal | None:
    """Rule 2, and an order that would never be in force."""
    starts = order.in_force_from
    if order.to_on and order.to_on < order.from_on:
        return Refusal("วันสิ้นสุดอยู่ก่อนวันเริ่ม")
    if order.to_on and order.to_on < starts:
        return Refusal("คำสั่งสิ้นสุดก่อนวันที่สั่ง จึงไม่มีวันใดที่มีผล")
    if refusal := _why_not_after_closing(order.post, order.to_on):
        return refusal
    rivals = Order.objects.filter(post_id=order.post_id, wording=order.wording).exclude(pk=order.pk)
    for rival in rivals.sharing_a_day(starts, order.to_on):
        if frozenset(rival.scope or ()) == frozenset(order.scope or ()):
            period = _period(rival.in_force_from, rival.to_on)
            return Refusal(
                f"คำสั่งที่ {rival.no} ของตำแหน่ง ข้อความ และขอบเขตเดียวกันมีผล{period} อยู่แล้ว "
                "ให้แก้วันสิ้นสุดของคำสั่งนั้นก่อน หรือเปลี่ยนช่วงวันของคำสั่งนี้"
            )
    return None


def why_not_shorten(order: Order, *, to_on: date, today: date) -> Refusal | None:
    """An order may end earlier, never in the past: what was decided under it stays explained."""
    starts = order.in_force_from
    if order.to_on and order.to_on < today:
        return Refusal(f"คำสั่งที่ {order.no} สิ้นสุดไปแล้วเมื่อ {dates.short(order.to_on)}")
    if to_on < max(starts, today - timedelta(days=1)):
        return Refusal("วันสุดท้ายต้องไม่อยู่ก่อนวันเริ่มมีผล และไม่ย้อนหลังเกินเมื่อวาน")
    if order.to_on and to_on >= order.to_on:
        return Refusal(f"คำสั่งนี้สิ้นสุด {dates.short(order.to_on)} อยู่แล้ว หากจะให้นานกว่านั้นให้บันทึกคำสั่งฉบับใหม่")
    return None


def why_not_withdraw_order(order: Order, *, today: date) -> Refusal | None:
    if order.in_force_from > today:
        return None
    return Refusal("คำสั่งมีผลแล้ว จึงลบไม่ได้ ทำได้เพียงกำหนดวันสุดท้าย")


def why_not_withdraw_holding(holder: Holder, *, today: date) -> Refusal | None:
    if holder.from_on > today:
        return None
    return Refusal("เริ่มดำรงตำแหน่งแล้ว จึงลบไม่ได้ ทำได้เพียงกำหนดวันสุดท้าย")


def why_not_end_holding(holder: Holder, *, to_on: date) -> Refusal | None:
    if to_on < holder.from_on:
        return Refusal(f"เริ่มดำรงตำแหน่ง {dates.short(holder.from_on)} วันสุดท้ายอยู่ก่อนนั้นไม่ได้")
    return why_not_hold(holder.post, from_on=holder.from_on, to_on=to_on, besides=holder)


def why_not_close_unit(unit: Unit, *, on: date) -> Refusal | None:
    """A unit closes when nobody holds a post in it from that day on."""
    if unit.closed_on:
        return Refusal(f"ยุบเลิกแล้วเมื่อ {dates.short(unit.closed_on)}")
    still = (
        Holder.objects.filter(post__unit=unit).sharing_a_day(on, None).select_related("post", "user").first()
    )
    if still is None:
        return None
    return Refusal(f"{still.user.name} ยังดำรงตำแหน่ง{still.post.title} ให้สิ้นสุดก่อน{dates.short(on)}")


def why_not_close_post(post: Post, *, on: date) -> Refusal | None:
    """A post closes when from that day on nobody holds it and no order lets anyone act for it."""
    if post.closed_on:
        return Refusal(f"ยุบแล้วเมื่อ {dates.short(post.closed_on)}")
    if post.kind == PostKind.DIRECTOR:
        return Refusal("ตำแหน่งผู้อำนวยการสำนักงานยุบไม่ได้ เพราะเป็นขั้นสุดท้ายของลำดับชั้น")
    if held := post.holders.sharing_a_day(on, None).select_related("user").first():
        return Refusal(f"{held.user.name} ยังดำรงตำแหน่งนี้ ให้สิ้นสุดก่อน {dates.short(on)}")
    if order := post.orders.sharing_a_day(on, None).first():
        return Refusal(f"คำสั่งที่ {order.no} ยังให้ผู้อื่นแทนตำแหน่งนี้ ให้สิ้นสุดก่อน {dates.short(on)}")
    return None


def _why_not_after_closing(post: Post, to_on: date | None) -> Refusal | None:
    if post.closed_on is None or (to_on and to_on < post.closed_on):
        return None
    return Refusal(f"ตำแหน่งนี้ยุบเมื่อ {dates.short(post.closed_on)} วันสุดท้ายต้องอยู่ก่อนนั้น")


def why_not_post(post: Post, supervises: Iterable[Unit]) -> Refusal | None:
    """One director, one head to a group, one deputy over a group; only deputies supervise."""
    others = Post.objects.filter(closed_on=None).exclude(pk=post.pk)
    if post.kind == PostKind.DIRECTOR and others.filter(kind=PostKind.DIRECTOR).exists():
        return Refusal("สำนักงานมีตำแหน่งผู้อำนวยการได้ตำแหน่งเดียว")
    if post.kind == PostKind.GROUP_HEAD and post.unit_id is None:
        return Refusal("ผู้อำนวยการกลุ่มต้องอยู่ในกลุ่มใดกลุ่มหนึ่ง")
    heads = others.filter(kind=PostKind.GROUP_HEAD, unit=post.unit_id)
    if post.kind == PostKind.GROUP_HEAD and heads.exists():
        return Refusal(f"{post.unit} มีตำแหน่งผู้อำนวยการกลุ่มแล้ว")
    units = list(supervises)
    if units and post.kind != PostKind.DEPUTY:
        return Refusal("รอง ผอ. เท่านั้นที่กำกับดูแลกลุ่ม")
    taken = others.filter(kind=PostKind.DEPUTY, supervises__in=units).prefetch_related("supervises").first()
    if taken is None:
        return None
    shared = next(unit for unit in taken.supervises.all() if unit in units)
    return Refusal(f"{shared} มี{taken}กำกับดูแลอยู่แล้ว ถอนออกจากตำแหน่งนั้นก่อน")


def why_not_steps(steps: Sequence[str]) -> Refusal | None:
    """A chain has at least one step, of known kinds of post, each once, lowest first."""
    if not steps:
        return Refusal("ลำดับชั้นต้องมีอย่างน้อยหนึ่งขั้น")
    if not set(steps) <= set(CHAIN_KINDS) or len(set(steps)) != len(steps):
        return Refusal("ลำดับชั้นใช้ผู้อำนวยการกลุ่ม รอง ผอ. และผู้อำนวยการ อย่างละไม่เกินหนึ่งขั้น")
    if list(steps) != [kind for kind in CHAIN_KINDS if kind in steps]:
        return Refusal("ลำดับชั้นเรียงจากล่างขึ้นบน: ผู้อำนวยการกลุ่ม รอง ผอ. ผู้อำนวยการ")
    return None


def _period(first: date, last: date | None) -> str:
    return f" {dates.span(first, last)}" if last else f"ตั้งแต่ {dates.short(first)}"
