"""Fixtures of every kind of test."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from tests.factories.engines import left_to_sqlite
from tests.factories.order import long_files_first

if TYPE_CHECKING:
    from tests.factories.migrated import Migrated

REPOSITORY = Path(__file__).resolve().parents[1]

# The same cases on every machine and at every run; ``--hypothesis-profile=default`` draws new ones.
settings.load_profile("ci")


FEW_COLLECTIONS = (20_000, 20, 50)
RUN = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Processes that tests start have the product's own settings, in the mode that tests/settings.py chose."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "thinking_together.config.settings"
    given = getattr(config, "workerinput", {}).get("run")
    config.stash[RUN] = Path(given or tempfile.mkdtemp(prefix="tt-tests-"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["run"] = str(node.config.stash[RUN])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        from tests.factories.migrated import forget  # asks for the settings

        forget(config.stash[RUN])


@pytest.fixture(scope="session")
def migrated(pytestconfig: pytest.Config) -> Migrated:
    from tests.factories.migrated import Migrated  # asks for the settings

    return Migrated(pytestconfig.stash[RUN])


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, migrated: Migrated
) -> Iterator[None]:
    """In the place of pytest-django's own, by which each process migrates once more."""
    from django.db import connection
    from tests.factories.databases import drop

    with django_db_blocker.unblock():
        url = migrated.begin()
    yield
    if url:
        with django_db_blocker.unblock():
            connection.close()
        drop(url)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = left_to_sqlite(items)
    if left:
        config.hook.pytest_deselected(items=left)
    items[:] = long_files_first([item for item in items if item not in set(left)])


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected stays to the end. Looking through it for rings of objects, again and again, took
    a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*FEW_COLLECTIONS)


@pytest.fixture(scope="session", autouse=True)
def _tables_are_emptied_between_tests() -> Iterator[None]:
    """Where a test has committed."""
    from django.core.management.commands import flush
    from django.db import connection
    from tests.factories.emptied import emptying

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(connection.ops), "sql_flush", emptying)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *of: None)
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
