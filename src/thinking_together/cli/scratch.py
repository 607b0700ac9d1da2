"""An embedded database that lives as long as one command."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thinking_together.cli.django import database_ready


@contextmanager
def scratch_database() -> Iterator[Path]:
    """Django on an empty embedded database, gone afterwards. To be entered before Django is set up."""
    with tempfile.TemporaryDirectory(prefix="thinking-together-") as folder:
        os.environ["TT_VAR"] = folder
        os.environ.pop("DATABASE_URL", None)
        database_ready()
        from django.db import connections

        try:
            yield Path(folder)
        finally:
            connections.close_all()
