"""The whole office in one file, and back.

A backup is a gzipped tar: `seals.log`, `secret_key`, the database (`database.sqlite3`, or `tables/<name>` as
PostgreSQL's COPY text), `files/…`, and last `manifest.json` with the SHA-256 of every part. It is made while
the office runs: the database as of one moment, and after it the files, which are written before the row that
names them and never change. So every row of a backup finds its file.
"""

from prasan.operations.backups.make import make_backup
from prasan.operations.backups.restore import RestoreError, restore_backup

__all__ = ["RestoreError", "make_backup", "restore_backup"]
