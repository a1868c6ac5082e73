"""Static files under names that hold their digest."""

from __future__ import annotations

from functools import cached_property

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """An address is worked out once a process: what it is made of is read once too, when the process starts.

    Every page names a dozen files.
    """

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    # As narrow as in Django's class of files with digests; its base alone knows files without a name.
    def url(self, name: str, force: bool = False) -> str:  # type: ignore[override]
        """Raises ValueError when the file was not collected."""
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]
