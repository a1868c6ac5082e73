"""What a recording is inside, and the stored copy without what tells where it was made.

Why no library: docs/adr/0012-recordings.md.
"""

from prasan.news.recordings.containers.examine import Found, examine, make_safe

__all__ = ["Found", "examine", "make_safe"]
