"""How long a mail may take: loops ask, and stop with what they have."""

from __future__ import annotations

from time import monotonic

SECONDS = 3.0
"""Of the five that a message may take: the last steps look at no budget, and the machine may be busy."""


class Budget:
    """Counts from its making; `spent` is cheap enough for inner loops."""

    __slots__ = ("_ends", "was_spent")

    def __init__(self, seconds: float = SECONDS) -> None:
        self._ends = monotonic() + seconds
        self.was_spent = False

    def spent(self) -> bool:
        """Whether the time is up; stays so, for the report."""
        if monotonic() > self._ends:
            self.was_spent = True
        return self.was_spent

    def left(self, share: float = 1.0) -> Budget:
        """A budget of a share of what is left."""
        return Budget(max(0.0, self._ends - monotonic()) * share)
