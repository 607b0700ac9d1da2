"""Which tests are run once more on the second kind of database: those in which it could matter."""

from __future__ import annotations

import os

import pytest

# Whoever asks for none of these, and has no mark, cannot reach the test's database: pytest-django keeps it closed.
REACHES = {"db", "transactional_db", "live_server", "django_db_setup", "migrated"}


def second_engine_matters(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_engine"):
        return False
    return bool(item.get_closest_marker("django_db") or REACHES.intersection(getattr(item, "fixturenames", ())))


def left_to_sqlite(items: list[pytest.Item]) -> list[pytest.Item]:
    """Integration tests that a run on PostgreSQL leaves to the run on SQLite, which leaves out none."""
    if not os.environ.get("DATABASE_URL"):
        return []
    return [item for item in items if "integration" in item.path.parts and not second_engine_matters(item)]
