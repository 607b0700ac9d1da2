"""Where the columns computed of responses are kept, a version's files by its number."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

FOLDER = "snapshots"


def folder() -> Path:
    return Path(settings.VAR) / FOLDER


def forget(version: int) -> None:
    """Removes what is kept of a version."""
    for path in folder().glob(f"{version}-*"):
        path.unlink(missing_ok=True)
