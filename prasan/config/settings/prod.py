"""The office at work: what `make run` and a real installation use."""

from prasan.config.settings.base import *  # noqa: F403
