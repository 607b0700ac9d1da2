"""Bundles as people hand them in."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.factories.bundles import small_bundle

from thinking_together.core.tabular.archive import pack

Zipped = Callable[..., bytes]
ON_POSTGRESQL = ["test_example_on_both_databases.py", "test_killed_imports.py"]
collect_ignore = [] if os.environ.get("DATABASE_URL") else ON_POSTGRESQL


@pytest.fixture
def zipped() -> Zipped:
    """The smallest bundle as one zip file, with files put in the place of its own by their names."""

    def make(**files: str) -> bytes:
        out = io.BytesIO()
        with TemporaryDirectory() as folder:
            root = small_bundle(Path(folder), **files)
            pack(root, [p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()], out)
        return out.getvalue()

    return make
