"""Taking files in."""

from prasan.files.actions.store import Kept, own, put, store, sweep

__all__ = ["Kept", "own", "put", "store", "sweep"]
