"""Who holds a post: appoint, end, withdraw."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office.models import Holder, Post
from prasan.office.policies import (
    why_not_end_holding,
    why_not_hold,
    why_not_manage_office,
    why_not_withdraw_holding,
)
from prasan.ui.refusal import ensure


@transaction.atomic
def appoint(
    post: Post, user: User, *, from_on: date, to_on: date | None = None, end_former: bool = False, by: User
) -> Holder:
    """`user` holds the post from a day to a day; with `end_former` whoever holds it then ends the day before.

    Raises `Refused`: a post has one holder at a time.
    """
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    Post.objects.select_for_update().get(pk=post.pk)
    if end_former:
        _end_former(post, from_on)
    ensure(why_not_hold(post, from_on=from_on, to_on=to_on))
    holder = Holder.objects.create(post=post, user=user, from_on=from_on, to_on=to_on)
    record("holder_appointed", holder, by=by, post=post.key, ended_former=end_former)
    return holder


def _end_former(post: Post, from_on: date) -> None:
    former = Holder.objects.on(from_on).filter(post=post, from_on__lt=from_on).first()
    if former:
        former.to_on = from_on - timedelta(days=1)
        former.save(update_fields=["to_on"])


@transaction.atomic
def end_holding(holder: Holder, *, to_on: date, by: User) -> Holder:
    """`to_on` is the last day in the post. Raises `Refused`."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    Post.objects.select_for_update().get(pk=holder.post_id)
    ensure(why_not_end_holding(holder, to_on=to_on))
    holder.to_on = to_on
    holder.save(update_fields=["to_on"])
    record("holder_ended", holder, by=by, post=holder.post.key, to_on=to_on.isoformat())
    return holder


@transaction.atomic
def withdraw_holding(holder: Holder, *, by: User) -> None:
    """Take back an appointment that has not begun. Raises `Refused`."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    ensure(why_not_withdraw_holding(holder, today=timezone.localdate()))
    record("holder_withdrawn", holder, by=by, post=holder.post.key)
    holder.delete()
