"""The same examples on every machine, and no limit of time: the first one loads tables and dictionaries."""

from hypothesis import settings

settings.register_profile("thai", deadline=None, derandomize=True, database=None)
settings.load_profile("thai")
