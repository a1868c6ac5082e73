"""Who stands where on one day: posts, their holders, the orders in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from prasan.accounts.models import User
from prasan.office.models import Holder, Order, Post, PostKind, Unit

HOLDER = "holder"
"""Capacity of the one who holds the post; any other capacity is the wording of an order."""


@dataclass(frozen=True, slots=True)
class Decider:
    """One who may decide a step, and as what."""

    user: User
    capacity: str
    order: Order | None = None


class Standing:
    """A snapshot of the office on `day`; four queries at most, however many steps are asked of it."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.holders = list(Holder.objects.on(day).select_related("user", "post__unit"))
        self.orders = list(Order.objects.in_force(day).select_related("user", "post"))

    @cached_property
    def posts(self) -> list[Post]:
        """Every post that is open; most pages ask only who holds which."""
        return list(Post.objects.open_on(self.day).select_related("unit").prefetch_related("supervises"))

    def post_for(self, kind: str, unit: Unit | None) -> Post | None:
        """The post that a step of `kind` means for work of `unit`; None when the office has no such post."""
        candidates = [post for post in self.posts if post.kind == kind]
        if kind == PostKind.DIRECTOR:
            return candidates[0] if candidates else None
        if unit is None:
            return None
        if kind == PostKind.DEPUTY:
            return next((post for post in candidates if unit in post.supervises.all()), None)
        return next((post for post in candidates if post.unit_id == unit.pk), None)

    def deciders(self, post: Post, kind_of_work: str) -> list[Decider]:
        """Holder first, then those with an order for the post that covers the work, by date of the order."""
        held = [Decider(row.user, HOLDER) for row in self.holders if row.post_id == post.pk]
        ordered = [
            Decider(order.user, order.wording, order)
            for order in self.orders
            if order.post_id == post.pk and order.covers(kind_of_work)
        ]
        return held + ordered

    def posts_of(self, user: User) -> list[Post]:
        """Posts that `user` holds on the day, the one with a unit first."""
        posts = [row.post for row in self.holders if row.user_id == user.pk]
        return sorted(posts, key=lambda post: (post.unit_id is None, post.pk))

    def post_of(self, user: User) -> Post | None:
        """The post by which `user` proposes and is named."""
        return next(iter(self.posts_of(user)), None)

    def orders_of(self, user: User) -> list[Order]:
        return [order for order in self.orders if order.user_id == user.pk]
