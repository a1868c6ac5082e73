"""Work on many rows without Python's garbage collector looking through all of them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Rows are trees without cycles: counting references frees them. A third of the time of a large import
    went into the collector's vain search. Pauses within pauses are harmless."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
