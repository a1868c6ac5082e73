"""Background work of the register: ids in, one call."""

from __future__ import annotations

from django_tasks import task

from prasan.agencies.actions import notices


@task()
def tell_audience(request_id: int) -> None:
    """Write the notice of a consented request to everyone it names."""
    notices.tell_audience(request_id)
