"""Taking files in."""

from prasan.files.actions.store import store, sweep

__all__ = ["store", "sweep"]
