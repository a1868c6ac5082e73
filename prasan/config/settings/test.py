"""Tests: fast hasher, memory mail and cache, tasks run at once, the database named by DATABASE_URL."""

import tempfile
from pathlib import Path

from prasan.config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests"  # noqa: S105
MIDDLEWARE = [each for each in MIDDLEWARE if "whitenoise" not in each]  # wants collected files to be there
# Rooms below the office are tested without one; the first run has tests of its own.
MIDDLEWARE = [each for each in MIDDLEWARE if each != "prasan.office.middleware.SetUpFirst"]
DATA = Path(tempfile.gettempdir()) / "prasan-tests"
DATA.mkdir(exist_ok=True)
MEDIA_ROOT = DATA / "files"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
