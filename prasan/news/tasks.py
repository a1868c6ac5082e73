"""Background work of the news: ids in, one call."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from prasan.news.actions import rendering, sending


@task()
def send_out(version_id: int) -> None:
    """Write the letters of a published version into the ledger."""
    sending.send_out(version_id, at=timezone.now())


@task()
def tell_taken_down(story_id: int) -> None:
    """Tell those who have a story that it was taken down."""
    sending.tell_taken_down(story_id, at=timezone.now())


@task()
def make_renditions(version_id: int) -> None:
    """Make the sizes of the pictures of a published version."""
    rendering.make_of(version_id)
