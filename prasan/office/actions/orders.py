"""Orders that let a person act for a post: enter, shorten, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office.models import Order, Post
from prasan.office.policies import (
    why_not_manage_office,
    why_not_order,
    why_not_shorten,
    why_not_withdraw_order,
)
from prasan.thai.text import normalise
from prasan.ui.refusal import ensure


@transaction.atomic
def enter_order(
    *,
    no: str,
    dated_on: date,
    wording: str,
    post: Post,
    user: User,
    from_on: date,
    to_on: date | None = None,
    scope: Sequence[str] = (),
    by: User,
) -> Order:
    """`scope`: kinds of work, empty = all. Raises `Refused` (domain rule 2: overlapping twins)."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    Post.objects.select_for_update().get(pk=post.pk)
    order = Order(
        no=no, dated_on=dated_on, wording=normalise(wording), post=post, user=user,
        from_on=from_on, to_on=to_on, scope=sorted(scope) or None,
    )  # fmt: skip
    ensure(why_not_order(order))
    order.save()
    record("order_entered", order, by=by, no=no, post=post.key)
    return order


@transaction.atomic
def shorten_order(order: Order, *, to_on: date, by: User) -> Order:
    """`to_on` becomes its last day. Consents given under it stay. Raises `Refused`."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    ensure(why_not_shorten(order, to_on=to_on, today=timezone.localdate()))
    order.to_on = to_on
    order.save(update_fields=["to_on"])
    record("order_shortened", order, by=by, no=order.no, to_on=to_on.isoformat())
    return order


@transaction.atomic
def withdraw_order(order: Order, *, by: User) -> None:
    """Take back an order that has not come into force. Raises `Refused`."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    ensure(why_not_withdraw_order(order, today=timezone.localdate()))
    record("order_withdrawn", order, by=by, no=order.no, post=order.post.key)
    order.delete()
