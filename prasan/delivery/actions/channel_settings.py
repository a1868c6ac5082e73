"""Connecting a channel with what the office was given for it, and cutting it off."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from prasan.accounts.models import User
from prasan.audit.actions import record
from prasan.delivery.channels import Channel, kept
from prasan.ui.refusal import Refused


@transaction.atomic
def connect(way: Channel, values: Mapping[str, str], *, by: User, at: datetime) -> None:
    """Keep `values`; an empty secret leaves the one that is there. The trail says which were changed, never
    what they are. Raises `Refused` naming the field whose value cannot be right, or that is missing."""
    now = {setting.name: kept.get(way.name, setting.name) for setting in way.settings}
    wanted = {
        setting.name: values.get(setting.name, "").strip() or (now[setting.name] if setting.is_secret else "")
        for setting in way.settings
    }
    for setting in way.settings:
        value = wanted[setting.name]
        if not value and not setting.is_optional:
            raise Refused(f"ยังไม่ได้ใส่ {setting.label}")
        if value and setting.pattern and not re.fullmatch(setting.pattern, value):
            raise Refused(f"{setting.label} {setting.shape}")
    changed = sorted(name for name in wanted if wanted[name] != now[name])
    record("delivery.connect_channel", f"delivery.channel:{way.name}", by=by, at=at, changed=changed)
    kept.keep(way.name, {name: value for name, value in wanted.items() if not kept.is_fixed(way.name, name)})


@transaction.atomic
def disconnect(way: Channel, *, by: User, at: datetime) -> None:
    """Forget all that was entered for it. What the environment says stays."""
    record("delivery.disconnect_channel", f"delivery.channel:{way.name}", by=by, at=at)
    kept.keep(way.name, {})
