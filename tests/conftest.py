"""Fixtures of every kind of test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseOperations  # its own module alone is a circle of imports
from hypothesis import settings

from thinking_together.core import audit_triggers

REPOSITORY = Path(__file__).resolve().parents[1]

# The same cases on every machine and at every run; ``--hypothesis-profile=default`` draws new ones.
settings.load_profile("ci")


def pytest_configure(config: pytest.Config) -> None:
    """Processes that tests start have the product's own settings, in the mode that tests/settings.py chose."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "thinking_together.config.settings"


@pytest.fixture(scope="session", autouse=True)
def _tables_are_emptied_between_tests() -> Iterator[None]:
    """Where a test has committed, its tables are emptied row by row on SQLite, which the audit log refuses."""
    flush = DatabaseOperations.sql_flush

    def past_the_triggers(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        vendor = self.connection.vendor
        return [*audit_triggers.remove(vendor), *flush(self, *args, **kwargs), *audit_triggers.install(vendor)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", past_the_triggers)
        yield


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for pictures, of this run and all its processes."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "pictures"


@pytest.fixture(scope="session", autouse=True)
def _each_picture_is_drawn_once(pictures: Path) -> Iterator[None]:
    """A test that names no folder for pictures shares one with all others."""
    from thinking_together.report.charts import draw  # asks for the models

    kept = draw._kept

    def in_a_folder(*of: Any) -> Any:
        *what, folder = of
        return kept(*what, folder or pictures)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draw, "_kept", in_a_folder)
        yield


@pytest.fixture(autouse=True)
def _no_answer_of_another_test() -> Iterator[None]:
    """Each test has a database of its own, in which keys come again."""
    from thinking_together.evidence.standing import forget  # asks for the models

    forget()
    yield
    forget()


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files that lie beside a checkout; absent elsewhere, and then the test is left out."""
    folder = REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/data is not here")
    return folder
