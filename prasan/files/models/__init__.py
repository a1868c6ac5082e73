"""Files that people hand in."""

from prasan.files.models.attachment import Attachment

__all__ = ["Attachment"]
