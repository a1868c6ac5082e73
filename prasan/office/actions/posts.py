"""Posts: add, rename, close, and which groups a deputy supervises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office.actions.keys import free_key
from prasan.office.models import Post, Unit
from prasan.office.policies import why_not_close_post, why_not_manage_office, why_not_post
from prasan.ui.refusal import ensure


@transaction.atomic
def add_post(*, title: str, kind: str, unit: Unit | None, supervises: Sequence[Unit] = (), by: User) -> Post:
    """A post, vacant until someone is appointed. Raises `Refused`."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    post = Post(key=free_key(Post, "p"), title=title, kind=kind, unit=unit)
    ensure(why_not_post(post, supervises))
    post.save()
    post.supervises.set(supervises)
    record("post_added", post, by=by, kind=kind)
    return post


@transaction.atomic
def change_post(post: Post, *, title: str, supervises: Sequence[Unit] = (), by: User) -> Post:
    """Its title, and for a deputy the groups under it. Raises `Refused`."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    ensure(why_not_post(post, supervises))
    post.title = title
    post.save(update_fields=["title"])
    post.supervises.set(supervises)
    record("post_changed", post, by=by, supervises=[unit.key for unit in supervises])
    return post


@transaction.atomic
def close_post(post: Post, *, on: date, by: User) -> Post:
    """From `on` there is no such post; who held it and acted for it stays readable. Raises `Refused`."""
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    post = Post.objects.select_for_update().get(pk=post.pk)
    ensure(why_not_close_post(post, on=on))
    post.closed_on = on
    post.save(update_fields=["closed_on"])
    record("post_closed", post, by=by, on=on.isoformat())
    return post
