"""A picture that was taken down goes along with nothing that still leaves."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from prasan.delivery.models import Delivery, Message
from prasan.delivery.states import GOT_IT


def send_without(addresses: Collection[str]) -> int:
    """Messages that may yet leave are not to name these pictures to the other side; how many did.

    Files need no such word: what was erased (`files.actions.erase`) is left out as a message leaves.
    """
    naming = Q(picture_url__in=addresses) | Q(preview_url__in=addresses)
    may_leave = Delivery.objects.exclude(state__in=GOT_IT).values("content")
    return Message.objects.filter(naming, pk__in=may_leave).update(picture_url="", preview_url="")
