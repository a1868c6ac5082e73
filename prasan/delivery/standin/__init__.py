"""A stand-in for LINE and Facebook: of the sample office and of the tests, never of a real office.

It checks what the real ones check (tokens, proofs, retry keys, limits, multipart), keeps what it took in a
folder, where a page of the sample office shows it, and misbehaves when it is asked to.
"""

from prasan.delivery.standin.box import FAULTS, Box, Post
from prasan.delivery.standin.server import PAGE, SECRET, TOKEN, StandIn

__all__ = ["FAULTS", "PAGE", "SECRET", "TOKEN", "Box", "Post", "StandIn"]
