"""Handing files out; the room that refers to a file asks first whether it may."""

from prasan.files.views.ranged import serve_ranged
from prasan.files.views.serve import serve

__all__ = ["serve", "serve_ranged"]
