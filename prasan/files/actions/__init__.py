"""Taking files in."""

from prasan.files.actions.erase import erase, finish_erasing
from prasan.files.actions.store import Kept, own, put, store, sweep

__all__ = ["Kept", "erase", "finish_erasing", "own", "put", "store", "sweep"]
