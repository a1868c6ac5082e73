"""The link by which the owner of an address stops the news, signed so that nobody stops it for another."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer

from prasan.contacts.models import ContactPoint

PATH = "stop-news/"
"""Where the page stands; a worker that wrote it with `reverse` would load every view of the house for it."""

_signer = Signer(salt="prasan.delivery.stopping")


def link_for(point: ContactPoint) -> str:
    """Valid for ever: an old mail must still be able to stop the next."""
    return f"{settings.ORIGIN}/{PATH}{_signer.sign(str(point.pk))}/"


def point_of_token(token: str) -> ContactPoint | None:
    try:
        key = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    return ContactPoint.objects.filter(pk=key).first()
