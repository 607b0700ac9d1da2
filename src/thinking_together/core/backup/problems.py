"""Why a backup was not made or not restored: what, and what to do."""

from __future__ import annotations


class BackupRefused(Exception):
    """Nothing was changed. The message says what is wrong and what to do."""
