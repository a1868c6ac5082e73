"""Links by which members come to their own page. Signed, for one member at one address: when the address of
the member changes, links sent to the old one open nothing."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from prasan.network.models import NetworkMember

LIFETIME = timedelta(days=30)
"""How long a link opens what the office holds."""
_OWN, _LEAVING = "network.own-page", "network.leaving"


def own_page(member: NetworkMember) -> str:
    """The whole address of the page with what the office holds of `member`."""
    token = signing.TimestampSigner(salt=_OWN).sign(_who(member))
    return f"{settings.ORIGIN}{reverse('network:own', args=[token])}"


def leaving(member: NetworkMember) -> str:
    """The whole address at the foot of every mail: to pause or leave, for as long as the address is theirs.
    It shows nothing of the member, for mails are forwarded."""
    token = signing.Signer(salt=_LEAVING).sign(_who(member))
    return f"{settings.ORIGIN}{reverse('network:leaving', args=[token])}"


def _who(member: NetworkMember) -> str:
    return f"{member.pk}-{member.email_id or 0}"


def by_own_page(token: str) -> NetworkMember | None:
    """Whose link it is; None when it is none, too old, or was sent to another address."""
    try:
        return _member(signing.TimestampSigner(salt=_OWN).unsign(token, max_age=LIFETIME))
    except signing.BadSignature:
        return None


def by_old_own_page(token: str) -> NetworkMember | None:
    """Whose link it was: one that is too old but was sent to the address that is still theirs. It opens
    nothing; a new one can be sent there."""
    try:
        return _member(signing.TimestampSigner(salt=_OWN).unsign(token))
    except signing.BadSignature:
        return None


def by_leaving(token: str) -> NetworkMember | None:
    try:
        return _member(signing.Signer(salt=_LEAVING).unsign(token))
    except signing.BadSignature:
        return None


def _member(who: str) -> NetworkMember | None:
    pk, _, point = who.partition("-")
    found = NetworkMember.objects.listed().select_related("contact", "email", "handover").filter(pk=int(pk))
    return found.filter(email=int(point) or None).first()
