"""In which order files of tests are given out to processes.

A file stays with one process. What is given out last decides how long the other process waits for the end, so short
files are last: unit tests after all others, and files of many tests, which are short ones, after files of few.
"""

from __future__ import annotations

from collections import Counter

import pytest

KINDS = ("e2e", "acceptance", "integration", "unit")


def long_files_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Within a file the order stays."""
    many = Counter(item.path for item in items)
    return sorted(items, key=lambda item: (_kind(item), many[item.path], str(item.path)))


def _kind(item: pytest.Item) -> int:
    return next((at for at, kind in enumerate(KINDS) if kind in item.path.parts), len(KINDS))
