"""Who the office is."""

from __future__ import annotations

from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.office.models import OfficeProfile
from prasan.office.pictures import clean_png
from prasan.office.policies import why_not_manage_office
from prasan.ui.refusal import ensure

PICTURES = ("emblem", "logo")


def change_profile(
    *, by: User, changes: dict[str, Any], pictures: dict[str, IO[bytes] | None] | None = None
) -> OfficeProfile:
    """`changes`: fields of `OfficeProfile`. `pictures`: emblem and logo; None takes one away.

    Raises `Refused` for a file that is no picture; then nothing is changed.
    """
    ensure(why_not_manage_office(by, on=timezone.localdate()))
    drawn = {
        name: clean_png(upload) if upload is not None else None for name, upload in (pictures or {}).items()
    }
    with transaction.atomic():
        profile = OfficeProfile.objects.select_for_update().get(pk=1)
        changed = [name for name, value in changes.items() if getattr(profile, name) != value]
        for name in changed:
            setattr(profile, name, changes[name])
        replaced = [_replace_picture(profile, name, png) for name, png in drawn.items()]
        profile.save()
        record("profile_changed", profile, by=by, fields=sorted([*changed, *drawn]))
        transaction.on_commit(lambda: [storage.delete(path) for storage, path in replaced if path])
    return profile


def _replace_picture(profile: OfficeProfile, name: str, png: bytes | None) -> tuple[Any, str]:
    """Puts the new picture in place; returns where the old one lies, to be deleted after the commit."""
    file = getattr(profile, name)
    old = file.storage, file.name or ""
    if png is None:
        setattr(profile, name, "")
    else:
        file.save(f"{name}.png", ContentFile(png), save=False)
    return old
