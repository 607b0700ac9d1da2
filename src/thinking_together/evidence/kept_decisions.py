"""What the gate decided, kept on the disk for every process of the installation (ADR 0037).

A file is named by a digest of the cells, the sums and the policy, and of the program that decided; it holds a letter a
cell and no number. So it can be deleted at any time.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import zlib
from functools import cache
from pathlib import Path

from django.core.cache import caches

from thinking_together.analysis import disclosure

CACHE = "decisions"
log = logging.getLogger(__name__)


class OnDisk:
    """A memory of ``analysis.decisions``. A full disk or a spoilt file loses speed only."""

    def recall(self, name: str) -> str | None:
        try:
            found = caches[CACHE].get(_key(name))
        except (OSError, EOFError, zlib.error, pickle.UnpicklingError) as error:
            log.warning("a decision that was kept cannot be read: %s", type(error).__name__)
            return None
        return found if isinstance(found, str) else None

    def keep(self, name: str, decided: str) -> None:
        try:
            caches[CACHE].set(_key(name), decided, timeout=None)
        except OSError as error:
            log.warning("a decision cannot be kept: %s", error.strerror)


def _key(name: str) -> str:
    return f"{_program()}{name}"


@cache
def _program() -> str:
    """Another word for every other text of the room that decides: what an older program decided is not asked for."""
    files = sorted(Path(disclosure.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
