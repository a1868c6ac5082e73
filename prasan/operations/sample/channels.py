"""The sample's LINE account and Facebook page: those of the stand-in, unless somebody entered others."""

from __future__ import annotations

from prasan.delivery import standin
from prasan.delivery.channels import kept

_KNOWN = {
    "line": {"token": standin.TOKEN},
    "facebook": {"page": standin.PAGE, "token": standin.TOKEN, "secret": standin.SECRET},
}


def connect_sample_channels() -> None:
    """So that a story of the sample office goes out by every way from the start."""
    for channel, values in _KNOWN.items():
        if kept.kept_at(channel) is None:
            kept.keep(channel, values)
