"""What the gate decided, kept on the disk for every process of the installation (ADR 0037).

A file is named by a digest of the cells, the sums and the policy, and of the program that decided; it holds a letter a
cell and no number. So it can be deleted at any time.
"""

from __future__ import annotations

import logging
import pickle
import zlib

from django.core.cache import caches

from thinking_together.analysis import disclosure
from thinking_together.analysis.decisions import rules_of

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
    return f"{rules_of(disclosure.__file__)}{name}"
