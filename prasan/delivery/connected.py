"""Which channels an office connects itself, and whether they are."""

from __future__ import annotations

from prasan.delivery.channels import Channel, kept
from prasan.delivery.channels.registry import every_channel


def to_be_connected() -> list[Channel]:
    """Those that ask for something."""
    return [way for way in every_channel().values() if way.settings]


def is_connected(way: Channel) -> bool:
    """Whether all that it cannot do without was entered."""
    return all(kept.get(way.name, each.name) for each in way.settings if not each.is_optional)
