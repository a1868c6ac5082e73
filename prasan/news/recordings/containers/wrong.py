"""How a container says that it is not whole, and what the words for it are."""

from __future__ import annotations


class BrokenError(Exception):
    """The bytes do not hold together: a size that is wrong, an end that never comes."""


class UnplayableError(Exception):
    """Whole, but of a coding that browsers do not play; the text is that coding's name."""
