"""Which events the house itself wrote: each carries a keyed hash that takes the secret key to make.

Without it an event slipped in at the end of the trail would be sealed with the rest, and one altered before
its seal would never be found. A change of the key keeps the old one in `SECRET_KEY_FALLBACKS`
(`PRASAN_SECRET_KEY_OLD`), or every earlier event looks forged.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache

from django.conf import settings

from prasan.audit.digest import content
from prasan.audit.models import Event

_NONCE = 16


def prove(event: Event) -> str:
    """A nonce (16 hex digits, so that no proof serves twice) and HMAC-SHA256 over it and the event."""
    nonce = secrets.token_hex(_NONCE // 2)
    return nonce + _mac(settings.SECRET_KEY, nonce, event)


def is_proved(event: Event) -> bool:
    nonce, mac = event.proof[:_NONCE], event.proof[_NONCE:]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(mac, _mac(key, nonce, event)) for key in keys)


def _mac(secret: str, nonce: str, event: Event) -> str:
    return hmac.new(_key(secret), nonce.encode() + content(event), hashlib.sha256).hexdigest()


@cache
def _key(secret: str) -> bytes:
    return hashlib.sha256(b"prasan.audit.proof" + secret.encode()).digest()
