"""Papers are set in a font that is made once for all tests."""

from prasan.printing.tests.conftest import fonts

__all__ = ["fonts"]
