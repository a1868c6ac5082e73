"""Which channels there are: the folders beside this file, each with a `CHANNEL`. Nothing else lists them."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from prasan.delivery import channels
from prasan.delivery.channels import Channel


def every_channel() -> dict[str, Channel]:
    """{name: channel}; the name is that of the folder."""
    names = [found.name for found in pkgutil.iter_modules(channels.__path__) if found.ispkg]
    return {name: channel(name) for name in sorted(names)}


def channel(name: str) -> Channel:
    """Raises `LookupError` when there is no such folder."""
    try:
        found = import_module(f"{channels.__name__}.{name}").CHANNEL
    except ModuleNotFoundError as error:
        raise LookupError(f"no channel {name!r}") from error
    assert isinstance(found, Channel)
    assert found.name == name
    return found
